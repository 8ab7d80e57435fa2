package io.hookline.isolation.process.internal.wire;

/** What both sides have to agree on before they talk. */
public final class Protocol {

    /** The first field of the first message. */
    public static final String MAGIC = "hookline-process";

    /** The version: the same on both sides, which always come from one distribution. */
    public static final int VERSION = 1;

    /** The largest message, in bytes, ahead of which no memory is taken. */
    public static final int MOST_BYTES = 4 * 1024 * 1024;

    /** The most bytes that wait for a side that does not read. */
    public static final int MOST_WAITING = 4 * MOST_BYTES;

    private Protocol() {}
}
