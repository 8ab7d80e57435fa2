package io.hookline.plugin.cors.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The allowed origins. Immutable. */
final class Origins {

    /** The form of one of them. */
    static final String FORM = "\\*|https?://([a-z0-9.-]+|\\*\\.[a-z0-9-]+\\.[a-z0-9.-]+)(:[0-9]{1,5})?";

    private static final Pattern VALID = Pattern.compile(FORM);
    private static final String ALL = "*";
    private static final String SCHEME_END = "://";

    private final boolean all;
    private final Set<String> exact;
    private final Set<String> parents;

    private Origins(boolean all, Set<String> exact, Set<String> parents) {
        this.all = all;
        this.exact = Set.copyOf(exact);
        this.parents = Set.copyOf(parents);
    }

    /**
     * Reads the configured origins.
     *
     * @throws IllegalArgumentException if there is none, or one is invalid; the message shows it
     */
    static Origins of(String... texts) {
        Set<String> exact = new HashSet<>();
        Set<String> parents = new HashSet<>();
        for (String text : texts) {
            if (!VALID.matcher(text).matches()) {
                throw new IllegalArgumentException("'origins' contains '" + text
                        + "': write https://app.example.com, https://*.example.com, or *");
            }
            if (text.contains("*.")) {
                parents.add(text.replace("*.", ""));
            } else {
                exact.add(text);
            }
        }
        if (exact.isEmpty() && parents.isEmpty()) {
            throw new IllegalArgumentException("'origins' is empty: name the origins whose pages may call");
        }
        return new Origins(exact.contains(ALL), exact, parents);
    }

    /** Whether all origins are allowed. */
    boolean isAll() {
        return all;
    }

    /** Whether a request's fields {@code Origin} name one allowed origin. */
    boolean allow(List<String> values) {
        return values.size() == 1 && (all || exact.contains(values.get(0)) || isBelow(values.get(0)));
    }

    private boolean isBelow(String origin) {
        String parent = withoutFirstLabel(origin);
        return parent != null && parents.contains(parent);
    }

    /** {@code https://example.com} for {@code https://app.example.com}; null if there is no such label. */
    private static @Nullable String withoutFirstLabel(String origin) {
        int scheme = origin.indexOf(SCHEME_END);
        int dot = origin.indexOf('.');
        int start = scheme + SCHEME_END.length();
        if (scheme < 0 || dot <= start) {
            return null;
        }
        boolean label = origin.substring(start, dot)
                .chars()
                .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
        return label ? origin.substring(0, start) + origin.substring(dot + 1) : null;
    }
}
