package io.hookline.gateway.internal.route;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A configuration that was checked by itself.
 *
 * @param settings null if it is wrong
 * @param refusal what is wrong; empty if nothing is
 */
public record Definition<T>(String name, @Nullable T settings, String refusal) {

    /** Checks one. */
    public static <T> Definition<T> of(String name, Supplier<T> check) {
        try {
            return new Definition<>(name, check.get(), "");
        } catch (IllegalArgumentException e) {
            return new Definition<>(name, null, String.valueOf(e.getMessage()));
        }
    }
}
