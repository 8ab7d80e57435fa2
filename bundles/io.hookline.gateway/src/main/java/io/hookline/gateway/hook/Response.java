package io.hookline.gateway.hook;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A response that a hook gives instead of the upstream. Immutable. */
public final class Response {

    private final int status;
    private final List<Map.Entry<String, String>> headers;
    private final ByteBuffer body;

    /**
     * Any response.
     *
     * @param status HTTP status, 200 to 599
     * @param headers name and value of each field, in order
     * @param body the whole body; empty for none
     * @throws IllegalArgumentException if the status is not in 200 to 599
     */
    public Response(int status, List<Map.Entry<String, String>> headers, byte[] body) {
        this(status, headers, ByteBuffer.wrap(body.clone()));
    }

    /**
     * Any response, whose body is not copied.
     *
     * @param status HTTP status, 200 to 599
     * @param headers name and value of each field, in order
     * @param body the whole body, from its position to its limit; its bytes must not change any more
     * @throws IllegalArgumentException if the status is not in 200 to 599
     * @since 1.1
     */
    public Response(int status, List<Map.Entry<String, String>> headers, ByteBuffer body) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("a response's status is 200 to 599, not " + status);
        }
        this.status = status;
        this.headers = List.copyOf(headers);
        this.body = body.slice().asReadOnlyBuffer();
    }

    /** A response without body. */
    public static Response of(int status) {
        return new Response(status, List.of(), new byte[0]);
    }

    /** A plain-text response in UTF-8; a line break is added. */
    public static Response text(int status, String text) {
        return withBody(status, "text/plain; charset=utf-8", text + "\n");
    }

    /** A response whose body is the given JSON text. */
    public static Response json(int status, String json) {
        return withBody(status, "application/json", json);
    }

    /** The same response with one more header field. */
    public Response withHeader(String name, String value) {
        List<Map.Entry<String, String>> longer = new ArrayList<>(headers);
        longer.add(Map.entry(name, value));
        return new Response(status, longer, body);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Name and value of each header field, in order; unmodifiable. */
    public List<Map.Entry<String, String>> headers() {
        return headers;
    }

    /** A copy of the body; empty if there is none. */
    public byte[] body() {
        byte[] copy = new byte[body.remaining()];
        body.duplicate().get(copy);
        return copy;
    }

    /**
     * The body, read-only and without a copy; empty if there is none.
     *
     * @since 1.1
     */
    public ByteBuffer content() {
        return body.duplicate();
    }

    @Override
    public String toString() {
        return "Response[" + status + ", " + body.remaining() + " bytes]";
    }

    private static Response withBody(int status, String type, String text) {
        return new Response(status, List.of(Map.entry("Content-Type", type)), text.getBytes(StandardCharsets.UTF_8));
    }
}
