package io.hookline.plugin.colour.internal;

import io.hookline.api.hook.ContextKey;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a colour's values look like, and the names under which the context holds them for other plugins. */
final class Colour {

    /** {@code x-env}; absent if the request has none. */
    static final ContextKey<String> ENVIRONMENT = ContextKey.of("io.hookline.colour.env", String.class);

    /** {@code x-trace-id}; always there. */
    static final ContextKey<String> TRACE_ID = ContextKey.of("io.hookline.colour.trace-id", String.class);

    /** {@code x-user-tier}; absent if the request has none. */
    static final ContextKey<String> TIER = ContextKey.of("io.hookline.colour.tier", String.class);

    /** The claims of a verified token, by name; set by authentication plugins. */
    @SuppressWarnings("rawtypes")
    static final ContextKey<Map> CLAIMS = ContextKey.of("io.hookline.claims", Map.class);

    /** The form of an environment, a tier and a trace id. */
    static final String FORM = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    /** The same, or an empty text. */
    static final String FORM_OR_NOTHING = "(" + FORM + ")?";

    private static final Pattern VALID = Pattern.compile(FORM);

    private Colour() {}

    /** The value if there is exactly one and it is valid; otherwise null. */
    static @Nullable String only(List<String> values) {
        return values.size() == 1 ? valid(values.get(0)) : null;
    }

    /** The text if it is valid; otherwise null. */
    static @Nullable String valid(String text) {
        return VALID.matcher(text).matches() ? text : null;
    }
}
