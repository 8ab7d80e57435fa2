package io.hookline.config.internal.schema;

import io.hookline.common.text.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * A value as it was given, before what it asks for from elsewhere was put in. Reasons tell this one: what came of a request may be a
 * secret, whatever its key is called. Immutable.
 *
 * @param secret whether nothing of it is to be told but what it asks for
 * @param value as it stands in the configuration
 * @param elements the same, one by one and in the types in which it is checked
 */
record Given(boolean secret, Object value, List<Object> elements) {

    private static final int MOST_TOLD = 80;

    /** What was delivered, as far as it was given so; else what was asked for. */
    String told(Object delivered) {
        if (secret) {
            return "what was given (it is a secret)";
        }
        if (!elements.contains(delivered)) {
            List<String> requests = Values.requests(value);
            return requests.isEmpty()
                    ? "what was delivered"
                    : "what came of " + Printable.of(String.join(", ", requests));
        }
        String text = delivered.toString();
        return "'" + Printable.of(text.length() > MOST_TOLD ? text.substring(0, MOST_TOLD) + "…" : text) + "'";
    }

    /** The requests that were given and are still there in what was delivered. */
    String unanswered(Object delivered) {
        List<String> given = Values.requests(value);
        List<String> left = new ArrayList<>(Values.requests(delivered));
        left.retainAll(given);
        return Printable.of(String.join(", ", left.isEmpty() ? given : left));
    }
}
