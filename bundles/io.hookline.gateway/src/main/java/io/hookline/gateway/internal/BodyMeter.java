package io.hookline.gateway.internal;

import java.io.IOException;

/** Counts the bytes of a request's body as they arrive. On the I/O thread. */
final class BodyMeter {

    private static final long DISCARD_LIMIT_BYTES = 16L << 20;

    private final long limitBytes;
    private long lastMoveNanos = System.nanoTime();
    private long receivedBytes;
    private long discardedBytes;
    private boolean discarding;

    /** With the maximum size of the body; 0 for no limit. */
    BodyMeter(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /**
     * Counts a part.
     *
     * @throws IOException if the client goes on sending a body that was refused
     */
    void count(long bytes) throws IOException {
        lastMoveNanos = System.nanoTime();
        receivedBytes += bytes;
        if (discarding) {
            discardedBytes += bytes;
            if (discardedBytes > DISCARD_LIMIT_BYTES) {
                throw new IOException("the client goes on sending a body that was refused");
            }
        }
    }

    /** From now on the rest of the body is discarded. */
    void discard() {
        discarding = true;
    }

    boolean isDiscarding() {
        return discarding;
    }

    boolean isTooBig() {
        return limitBytes > 0 && receivedBytes > limitBytes;
    }

    /** Whether nothing has arrived yet. */
    boolean isUntouched() {
        return receivedBytes == 0;
    }

    /** Restarts the time. */
    void restartTime() {
        lastMoveNanos = System.nanoTime();
    }

    /** When the last part arrived. */
    long lastMoveNanos() {
        return lastMoveNanos;
    }
}
