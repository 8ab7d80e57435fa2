package io.hookline.admin.internal.http;

import io.hookline.common.file.OwnerOnly;
import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The Unix domain socket. Opened once, closed once. The file system decides who may connect: the file is for its owner
 * only.
 */
public final class AdminSocket implements LocalListener {

    /** What all systems take; some take a few bytes more. */
    private static final int LONGEST_PATH = 100;

    private final Path file;
    private final Channel listener;

    private AdminSocket(Path file, AdminServer server) throws IOException {
        this.file = file;
        try {
            this.listener = server.listen(
                    NioServerDomainSocketChannel.class, UnixDomainSocketAddress.of(file), new SocketDoor(), null);
        } catch (IOException | UnsupportedOperationException e) {
            throw new NoSocketException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Listens on a file. A socket that an earlier process has left there is replaced.
     *
     * @throws NoSocketException if there cannot be one; the message names the cause
     * @throws IOException if it must not listen there; the message names the cause
     */
    public static AdminSocket open(Path file, AdminServer server) throws IOException {
        Path whole = file.toAbsolutePath().normalize();
        int length = whole.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_PATH) {
            throw new NoSocketException(
                    "the path of a socket has at most " + LONGEST_PATH + " bytes, " + whole + " has " + length);
        }
        Path folder = whole.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            OwnerOnly.createDirectories(folder);
        }
        removeLeftOver(whole);
        AdminSocket opened = new AdminSocket(whole, server);
        try {
            OwnerOnly.protect(whole);
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static void removeLeftOver(Path file) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException(file + " is there, and is not a socket");
        }
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            throw new IOException("another process listens on " + probe.getRemoteAddress());
        } catch (ConnectException e) {
            Files.delete(file);
        }
    }

    /** The file of the socket. */
    public Path file() {
        return file;
    }

    @Override
    public String toString() {
        return file.toString();
    }

    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The next process replaces it.
        }
    }
}
