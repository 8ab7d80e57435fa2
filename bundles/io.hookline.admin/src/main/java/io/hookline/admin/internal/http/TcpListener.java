package io.hookline.admin.internal.http;

import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The TCP listener. Opened once; the server closes it. */
public final class TcpListener {

    private final String host;
    private final int wanted;
    private final int port;
    private final boolean tls;

    private TcpListener(String host, int wanted, int port, boolean tls) {
        this.host = host;
        this.wanted = wanted;
        this.port = port;
        this.tls = tls;
    }

    /**
     * Where it listens.
     *
     * @param host a name or an address
     * @param port 0 for any that is free
     * @param names further names by which clients call it
     * @param certificate file with its certificates in PEM; null for no TLS, which only this machine's own addresses do
     *     without
     * @param privateKey file with its key in PEM, as PKCS #8
     */
    public record Settings(
            String host, int port, List<String> names, @Nullable Path certificate, @Nullable Path privateKey) {}

    /**
     * Listens. If the port is in use, and the address is of this machine only, another port is taken.
     *
     * @param door makes the way in, from the names of the listener, and whether it uses TLS
     * @throws IOException if it cannot listen, or must not; the message names the cause and the cure
     */
    public static TcpListener open(AdminServer server, Settings settings, BiFunction<Set<String>, Boolean, Door> door)
            throws IOException {
        InetAddress address = InetAddress.getByName(settings.host());
        SslContext tls = tls(settings);
        if (tls == null && !address.isLoopbackAddress()) {
            throw new IOException("\"host\" is " + settings.host() + ", which other machines can reach, and there is no"
                    + " TLS: set \"certificate\" and \"privateKey\", or \"host\" to 127.0.0.1");
        }
        Door way = door.apply(names(settings, address), tls != null);
        Channel channel;
        try {
            channel = listen(server, address, settings.port(), way, tls);
        } catch (IOException e) {
            if (!(e.getCause() instanceof BindException) || !address.isLoopbackAddress()) {
                throw e;
            }
            channel = listen(server, address, 0, way, tls);
        }
        int port = ((InetSocketAddress) channel.localAddress()).getPort();
        return new TcpListener(settings.host(), settings.port(), port, tls != null);
    }

    private static Channel listen(
            AdminServer server, InetAddress address, int port, Door door, @Nullable SslContext tls) throws IOException {
        return server.listen(NioServerSocketChannel.class, new InetSocketAddress(address, port), door, tls);
    }

    private static @Nullable SslContext tls(Settings settings) throws IOException {
        Path certificate = settings.certificate();
        Path key = settings.privateKey();
        if (certificate == null && key == null) {
            return null;
        }
        if (certificate == null || key == null) {
            throw new IOException("TLS needs both \"certificate\" and \"privateKey\"");
        }
        try {
            return SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(
                    "the certificate " + certificate + " and the key " + key + " cannot be used (" + e.getMessage()
                            + "): give PEM files, the key as PKCS #8 without a password",
                    e);
        }
    }

    /** The names by which clients may call it: a page that has another name resolve to it is refused. */
    private static Set<String> names(Settings settings, InetAddress address) {
        Set<String> names = new HashSet<>();
        settings.names().forEach(name -> names.add(name.strip().toLowerCase(Locale.ROOT)));
        if (!address.isAnyLocalAddress()) {
            names.add(bracketed(settings.host().toLowerCase(Locale.ROOT)));
            names.add(bracketed(address.getHostAddress()));
        }
        if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
            names.addAll(Set.of("localhost", "127.0.0.1", "[::1]"));
        }
        return names;
    }

    private static String bracketed(String host) {
        return host.indexOf(':') < 0 || host.startsWith("[") ? host : "[" + host + "]";
    }

    /** Its address. */
    public String url() {
        String name = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : bracketed(host);
        return (tls ? "https://" : "http://") + name + ":" + port;
    }

    /** Whether the port is another one than was wanted, because that one is in use. */
    public boolean isElsewhere() {
        return wanted != 0 && wanted != port;
    }

    /** Whether it uses TLS. */
    public boolean isTls() {
        return tls;
    }
}
