package io.hookline.benchmarks.proxies;

import io.undertow.Undertow;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import java.net.URI;

/** Undertow's ProxyHandler. */
final class UndertowProxy {

    private UndertowProxy() {}

    static void start(int port, int upstreamPort) {
        LoadBalancingProxyClient client = new LoadBalancingProxyClient()
                .setConnectionsPerThread(512)
                .addHost(URI.create("http://" + Main.LOOPBACK + ":" + upstreamPort));
        Undertow.builder()
                .setIoThreads(1)
                .setWorkerThreads(2)
                .addHttpListener(port, Main.LOOPBACK)
                .setHandler(ProxyHandler.builder().setProxyClient(client).build())
                .build()
                .start();
    }
}
