package io.hookline.admin.internal.http;

import io.hookline.admin.internal.access.Caller;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection with one request. Who makes it, and whether they may, is decided by its head, before any of its body
 * is read. The operation runs on a worker, and is interrupted when the client goes away. Used by the connection's I/O
 * thread.
 *
 * <pre>
 * head ─► Door: who? ─► ResourceTable: what? ─► Access: may they? ─► body ─► worker: operation ─► Answer
 *           └ 401, 403, 421, 429   └ 404, 405       └ 401, 403        └ 408, 413, 415
 * </pre>
 */
final class AdminConnection extends SimpleChannelInboundHandler<HttpObject> {

    /** The name of the handler that ends a connection whose request does not arrive. */
    static final String REQUEST_TIMEOUT = "request-timeout";

    private static final Logger LOG = LoggerFactory.getLogger(AdminConnection.class);
    private static final long LINGER_S = 2;
    private static final String JSON = HttpHeaderValues.APPLICATION_JSON.toString();

    private final AdminServer server;
    private final Door door;
    private @Nullable Answer answer;
    private @Nullable Begun begun;
    private @Nullable Upload upload;
    private @Nullable RunningOperation running;
    private @Nullable Future<?> deadline;
    private final ByteBuf body = Unpooled.buffer(0);
    private boolean complete;
    private boolean refused;

    AdminConnection(AdminServer server, Door door) {
        this.server = server;
        this.door = door;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        limit(context, server.limits().requestSeconds());
        context.fireChannelActive();
    }

    /** A request has to arrive until then. */
    private void limit(ChannelHandlerContext context, long seconds) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        deadline = context.executor()
                .schedule(
                        () -> refuse(context, late("The request did not arrive within " + seconds + " s")),
                        seconds,
                        TimeUnit.SECONDS);
    }

    private static Problem late(String detail) {
        return new Problem(HttpResponseStatus.REQUEST_TIMEOUT, detail);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        complete |=
                message instanceof LastHttpContent || !message.decoderResult().isSuccess();
        if (refused || running != null) {
            // A connection has one request: what follows is ignored, and the answer closes it.
            if (refused && message instanceof LastHttpContent) {
                close(context);
            }
            return;
        }
        try {
            if (!message.decoderResult().isSuccess()) {
                throw Problem.malformed("The request is malformed: "
                        + message.decoderResult().cause().getMessage());
            }
            if (message instanceof HttpRequest head) {
                begin(context, head);
            }
            if (message instanceof HttpContent content && begun != null) {
                take(content.content(), begun.match().resource());
                if (message instanceof LastHttpContent) {
                    run(context, begun);
                }
            }
        } catch (Problem e) {
            refuse(context, e);
        } catch (IllegalArgumentException e) {
            refuse(context, Problem.malformed("The request's target is malformed"));
        } catch (IOException e) {
            LOG.error("an upload cannot be kept", e);
            refuse(
                    context,
                    new Problem(HttpResponseStatus.SERVICE_UNAVAILABLE, "The upload cannot be kept; the log says why"));
        } catch (RejectedExecutionException e) {
            refuse(
                    context,
                    new Problem(
                                    HttpResponseStatus.SERVICE_UNAVAILABLE,
                                    "Too many operations run already; wait until one has ended")
                            .with(HttpHeaderNames.RETRY_AFTER, "1"));
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest head) throws Problem, IOException {
        Channel channel = context.channel();
        OriginForm.of(head);
        QueryStringDecoder target = new QueryStringDecoder(head.uri());
        Caller caller = door.identify(channel, head);
        if (caller != null) {
            server.known(channel);
        }
        answer = new Answer(channel, takesEvents(head), caller == null ? () -> true : caller.valid());
        ResourceTable.Match match = Access.find(server.resources(), head.method(), target.path(), caller);
        Request.Note note = new Request.Note(match.resource().isChanging(), target.path());
        begun = new Begun(match, caller, head, target, note);
        Access.admit(match.resource(), caller, note);
        checkBody(head, match.resource());
        if (match.resource().kind() == Resource.Kind.UPLOADING) {
            limit(context, server.limits().uploadSeconds());
            upload = new Upload(server.uploads(), server.limits().uploadBytes());
        }
        if (HttpUtil.is100ContinueExpected(head)) {
            context.writeAndFlush(new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER))
                    .addListener(sent -> LOG.trace("continue"));
        }
    }

    private void checkBody(HttpRequest head, Resource resource) throws Problem {
        String type = head.headers().get(HttpHeaderNames.CONTENT_TYPE, "").toLowerCase(Locale.ROOT);
        long length = HttpUtil.getContentLength(head, -1L);
        boolean file = resource.kind() == Resource.Kind.UPLOADING;
        boolean any = length > 0 || HttpUtil.isTransferEncodingChunked(head);
        if (file && length > server.limits().uploadBytes()) {
            throw Upload.tooLarge(server.limits().uploadBytes());
        }
        int most = server.limits().bodyBytes(resource.kind());
        if (!file && length > most) {
            throw tooLarge(most);
        }
        if (file && !type.startsWith("application/java-archive") && !type.startsWith("application/octet-stream")) {
            throw new Problem(
                    HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
                    "The body has to be a jar: Content-Type: application/java-archive");
        }
        if (!file && !type.startsWith(JSON) && (any || resource.method().name().matches("POST|PUT"))) {
            throw new Problem(
                    HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
                    "The body has to be JSON: Content-Type: application/json");
        }
    }

    private static Problem tooLarge(int most) {
        return new Problem(
                HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "A body has at most " + (most >> 10) + " KiB here");
    }

    private void take(ByteBuf bytes, Resource resource) throws Problem, IOException {
        if (upload != null) {
            upload.add(bytes);
            return;
        }
        int most = server.limits().bodyBytes(resource.kind());
        if (body.readableBytes() + bytes.readableBytes() > most) {
            throw tooLarge(most);
        }
        body.writeBytes(bytes);
    }

    private static boolean takesEvents(HttpRequest head) {
        return head.headers()
                .get(HttpHeaderNames.ACCEPT, "")
                .toLowerCase(Locale.ROOT)
                .contains(HttpHeaderValues.TEXT_EVENT_STREAM.toString());
    }

    private void run(ChannelHandlerContext context, Begun request) throws IOException {
        arrived(context);
        Upload file = upload;
        if (file != null) {
            file.finish();
        }
        Request complete = new Request(
                request.caller(),
                door.address(context.channel()),
                request.target().path(),
                request.match().parameters(),
                request.target().parameters(),
                request.head().headers(),
                body.toString(StandardCharsets.UTF_8),
                file,
                request.note());
        Answer to = answerOf(context);
        RunningOperation operation =
                new RunningOperation(() -> server.run(request.match().resource(), complete, to));
        running = operation;
        server.execute(operation);
    }

    private Answer answerOf(ChannelHandlerContext context) {
        if (answer == null) {
            answer = new Answer(context.channel(), false, () -> true);
        }
        return answer;
    }

    /** The request is there, or refused: it is waited for no longer. */
    private void arrived(ChannelHandlerContext context) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        if (context.pipeline().get(REQUEST_TIMEOUT) != null) {
            context.pipeline().remove(REQUEST_TIMEOUT);
        }
    }

    private void refuse(ChannelHandlerContext context, Problem problem) {
        if (refused || !context.channel().isActive()) {
            return;
        }
        refused = true;
        arrived(context);
        discard();
        Begun request = begun;
        if (request != null && request.note().isRecorded()) {
            server.record(
                    request.match().resource(),
                    request.caller(),
                    request.note(),
                    problem.status().code());
        }
        Answer to = answerOf(context);
        if (complete) {
            to.problem(problem);
            return;
        }
        // Who closes while a client still sends resets the connection, and the client may not see why.
        to.leaveOpen();
        to.problem(problem);
        deadline = context.executor().schedule(() -> close(context), LINGER_S, TimeUnit.SECONDS);
    }

    /** Closes behind what was sent. */
    @SuppressWarnings("FutureReturnValueIgnored") // How the channel ended changes nothing.
    private static void close(ChannelHandlerContext context) {
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    private void discard() {
        if (upload != null) {
            upload.discard();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        EventStream stream = answer == null ? null : answer.stream();
        if (stream != null) {
            stream.pump();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        RunningOperation operation = running;
        if (operation != null) {
            operation.cancel();
        } else {
            discard();
        }
        context.fireChannelInactive();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // How the channel ended changes nothing.
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof ReadTimeoutException && running == null && !refused) {
            refuse(context, late("Nothing more of the request has arrived"));
            return;
        }
        if (!(cause instanceof IOException) && !(cause instanceof ReadTimeoutException)) {
            LOG.debug("a connection of the admin API is closed", cause);
        }
        context.close();
    }

    /** A request whose head is accepted. */
    private record Begun(
            ResourceTable.Match match,
            @Nullable Caller caller,
            HttpRequest head,
            QueryStringDecoder target,
            Request.Note note) {}
}
