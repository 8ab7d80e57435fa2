package io.hookline.benchmarks.proxies;

import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty's ProxyHandler, without servlets. */
final class JettyProxy {

    private JettyProxy() {}

    static void start(int port, int upstreamPort) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost(Main.LOOPBACK);
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new Reverse(upstreamPort));
        server.start();
    }

    private static final class Reverse extends ProxyHandler.Reverse {

        Reverse(int upstreamPort) {
            super(request ->
                    HttpURI.build(request.getHttpURI()).scheme("http").authority(Main.LOOPBACK + ":" + upstreamPort));
        }

        @Override
        protected HttpClient newHttpClient() {
            HttpClient client = super.newHttpClient();
            client.setMaxConnectionsPerDestination(512);
            return client;
        }
    }
}
