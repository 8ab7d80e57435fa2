package io.hookline.admin.internal;

import io.hookline.api.runtime.Actor;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection with one request. The operation runs on a worker, and is interrupted when the client goes away. Used
 * by the connection's I/O thread.
 */
final class AdminConnection extends SimpleChannelInboundHandler<FullHttpRequest> {

    /** The name of the handler that ends a connection whose request does not arrive. */
    static final String REQUEST_TIMEOUT = "request-timeout";

    private static final Logger LOG = LoggerFactory.getLogger(AdminConnection.class);

    private final AdminApi api;
    private final Executor workers;
    private @Nullable RunningOperation running;

    AdminConnection(AdminApi api, Executor workers) {
        this.api = api;
        this.workers = workers;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (running != null) {
            // A connection has one request: what follows is ignored, and the answer closes it.
            return;
        }
        context.pipeline().remove(REQUEST_TIMEOUT);
        Answer answer = new Answer(context.channel(), takesEvents(request));
        try {
            check(request);
            AdminApi.Operation operation =
                    api.operation(request.method(), new QueryStringDecoder(request.uri()).path());
            String body = request.content().toString(StandardCharsets.UTF_8);
            Actor actor = actor(context);
            RunningOperation begun = new RunningOperation(() -> run(operation, actor, body, answer));
            running = begun;
            workers.execute(begun);
        } catch (Problem e) {
            answer.problem(e);
        } catch (IllegalArgumentException e) {
            answer.problem(new Problem(HttpResponseStatus.BAD_REQUEST, "The request's target is malformed"));
        } catch (RejectedExecutionException e) {
            answer.problem(new Problem(
                    HttpResponseStatus.SERVICE_UNAVAILABLE,
                    "Too many operations run already; wait until one has ended"));
        }
    }

    private static void check(FullHttpRequest request) throws Problem {
        if (!request.decoderResult().isSuccess()) {
            throw new Problem(
                    HttpResponseStatus.BAD_REQUEST,
                    "The request is malformed: "
                            + request.decoderResult().cause().getMessage());
        }
        String type = request.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        if (request.method().equals(HttpMethod.POST)
                && !type.toLowerCase(Locale.ROOT).startsWith(HttpHeaderValues.APPLICATION_JSON.toString())) {
            throw new Problem(
                    HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
                    "The body has to be JSON: Content-Type: application/json");
        }
    }

    private static boolean takesEvents(FullHttpRequest request) {
        return request.headers()
                .get(HttpHeaderNames.ACCEPT, "")
                .toLowerCase(Locale.ROOT)
                .contains(HttpHeaderValues.TEXT_EVENT_STREAM.toString());
    }

    /** The user at the other end, as the system says; the user of this process where it says nothing. */
    private static Actor actor(ChannelHandlerContext context) {
        UnixDomainPrincipal peer = null;
        try {
            peer = context.channel().config().getOption(NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED));
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("the system does not tell who is connected", e);
        }
        return new Actor(
                Actor.Kind.SHELL,
                peer == null ? System.getProperty("user.name", "") : peer.user().getName());
    }

    private static void run(AdminApi.Operation operation, Actor actor, String body, Answer answer) {
        try {
            operation.run(actor, body, answer);
            answer.end();
        } catch (Problem e) {
            answer.problem(e);
        } catch (RuntimeException | Error e) {
            LOG.error("an operation of the admin API has failed", e);
            answer.problem(new Problem(
                    HttpResponseStatus.INTERNAL_SERVER_ERROR, "The operation failed unexpectedly; the log says why"));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        RunningOperation begun = running;
        if (begun != null) {
            begun.cancel();
        }
        context.fireChannelInactive();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // How the channel ended changes nothing.
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException) && !(cause instanceof ReadTimeoutException)) {
            LOG.debug("a connection of the admin API is closed", cause);
        }
        context.close();
    }
}
