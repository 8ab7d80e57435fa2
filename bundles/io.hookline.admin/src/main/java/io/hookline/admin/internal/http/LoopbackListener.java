package io.hookline.admin.internal.http;

import io.hookline.admin.internal.access.Secrets;
import io.hookline.common.file.DurableFile;
import io.hookline.common.file.OwnerOnly;
import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What stands in for the Unix domain socket where that cannot be had: TCP on this machine, at any free port, for those
 * who can read a file beside where the socket would be. Its first line is the address, its second one a secret that is
 * valid while this listens. The file is for its owner only.
 */
public final class LoopbackListener implements LocalListener {

    /** What the file's name ends with, behind the name of the socket. */
    public static final String SUFFIX = ".tcp";

    private final Path file;
    private final Channel listener;

    private LoopbackListener(Path file, Channel listener) {
        this.file = file;
        this.listener = listener;
    }

    /**
     * Listens.
     *
     * @param socket the file of the socket that cannot be had
     * @throws IOException if it cannot; the message names the cause
     */
    public static LoopbackListener open(Path socket, AdminServer server) throws IOException {
        Path whole = socket.toAbsolutePath().normalize();
        Path file = whole.resolveSibling(whole.getFileName() + SUFFIX);
        Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            OwnerOnly.createDirectories(folder);
        }
        String secret = Secrets.next();
        Channel channel = server.listen(
                NioServerSocketChannel.class,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new LoopbackDoor(secret),
                null);
        LoopbackListener opened = new LoopbackListener(file, channel);
        try {
            InetSocketAddress address = (InetSocketAddress) channel.localAddress();
            String host = address.getAddress().getHostAddress();
            String text = "http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort() + "\n"
                    + secret + "\n";
            DurableFile.write(file, text.getBytes(StandardCharsets.UTF_8));
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public String toString() {
        return listener.localAddress() + ", by the secret in " + file;
    }

    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Its secret is worth nothing any more, and the next process replaces it.
        }
    }
}
