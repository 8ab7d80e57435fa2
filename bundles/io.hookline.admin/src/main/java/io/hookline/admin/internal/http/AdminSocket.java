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
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The Unix domain socket. Opened once, closed once. The file system decides who may connect: the file is for its owner
 * only.
 */
public final class AdminSocket implements AutoCloseable {

    /** What all systems take; some take a few bytes more. */
    private static final int LONGEST_PATH = 100;

    private final Path file;
    private final Channel listener;

    private AdminSocket(Path file, AdminServer server) throws IOException {
        this.file = file;
        this.listener = server.listen(
                NioServerDomainSocketChannel.class, UnixDomainSocketAddress.of(file), new SocketDoor(), null);
    }

    /** For its owner only, where the system knows such modes; the folder is so already. */
    private void protect() throws IOException {
        if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /**
     * Listens on a file. A socket that an earlier process has left there is replaced.
     *
     * @throws IOException if it cannot; the message names the cause
     */
    public static AdminSocket open(Path file, AdminServer server) throws IOException {
        Path whole = file.toAbsolutePath().normalize();
        int length = whole.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_PATH) {
            throw new IOException(
                    "the path of a socket has at most " + LONGEST_PATH + " bytes, " + whole + " has " + length);
        }
        Path folder = whole.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            OwnerOnly.createDirectories(folder);
        }
        removeLeftOver(whole);
        AdminSocket opened = new AdminSocket(whole, server);
        try {
            opened.protect();
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

    /** Ends the listening. */
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
