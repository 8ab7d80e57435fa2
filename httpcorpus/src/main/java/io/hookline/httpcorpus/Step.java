package io.hookline.httpcorpus;

/** What the client does next. Text is ISO 8859-1, so that each character is one byte; {@code {id}} is the case's id. */
public sealed interface Step {

    /** Sends bytes, in a packet of their own. */
    record Send(String text) implements Step {}

    /** Sends the same bytes again and again, until the proxy ends the connection or has taken {@code limit} bytes. */
    record Repeat(String text, long limit) implements Step {}

    /**
     * Gives the proxy the time to send to the upstream what it has: until the upstream has a head, or half a second for
     * proxies that buffer. No outcome depends on it.
     */
    record AwaitUpstream() implements Step {}

    /** Waits for an interim response, or for one second. */
    record AwaitInterim() implements Step {}

    /** Waits for the next final response. */
    record AwaitResponse() implements Step {}

    /** Waits until what was received ends with this text. */
    record AwaitText(String text) implements Step {}

    /** Sends no more, but goes on reading. */
    record HalfClose() implements Step {}

    /** Closes the connection without reading the answer. */
    record Close() implements Step {}
}
