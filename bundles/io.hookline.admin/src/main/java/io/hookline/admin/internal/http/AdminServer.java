package io.hookline.admin.internal.http;

import io.hookline.admin.internal.access.AuditEntry;
import io.hookline.admin.internal.access.AuditLog;
import io.hookline.admin.internal.access.Caller;
import io.hookline.admin.internal.access.RefusedCalls;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.handler.timeout.WriteTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads and connections of all listeners. Opened once, closed once. Safe for use by many threads. */
@SuppressWarnings("FutureReturnValueIgnored") // How a channel or a loop ended changes nothing here.
public final class AdminServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    private static final int LONGEST_LINE = 4_096;
    private static final int LARGEST_HEAD = 8_192;
    private static final int LARGEST_CHUNK = 8_192;
    private static final int WRITE_TIMEOUT_S = 30;
    private static final long CLOSE_TIMEOUT_S = 5;
    private static final int LONGEST_TARGET = 2_000;

    private final ResourceTable resources;
    private final AuditLog audit;
    private final Path uploads;
    private final Limits limits;
    private final Clock clock;
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("hookline-admin", true), NioIoHandler.newFactory());
    private final ChannelGroup listeners = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final RefusedCalls refused;
    private final Strangers strangers = new Strangers();
    private final ThreadPoolExecutor workers;

    /**
     * Listens nowhere yet.
     *
     * @param uploads the folder that uploads go to
     */
    public AdminServer(ResourceTable resources, AuditLog audit, Path uploads, Limits limits, Clock clock) {
        this.resources = resources;
        this.audit = audit;
        this.uploads = uploads;
        this.limits = limits;
        this.clock = clock;
        this.refused = new RefusedCalls(clock);
        this.workers = new ThreadPoolExecutor(
                0,
                limits.operations(),
                30,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new DefaultThreadFactory("hookline-admin-worker", true));
    }

    /**
     * Listens at an address.
     *
     * @throws IOException if it cannot; the message names the cause
     */
    Channel listen(Class<? extends ServerChannel> kind, SocketAddress address, Door door, @Nullable SslContext tls)
            throws IOException {
        ChannelFuture binding = new ServerBootstrap()
                .group(loop)
                .channel(kind)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        start(connection, door, tls);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!binding.isSuccess()) {
            throw new IOException(
                    "it cannot listen on " + address + " (" + binding.cause().getMessage() + ")", binding.cause());
        }
        listeners.add(binding.channel());
        return binding.channel();
    }

    private void start(Channel connection, Door door, @Nullable SslContext tls) {
        if (connections.size() >= limits.connections() && !strangers.closeOldest()) {
            connection.close();
            return;
        }
        connections.add(connection);
        if (connection instanceof SocketChannel) {
            strangers.add(connection);
        }
        if (tls != null) {
            connection.pipeline().addLast(tls.newHandler(connection.alloc()));
        }
        connection
                .pipeline()
                .addLast(
                        AdminConnection.REQUEST_TIMEOUT,
                        new ReadTimeoutHandler(limits.requestSeconds(), TimeUnit.SECONDS))
                .addLast(new WriteTimeoutHandler(WRITE_TIMEOUT_S))
                .addLast(new HttpServerCodec(LONGEST_LINE, LARGEST_HEAD, LARGEST_CHUNK))
                .addLast(new AdminConnection(this, door));
    }

    /** A connection has shown who it is. Called by the I/O thread. */
    void known(Channel connection) {
        strangers.known(connection);
    }

    ResourceTable resources() {
        return resources;
    }

    Limits limits() {
        return limits;
    }

    Path uploads() {
        return uploads;
    }

    void execute(RunningOperation operation) {
        workers.execute(operation);
    }

    /**
     * Runs an operation on the calling thread. Before its answer is sent, what changes something is recorded, and an
     * upload that was not kept is deleted.
     */
    void run(Resource resource, Request request, Answer answer) {
        answer.beforeEnd(status -> {
            discardUpload(request);
            if (request.note().isRecorded()) {
                record(resource, request.caller(), request.note(), status);
            }
        });
        try {
            resource.operation().run(request, answer);
            answer.returned();
        } catch (Problem e) {
            answer.problem(e);
        } catch (InterruptedException e) {
            answer.problem(new Problem(HttpResponseStatus.CONFLICT, "The operation was interrupted"));
        } catch (RuntimeException | Error e) {
            LOG.error("an operation of the admin API has failed", e);
            answer.problem(new Problem(
                    HttpResponseStatus.INTERNAL_SERVER_ERROR, "The operation failed unexpectedly; the log says why"));
        } finally {
            discardUpload(request);
        }
    }

    private static void discardUpload(Request request) {
        Upload upload = request.upload();
        if (upload != null) {
            upload.discard();
        }
    }

    /**
     * Records a call. One that has failed is not recorded if no one knows whose it was, and of those that are refused
     * to a known caller only some are: others could be pushed out by them.
     */
    void record(Resource resource, @Nullable Caller caller, Request.Note note, int answered) {
        if (caller == null && answered >= HttpResponseStatus.BAD_REQUEST.code()) {
            return;
        }
        int status = note.isRefused() ? HttpResponseStatus.FORBIDDEN.code() : answered;
        if (caller != null
                && status == HttpResponseStatus.FORBIDDEN.code()
                && !refused.isRecorded(caller.actor().toString())) {
            return;
        }
        String detail = note.detail();
        audit.append(new AuditEntry(
                clock.instant().toString(),
                caller == null ? "" : caller.actor().toString(),
                caller == null ? "" : caller.role().word(),
                caller == null ? "" : caller.address(),
                detail.isEmpty() ? resource.name() : resource.name() + ":" + detail,
                note.target().length() > LONGEST_TARGET
                        ? note.target().substring(0, LONGEST_TARGET) + "..."
                        : note.target(),
                note.reason(),
                status));
    }

    /** Ends the listening, and interrupts the operations that run. */
    @Override
    public void close() {
        listeners.close().awaitUninterruptibly(CLOSE_TIMEOUT_S, TimeUnit.SECONDS);
        connections.close().awaitUninterruptibly(CLOSE_TIMEOUT_S, TimeUnit.SECONDS);
        workers.shutdownNow();
        try {
            // What they record is written before the folder may go.
            if (!workers.awaitTermination(CLOSE_TIMEOUT_S, TimeUnit.SECONDS)) {
                LOG.warn("an operation of the admin API did not end within {} s", CLOSE_TIMEOUT_S);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loop.shutdownGracefully(0, CLOSE_TIMEOUT_S, TimeUnit.SECONDS);
    }
}
