package io.hookline.plugin.ratelimit.internal;

import java.util.List;

/** The tokens that several nodes have in common. Used by one thread at a time; may block. */
interface CommonTokens extends AutoCloseable {

    /**
     * Takes tokens away, and says what is left.
     *
     * @return for each entry, in order, what is left; less than zero if more were taken than there were
     * @throws Exception if that cannot be done, or not in time; the next call connects anew
     */
    List<Long> take(List<Taken> taken) throws Exception;

    /** Ends a call that is running, and releases what this object holds. Idempotent; any thread may call it. */
    @Override
    void close();

    /**
     * What one node took from one bucket.
     *
     * @param bucket its name
     * @param rate how fast it fills
     * @param tokens how many
     */
    record Taken(String bucket, Rate rate, long tokens) {}
}
