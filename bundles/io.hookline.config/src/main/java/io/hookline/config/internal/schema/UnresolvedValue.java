package io.hookline.config.internal.schema;

import io.hookline.common.text.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * A value before its placeholders are resolved. Messages show this value: a placeholder may resolve to a secret,
 * whatever its key is called. Immutable.
 *
 * @param secret whether messages may show only its placeholders
 * @param value the value as it was set
 * @param elements its elements in the types in which they are checked
 */
record UnresolvedValue(boolean secret, Object value, List<Object> elements) {

    private static final int MOST_SHOWN = 80;

    /** How a message shows a resolved element: as it is if it was set so, otherwise by its placeholders. */
    String shown(Object resolved) {
        if (secret) {
            return "the given value (it is secret)";
        }
        if (!elements.contains(resolved)) {
            List<String> placeholders = Values.placeholders(value);
            return placeholders.isEmpty()
                    ? "the resolved value"
                    : "the value of " + Printable.of(String.join(", ", placeholders));
        }
        String text = resolved.toString();
        return "'" + Printable.of(text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text) + "'";
    }

    /** The placeholders that could not be resolved. */
    String missing(Object resolved) {
        List<String> given = Values.placeholders(value);
        List<String> left = new ArrayList<>(Values.placeholders(resolved));
        left.retainAll(given);
        return Printable.of(String.join(", ", left.isEmpty() ? given : left));
    }
}
