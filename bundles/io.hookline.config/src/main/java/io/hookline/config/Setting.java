package io.hookline.config;

import org.jspecify.annotations.Nullable;

/**
 * One option of a configuration.
 *
 * @param key its name
 * @param value its value as text; {@value #SECRET} for a secret; null if it is not set
 * @param byDefault the default as text; null if there is none
 * @param type its type and range: {@code whole number, 1 to 10}; empty if no bundle knows the key
 * @param description what it is for; may be empty
 * @param required whether it must be set
 */
public record Setting(
        String key,
        @Nullable String value,
        @Nullable String byDefault,
        String type,
        String description,
        boolean required) {

    /** Shown in place of a secret. */
    public static final String SECRET = "********";
}
