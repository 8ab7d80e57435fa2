package io.hookline.admin.internal.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.admin.web.WebFile;
import io.hookline.common.file.Sha256;
import io.hookline.common.json.Json;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The answer on a connection: JSON, a file, or a stream of server-sent events if the client takes those. It closes the
 * connection. Safe for use by many threads; the first end counts.
 */
@SuppressWarnings("FutureReturnValueIgnored") // How the channel ended changes nothing.
final class Answer implements Reply {

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    private final Channel channel;
    private final boolean events;
    private final BooleanSupplier valid;
    private final HttpHeaders more = new DefaultHttpHeaders();

    /** Guarded by this object, as the others are. */
    private boolean begun;

    private boolean ended;
    private boolean streaming;
    private boolean open;
    private @Nullable EventStream stream;
    private IntConsumer beforeEnd = code -> {};

    /**
     * Nothing is sent yet.
     *
     * @param events whether the client takes events
     * @param valid whether the client may still have a stream that goes on
     */
    Answer(Channel channel, boolean events, BooleanSupplier valid) {
        this.channel = channel;
        this.events = events;
        this.valid = valid;
    }

    /** Is told the status ahead of the answer's end, so that what it does is done when the client has the answer. */
    synchronized void beforeEnd(IntConsumer told) {
        beforeEnd = told;
    }

    synchronized @Nullable EventStream stream() {
        return stream;
    }

    @Override
    public boolean hasEvents() {
        return events;
    }

    @Override
    public synchronized void header(CharSequence name, String value) {
        more.add(name, value);
    }

    @Override
    public void event(String name, Object data) {
        event(name, null, data);
    }

    synchronized void event(String name, @Nullable String id, Object data) {
        if (!events || ended) {
            return;
        }
        String first = id == null ? "" : "id: " + id + "\n";
        write(first + "event: " + name + "\ndata: " + line(data) + "\n\n");
    }

    /** Sends what clients ignore. */
    synchronized void comment(String text) {
        if (!ended) {
            write(": " + text + "\n\n");
        }
    }

    @Override
    public void stream(EventStream.Source source) {
        EventStream opened = new EventStream(channel, this, source, valid);
        synchronized (this) {
            streaming = true;
            stream = opened;
        }
        opened.begin();
    }

    private void write(String text) {
        if (!begun) {
            begun = true;
            HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            head.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.TEXT_EVENT_STREAM)
                    .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                    .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED)
                    .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            SecurityHeaders.forApi(head.headers());
            channel.write(head);
        }
        var written = channel.writeAndFlush(new DefaultHttpContent(bytes(text)));
        if (!channel.eventLoop().inEventLoop()) {
            awaitRoom(written);
        }
    }

    /** Waits while the client takes nothing; the connection's own deadline ends that. */
    private void awaitRoom(ChannelFuture written) {
        boolean interrupted = false;
        while (!channel.isWritable() && channel.isOpen() && !written.isDone() && !interrupted) {
            try {
                written.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void json(HttpResponseStatus code, String text) {
        if (begun) {
            event("result", Map.of("text", text));
        } else {
            full(code, JSON, bytes(text));
        }
    }

    @Override
    public synchronized void empty(HttpResponseStatus code) {
        full(code, "", Unpooled.EMPTY_BUFFER);
    }

    @Override
    public synchronized void file(WebFile file, boolean gzip, String known) {
        byte[] compressed = file.gzip();
        boolean packed = gzip && compressed != null;
        byte[] content = packed && compressed != null ? compressed : file.content();
        String tag = "\"" + Sha256.of(content).substring(0, 32) + "\"";
        SecurityHeaders.forFile(more, file.framed());
        more.set(HttpHeaderNames.ETAG, tag)
                .set(HttpHeaderNames.VARY, "Accept-Encoding")
                .set(
                        HttpHeaderNames.CACHE_CONTROL,
                        file.immutable() ? "public, max-age=31536000, immutable" : "no-cache");
        if (known.equals(tag)) {
            full(HttpResponseStatus.NOT_MODIFIED, "", Unpooled.EMPTY_BUFFER);
            return;
        }
        if (packed) {
            more.set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
        }
        full(HttpResponseStatus.OK, file.type(), Unpooled.wrappedBuffer(content));
    }

    /** Leaves the connection open behind the answer: someone else closes it. */
    synchronized void leaveOpen() {
        open = true;
    }

    /** Ends the answer with a problem. */
    synchronized void problem(Problem problem) {
        if (begun) {
            event("problem", Map.of("status", problem.status().code(), "detail", String.valueOf(problem.getMessage())));
            end();
        } else {
            problem.headers().forEach(more::set);
            full(problem.status(), PROBLEM, bytes(problem.json()));
        }
    }

    /** The operation has returned: ends the stream of events, unless it goes on by itself. */
    synchronized void returned() {
        if (!streaming) {
            end();
        }
    }

    /** Ends the stream of events. */
    synchronized void end() {
        if (begun && !ended) {
            ended = true;
            beforeEnd.accept(HttpResponseStatus.OK.code());
            channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void full(HttpResponseStatus code, String type, ByteBuf content) {
        if (ended || begun) {
            content.release();
            return;
        }
        ended = true;
        beforeEnd.accept(code.code());
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, code, content);
        if (!more.contains(HttpHeaderNames.CACHE_CONTROL)) {
            response.headers().set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
            SecurityHeaders.forApi(response.headers());
        }
        response.headers().add(more).set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (!type.isEmpty()) {
            response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
        }
        if (!code.equals(HttpResponseStatus.NO_CONTENT) && !code.equals(HttpResponseStatus.NOT_MODIFIED)) {
            response.headers().set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
        }
        var sent = channel.writeAndFlush(response);
        if (!open) {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    /** In one line, as an event needs it. */
    private static String line(Object data) {
        try {
            return Holder.MAPPER.writeValueAsString(data instanceof Record ? Json.parse(Json.of(data)) : data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("data that JSON cannot hold: " + data.getClass(), e);
        }
    }

    /** Built when it is first used. */
    private static final class Holder {
        static final ObjectMapper MAPPER = new ObjectMapper();
    }
}
