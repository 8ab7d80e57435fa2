package io.hookline.gateway.internal.message;

/**
 * Where a message's body ends.
 *
 * @param kind how the end is known
 * @param length the body's length in bytes, or -1 if it is not known before the end
 */
public record Framing(Kind kind, long length) {

    /** No body follows. */
    public static final Framing NONE = new Framing(Kind.NONE, 0);

    /** The body is in chunks. */
    public static final Framing CHUNKED = new Framing(Kind.CHUNKED, -1);

    /** The body ends with the connection. */
    public static final Framing UNTIL_CLOSE = new Framing(Kind.UNTIL_CLOSE, -1);

    /** A body of known length. */
    public static Framing ofLength(long length) {
        return new Framing(Kind.LENGTH, length);
    }

    /** Whether there is nothing to read. */
    public boolean isEmpty() {
        return kind == Kind.NONE || (kind == Kind.LENGTH && length == 0);
    }

    /** How the end of a body is known. */
    public enum Kind {
        NONE,
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }
}
