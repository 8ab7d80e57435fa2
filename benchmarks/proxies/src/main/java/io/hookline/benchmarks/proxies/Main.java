package io.hookline.benchmarks.proxies;

/** Starts one proxy: {@code ENGINE PORT UPSTREAM-PORT}, all on the loopback address. Runs until it is killed. */
public final class Main {

    static final String LOOPBACK = "127.0.0.1";

    private Main() {}

    public static void main(String[] args) throws Exception {
        int port = Integer.parseInt(args[1]);
        int upstreamPort = Integer.parseInt(args[2]);
        switch (args[0]) {
            case "undertow" -> UndertowProxy.start(port, upstreamPort);
            case "vertx" -> VertxProxy.start(port, upstreamPort);
            case "jetty" -> JettyProxy.start(port, upstreamPort);
            case "netty" -> NettyProxy.start(port, upstreamPort);
            default ->
                throw new IllegalArgumentException(
                        "No engine \"" + args[0] + "\"; take undertow, vertx, jetty or netty");
        }
        System.out.println("listens at " + port);
    }
}
