package io.hookline.audit.internal.spool;

/** A record of the spool. */
public final class SpooledRecord {

    private final long sequence;
    private final long millis;
    private final byte[] payload;

    SpooledRecord(long sequence, long millis, byte[] payload) {
        this.sequence = sequence;
        this.millis = millis;
        this.payload = payload;
    }

    /** Its number, from 1. */
    public long sequence() {
        return sequence;
    }

    /** When it was written, in milliseconds since 1970. */
    public long millis() {
        return millis;
    }

    /** Its content; not a copy. */
    public byte[] payload() {
        return payload;
    }
}
