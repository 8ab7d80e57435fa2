package io.hookline.admin.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The answer on a connection: JSON, or a stream of server-sent events if the client takes those. It closes the
 * connection. Safe for use by many threads; the first end counts.
 */
@SuppressWarnings("FutureReturnValueIgnored") // How the channel ended changes nothing.
final class Answer implements Reply {

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    private final Channel channel;
    private final boolean events;

    /** Guarded by this object, as the other is. */
    private boolean begun;

    private boolean ended;

    Answer(Channel channel, boolean events) {
        this.channel = channel;
        this.events = events;
    }

    @Override
    public boolean hasEvents() {
        return events;
    }

    @Override
    public synchronized void event(String name, Object data) {
        if (!events || ended) {
            return;
        }
        if (!begun) {
            begun = true;
            HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            head.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.TEXT_EVENT_STREAM)
                    .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                    .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED)
                    .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            channel.write(head);
        }
        write(new DefaultHttpContent(bytes("event: " + name + "\ndata: " + line(data) + "\n\n")));
    }

    /** Waits while the client takes nothing; the connection's own deadline ends that. */
    private void write(Object content) {
        boolean interrupted = false;
        var written = channel.writeAndFlush(content);
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
    public synchronized void json(String text) {
        if (events) {
            event("result", Map.of("text", text));
        } else {
            full(HttpResponseStatus.OK, JSON, text);
        }
    }

    /** Ends the answer with a problem. */
    synchronized void problem(Problem problem) {
        if (begun) {
            event("problem", Map.of("status", problem.status().code(), "detail", String.valueOf(problem.getMessage())));
            end();
        } else {
            full(problem.status(), PROBLEM, problem.json());
        }
    }

    /** Ends the stream of events. */
    synchronized void end() {
        if (begun && !ended) {
            ended = true;
            channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void full(HttpResponseStatus status, String type, String text) {
        if (ended) {
            return;
        }
        ended = true;
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, bytes(text));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        channel.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    private static String line(Object data) {
        try {
            return Holder.MAPPER.writeValueAsString(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("data that JSON cannot hold: " + data.getClass(), e);
        }
    }

    /** Built when it is first used. */
    private static final class Holder {
        static final ObjectMapper MAPPER = new ObjectMapper();
    }
}
