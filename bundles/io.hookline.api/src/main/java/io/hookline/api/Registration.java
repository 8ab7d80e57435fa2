package io.hookline.api;

import org.osgi.annotation.versioning.ProviderType;

/** A hook, or a listener, registered by hand. Safe for use by many threads. */
@ProviderType
public interface Registration extends AutoCloseable {

    /**
     * Removes it; for a hook, returns when no call is in it any more, at most after the drain timeout. Idempotent.
     */
    @Override
    void close();
}
