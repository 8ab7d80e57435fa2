package io.hookline.engine.release;

import io.hookline.api.runtime.ReleaseId;
import org.osgi.annotation.versioning.ConsumerType;

/** Is told of hooks that are not called any more because of what they did. A service of this type is told from its coming on. */
@ConsumerType
@FunctionalInterface
public interface GuardObserver {

    /**
     * A hook was taken out of its chain, or its breaker opened for good. Called on a thread of the core's own; must not block for
     * long.
     *
     * @param release the release that brought it
     * @param hook its name and release
     * @param reason why, in words
     */
    void quarantined(ReleaseId release, String hook, String reason);
}
