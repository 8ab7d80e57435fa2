package io.hookline.engine.release;

import io.hookline.api.runtime.ReleaseId;
import org.osgi.annotation.versioning.ConsumerType;

/** Is told of hooks that are no longer called because of what they did. In OSGi, register it as a service. */
@ConsumerType
@FunctionalInterface
public interface GuardObserver {

    /**
     * A hook was taken out of its chain, or its breaker opened for good. Called on a thread of the engine; must not
     * block for long.
     *
     * @param release the release that brought it
     * @param hook its name and release
     * @param reason why, in words
     */
    void quarantined(ReleaseId release, String hook, String reason);
}
