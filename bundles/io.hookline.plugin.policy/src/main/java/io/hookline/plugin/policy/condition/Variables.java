package io.hookline.plugin.policy.condition;

import org.jspecify.annotations.Nullable;

/** What a condition can ask about one request. Used by one thread. */
@FunctionalInterface
public interface Variables {

    /** The value of a variable, as {@link CelValues} converts it; null if there is no such variable. */
    @Nullable
    Object get(String name);
}
