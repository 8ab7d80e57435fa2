package io.hookline.httpcorpus;

import java.util.List;

/**
 * What the upstream does with a request.
 *
 * @param atHead done when the head has arrived
 * @param atEnd done when the whole request has arrived
 */
public record Answer(List<Part> atHead, List<Part> atEnd) {

    /** The answer of an upstream that has nothing to say about a case. */
    public static final Answer OK = new Answer(
            List.of(),
            List.of(
                    new Part.Bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Upstream: corpus\r\n"
                            + "Connection: close\r\n\r\nok"),
                    new Part.HalfClose()));

    /** The same, on a connection that stays open. */
    public static final Answer OK_KEPT = text("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Upstream: corpus\r\n\r\nok");

    public Answer {
        atHead = List.copyOf(atHead);
        atEnd = List.copyOf(atEnd);
    }

    /** Sends the text when the request is complete. */
    public static Answer text(String text) {
        return new Answer(List.of(), List.of(new Part.Bytes(text)));
    }

    /** Sends the text when the request is complete, and ends the connection. */
    public static Answer textThenClose(String text) {
        return new Answer(List.of(), List.of(new Part.Bytes(text), new Part.Close()));
    }

    /** Sends the text, then the other one again and again, until {@code limit} bytes of it are taken. */
    public static Answer endless(String text, String repeated, long limit) {
        return new Answer(List.of(), List.of(new Part.Bytes(text), new Part.Repeat(repeated, limit), new Part.Close()));
    }

    /** One thing that the upstream does. */
    public sealed interface Part {

        /** Sends bytes; {@code {id}} is the case's id. */
        record Bytes(String text) implements Part {}

        /** Sends the same bytes again and again. */
        record Repeat(String text, long limit) implements Part {}

        /** Sends no more, but reads on, so that what comes behind the request is seen. */
        record HalfClose() implements Part {}

        /** Ends the connection. */
        record Close() implements Part {}

        /** Ends the connection with a TCP reset. */
        record Reset() implements Part {}
    }
}
