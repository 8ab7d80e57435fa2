package io.hookline.config;

import org.jspecify.annotations.Nullable;

/**
 * One option of a configuration.
 *
 * @param key its name
 * @param value what it is set to, as text; {@value #SECRET} for a secret; null if it is not set
 * @param byDefault what holds if it is not set, as text; null if nothing does
 * @param type its type in words, with what it may be: {@code whole number, 1 to 10}; empty if no bundle knows the key
 * @param description what it is for; may be empty
 * @param required whether it has to be set
 */
public record Setting(
        String key,
        @Nullable String value,
        @Nullable String byDefault,
        String type,
        String description,
        boolean required) {

    /** What is shown in the place of a secret. */
    public static final String SECRET = "********";
}
