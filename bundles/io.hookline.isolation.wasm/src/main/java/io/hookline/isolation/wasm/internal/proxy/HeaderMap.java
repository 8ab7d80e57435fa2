package io.hookline.isolation.wasm.internal.proxy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Header fields as a filter sees them: names in lower case, and pseudo fields such as {@code :path} among them. Changes
 * that the message does not allow throw an {@link IllegalArgumentException}; those that the gateway has no way for, an
 * {@link UnsupportedOperationException}.
 */
interface HeaderMap {

    /** All fields, in order. */
    List<Map.Entry<String, String>> pairs();

    /** The values of a field, joined by commas; null if there is none. */
    @Nullable
    String get(String name);

    /** Replaces all values of a field by one. */
    void set(String name, String value);

    /** Adds a value to a field. */
    void add(String name, String value);

    /** Removes a field. */
    void remove(String name);

    /** Replaces all fields. */
    void setAll(List<Map.Entry<String, String>> pairs);
}
