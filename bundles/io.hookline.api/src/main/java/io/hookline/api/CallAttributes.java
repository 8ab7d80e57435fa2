package io.hookline.api;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a host states about a call, so that a canary can select calls by it and send calls with the same key to the same
 * release.
 *
 * <p>Asked at most a few times, on the thread that makes the scope's first call, while a canary runs, and not at all
 * otherwise. It must be quick and must not throw; if it does, the call takes the stable route.
 */
@FunctionalInterface
@ConsumerType
public interface CallAttributes {

    /** Has no attributes. */
    CallAttributes NONE = name -> null;

    /**
     * The value of an attribute, or null if the call has none of that name. Whether case matters is the host's choice.
     */
    @Nullable
    String get(String name);
}
