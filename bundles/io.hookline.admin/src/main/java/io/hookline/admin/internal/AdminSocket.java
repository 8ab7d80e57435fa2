package io.hookline.admin.internal;

import io.hookline.common.file.OwnerOnly;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.handler.timeout.WriteTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
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
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The Unix domain socket and its connections. Opened once, closed once. The file system decides who may connect: the
 * file is for its owner only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // How a channel or a loop ended changes nothing here.
final class AdminSocket implements AutoCloseable {

    /** What all systems take; some take a few bytes more. */
    private static final int LONGEST_PATH = 100;

    private static final int LONGEST_LINE = 4_096;
    private static final int LARGEST_HEAD = 8_192;
    private static final int LARGEST_BODY = 1 << 20;
    private static final int LARGEST_CHUNK = 8_192;
    private static final int MOST_CONNECTIONS = 64;
    private static final int MOST_OPERATIONS = 16;
    private static final int REQUEST_TIMEOUT_S = 30;
    private static final int WRITE_TIMEOUT_S = 30;
    private static final long CLOSE_TIMEOUT_S = 5;

    private final Path file;
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("hookline-admin", true), NioIoHandler.newFactory());
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            0,
            MOST_OPERATIONS,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new DefaultThreadFactory("hookline-admin-worker", true));
    private final Channel server;

    private AdminSocket(Path file, AdminApi api) throws IOException {
        this.file = file;
        ChannelFuture binding = new ServerBootstrap()
                .group(loop)
                .channel(NioServerDomainSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        start(connection, api);
                    }
                })
                .bind(UnixDomainSocketAddress.of(file))
                .awaitUninterruptibly();
        if (!binding.isSuccess()) {
            loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new IOException(
                    "it cannot listen on " + file + " (" + binding.cause().getMessage() + ")", binding.cause());
        }
        server = binding.channel();
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
    static AdminSocket open(Path file, AdminApi api) throws IOException {
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
        AdminSocket opened = new AdminSocket(whole, api);
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

    private void start(Channel connection, AdminApi api) {
        if (connections.size() >= MOST_CONNECTIONS) {
            connection.close();
            return;
        }
        connections.add(connection);
        connection
                .pipeline()
                .addLast(AdminConnection.REQUEST_TIMEOUT, new ReadTimeoutHandler(REQUEST_TIMEOUT_S))
                .addLast(new WriteTimeoutHandler(WRITE_TIMEOUT_S))
                .addLast(new HttpServerCodec(LONGEST_LINE, LARGEST_HEAD, LARGEST_CHUNK))
                .addLast(new HttpObjectAggregator(LARGEST_BODY))
                .addLast(new AdminConnection(api, workers));
    }

    /** The file of the socket. */
    Path file() {
        return file;
    }

    /** Ends the listening, and interrupts the operations that run. */
    @Override
    public void close() {
        server.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly(CLOSE_TIMEOUT_S, TimeUnit.SECONDS);
        workers.shutdownNow();
        loop.shutdownGracefully(0, CLOSE_TIMEOUT_S, TimeUnit.SECONDS);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The next process replaces it.
        }
    }
}
