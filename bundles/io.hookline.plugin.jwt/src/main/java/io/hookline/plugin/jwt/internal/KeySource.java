package io.hookline.plugin.jwt.internal;

import java.io.IOException;

/** Where an issuer's keys come from. Used by one thread at a time. */
interface KeySource extends AutoCloseable {

    /** The largest JWK set and discovery document that is read, in bytes. */
    int MOST_BYTES = 256 * 1024;

    /**
     * The JWK set, as it is there now. May take as long as the configured timeout.
     *
     * @throws IOException if it cannot be had; the message says why, for an operator
     */
    byte[] fetch() throws IOException, InterruptedException;

    /** Where it looks, for messages. */
    String place();

    @Override
    default void close() {
        // By default there is nothing to close.
    }
}
