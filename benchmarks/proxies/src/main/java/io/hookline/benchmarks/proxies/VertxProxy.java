package io.hookline.benchmarks.proxies;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.httpproxy.HttpProxy;
import java.util.concurrent.TimeUnit;

/** Vert.x http-proxy. */
final class VertxProxy {

    private VertxProxy() {}

    static void start(int port, int upstreamPort) throws Exception {
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        HttpClient client = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(512));
        HttpProxy proxy = HttpProxy.reverseProxy(client).origin(upstreamPort, Main.LOOPBACK);
        vertx.createHttpServer(new HttpServerOptions().setPort(port).setHost(Main.LOOPBACK))
                .requestHandler(proxy)
                .listen()
                .await(10, TimeUnit.SECONDS);
    }
}
