package io.hookline.api.hook;

import java.util.Objects;

/**
 * The typed name of one attribute of a {@link HookContext}.
 *
 * <p>Two keys are equal if name and type are: a plugin may declare its own copy of another plugin's key.
 *
 * @param name shown in messages, for instance {@code auth.client}
 * @param type of the value
 */
public record ContextKey<T>(String name, Class<T> type) {

    /** Checks that nothing is null. */
    public ContextKey {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    /** The key of that name and type. */
    public static <T> ContextKey<T> of(String name, Class<T> type) {
        return new ContextKey<>(name, type);
    }
}
