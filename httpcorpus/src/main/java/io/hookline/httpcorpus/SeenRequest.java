package io.hookline.httpcorpus;

import java.util.List;
import java.util.Locale;

/** A request as the upstream received it, up to now. Thread-safe: the upstream appends while others look. */
public final class SeenRequest {

    /** How far a request has come. */
    public enum State {
        /** More bytes are expected. */
        OPEN,
        /** All bytes that its head announced have arrived. */
        COMPLETE,
        /** The connection ended first. */
        ABORTED,
        /** What arrived is no request. */
        MALFORMED
    }

    private final int connection;
    private final StringBuilder raw = new StringBuilder();
    private String head = "";
    private String body = "";
    private String trailers = "";
    private State state = State.OPEN;

    SeenRequest(int connection) {
        this.connection = connection;
    }

    /** The number of the connection on which it came. */
    public int connection() {
        return connection;
    }

    /** All bytes as received, as ISO 8859-1. */
    public synchronized String raw() {
        return raw.toString();
    }

    public synchronized State state() {
        return state;
    }

    /** The start line and the fields, without the empty line. */
    public synchronized String head() {
        return head;
    }

    /** The decoded body. */
    public synchronized String body() {
        return body;
    }

    public List<Field> trailers() {
        String lines;
        synchronized (this) {
            lines = trailers;
        }
        return Field.parse(lines);
    }

    /** The request line. */
    public String line() {
        String lines = head();
        int end = lines.indexOf("\r\n");
        return end < 0 ? lines : lines.substring(0, end);
    }

    public String method() {
        return part(0);
    }

    public String target() {
        return part(1);
    }

    public String version() {
        return part(2);
    }

    public List<Field> fields() {
        String lines = head();
        int end = lines.indexOf("\r\n");
        return end < 0 ? List.of() : Field.parse(lines.substring(end + 2));
    }

    /** The values of the header fields of a name. */
    public List<String> values(String name) {
        return Field.values(fields(), name);
    }

    public boolean has(String name) {
        return !values(name).isEmpty();
    }

    public boolean isChunked() {
        return values("Transfer-Encoding").stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("chunked"));
    }

    synchronized void append(byte value) {
        raw.append((char) (value & 0xff));
    }

    synchronized void head(String text) {
        head = text;
    }

    synchronized void end(State last, String decodedBody, String trailerBlock) {
        state = last;
        body = decodedBody;
        trailers = trailerBlock;
    }

    private String part(int index) {
        String[] parts = line().split(" ", -1);
        return index < parts.length ? parts[index] : "";
    }

    @Override
    public String toString() {
        return state() + " \"" + line() + "\"";
    }
}
