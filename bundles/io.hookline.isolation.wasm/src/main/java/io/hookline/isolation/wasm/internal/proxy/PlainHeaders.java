package io.hookline.isolation.wasm.internal.proxy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Header fields that are only read: those of the answer to an HTTP call.
 *
 * @param pairs all of them, names in lower case
 */
record PlainHeaders(List<Map.Entry<String, String>> pairs) implements HeaderMap {

    @Override
    public @Nullable String get(String name) {
        List<String> values = pairs.stream()
                .filter(pair -> pair.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
        return values.isEmpty() ? null : String.join(", ", values);
    }

    @Override
    public void set(String name, String value) {
        throw readOnly();
    }

    @Override
    public void add(String name, String value) {
        throw readOnly();
    }

    @Override
    public void remove(String name) {
        throw readOnly();
    }

    @Override
    public void setAll(List<Map.Entry<String, String>> others) {
        throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("the answer to a call is only read");
    }
}
