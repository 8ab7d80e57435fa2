package io.hookline.httpcorpus;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;

/**
 * Reads the parts of HTTP/1.1 messages from a connection, strictly: only CRLF ends a line. Every byte also goes to a
 * sink, so that what cannot be parsed is still seen. One thread.
 */
final class MessageStream {

    private static final int MAX_LINES = 16 << 20;

    private final InputStream in;
    private final ByteSink sink;

    MessageStream(InputStream in, ByteSink sink) {
        this.in = new BufferedInputStream(in);
        this.sink = sink;
    }

    /** Gets each byte that is read. */
    @FunctionalInterface
    interface ByteSink {
        void accept(byte value);
    }

    /** A message that breaks the grammar. */
    static final class MalformedException extends IOException {
        MalformedException(String message) {
            super(message);
        }
    }

    /** Whether another byte comes before the connection ends. Waits for it. */
    boolean hasNext() throws IOException {
        in.mark(1);
        int value = in.read();
        if (value >= 0) {
            in.reset();
        }
        return value >= 0;
    }

    /** How many bytes can be read without waiting, at least. */
    int available() throws IOException {
        return in.available();
    }

    /** The lines up to the empty one, separated by CRLF; the empty string if the first line is empty. */
    String lines() throws IOException {
        StringBuilder lines = new StringBuilder();
        while (true) {
            String line = line();
            if (line.isEmpty()) {
                return lines.toString();
            }
            lines.append(lines.isEmpty() ? "" : "\r\n").append(line);
            if (lines.length() > MAX_LINES) {
                throw new MalformedException("more than " + MAX_LINES + " bytes of lines");
            }
        }
    }

    /** Appends that many bytes to the body. */
    void bytes(long count, StringBuilder body) throws IOException {
        for (long i = 0; i < count; i++) {
            body.append((char) read());
        }
    }

    /** Appends everything up to the end of the connection. */
    void rest(StringBuilder body) throws IOException {
        int value;
        while ((value = in.read()) >= 0) {
            sink.accept((byte) value);
            body.append((char) value);
        }
    }

    /** Appends the data of all chunks, and returns the trailers. */
    String chunks(StringBuilder body) throws IOException {
        while (true) {
            String line = line();
            int end = line.indexOf(';');
            String size = (end < 0 ? line : line.substring(0, end)).stripTrailing();
            if (!size.matches("[0-9A-Fa-f]{1,8}")) {
                throw new MalformedException("chunk size \"" + line + "\"");
            }
            long length = Long.parseLong(size, 16);
            if (length == 0) {
                return lines();
            }
            bytes(length, body);
            if (read() != '\r' || read() != '\n') {
                throw new MalformedException("no CRLF after a chunk");
            }
        }
    }

    /**
     * The length of a body by its Content-Length fields: -1 if there are none.
     *
     * @throws MalformedException if they differ, or are no lengths
     */
    static long length(List<String> values) throws MalformedException {
        if (values.isEmpty()) {
            return -1;
        }
        if (values.stream().distinct().count() > 1 || !values.get(0).matches("[0-9]{1,18}")) {
            throw new MalformedException("Content-Length " + values);
        }
        return Long.parseLong(values.get(0));
    }

    static boolean isChunked(List<String> codings) {
        return !codings.isEmpty()
                && codings.get(codings.size() - 1)
                        .toLowerCase(Locale.ROOT)
                        .strip()
                        .endsWith("chunked");
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int value = read();
            if (value == '\n' && !line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
                line.setLength(line.length() - 1);
                return line.toString();
            }
            line.append((char) value);
            if (line.length() > MAX_LINES) {
                throw new MalformedException("a line of more than " + MAX_LINES + " bytes");
            }
        }
    }

    private int read() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw new EOFException("the connection ended inside a message");
        }
        sink.accept((byte) value);
        return value;
    }
}
