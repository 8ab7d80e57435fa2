package io.hookline.gateway.internal;

import java.io.IOException;

/** Counts a request's body as it comes in. On the I/O thread. */
final class BodyMeter {

    private static final long DISCARD_LIMIT_BYTES = 16L << 20;

    private final long limitBytes;
    private long lastMoveNanos = System.nanoTime();
    private long receivedBytes;
    private long discardedBytes;
    private boolean discarding;

    /** With the size that the body may have, 0 for any. */
    BodyMeter(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /**
     * Counts a piece.
     *
     * @throws IOException if the client goes on sending a body that nobody wants
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

    /** From now on the body is not wanted any more. */
    void discard() {
        discarding = true;
    }

    boolean isDiscarding() {
        return discarding;
    }

    boolean isTooBig() {
        return limitBytes > 0 && receivedBytes > limitBytes;
    }

    /** Whether nothing of it has come yet. */
    boolean isUntouched() {
        return receivedBytes == 0;
    }

    /** Starts to count the time anew. */
    void restartTime() {
        lastMoveNanos = System.nanoTime();
    }

    /** When the last piece came. */
    long lastMoveNanos() {
        return lastMoveNanos;
    }
}
