package io.hookline.plugin.compress.internal;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A set of media types. Immutable. */
final class MediaTypes {

    /** The form of one of them. */
    static final String FORM = "[A-Za-z0-9.-]+/(\\*|[A-Za-z0-9.+-]+)|\\*\\+[A-Za-z0-9.-]+";

    private static final Pattern VALID = Pattern.compile(FORM);

    private final Set<String> all;

    private MediaTypes(Set<String> all) {
        this.all = all;
    }

    /**
     * Reads the configured types.
     *
     * @throws IllegalArgumentException if there is none, or one is malformed; the message shows it
     */
    static MediaTypes of(String... texts) {
        Set<String> types = new HashSet<>();
        Stream.of(texts).map(String::strip).forEach(text -> {
            if (!VALID.matcher(text).matches()) {
                throw new IllegalArgumentException(
                        "'types' contains '" + text + "': write application/json, text/*, or *+json");
            }
            types.add(text.toLowerCase(Locale.ROOT));
        });
        if (types.isEmpty()) {
            throw new IllegalArgumentException("'types' is empty: name the media types to compress");
        }
        return new MediaTypes(Set.copyOf(types));
    }

    /** Whether a field {@code Content-Type} has one of them. */
    boolean contain(@Nullable String contentType) {
        String type = essence(contentType);
        int slash = type.indexOf('/');
        if (slash < 0) {
            return false;
        }
        int plus = type.lastIndexOf('+');
        return all.contains(type)
                || all.contains(type.substring(0, slash) + "/*")
                || (plus > slash && all.contains("*" + type.substring(plus)));
    }

    /** The type without parameters, in lower case; empty if there is none. */
    static String essence(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT);
    }
}
