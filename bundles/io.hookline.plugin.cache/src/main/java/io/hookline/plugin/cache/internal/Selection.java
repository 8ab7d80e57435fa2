package io.hookline.plugin.cache.internal;

import io.hookline.gateway.hook.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a response is for, by {@code Vary}: RFC 9111, section 4.1.
 *
 * @param values of the request's fields that it names, by their names in lower case
 */
record Selection(Map<String, List<String>> values) {

    /** What the gateway sets anew for the upstream: hooks do not see what the upstream saw. */
    private static final Set<String> HIDDEN = Set.of("forwarded", "via", "connection", "te", "x-call-id");

    /** The selection of a response; null if it is for no other request. */
    static @Nullable Selection of(Headers response, Headers request) {
        Set<String> names = new TreeSet<>();
        for (String field : response.all("Vary")) {
            for (String element : field.split(",", -1)) {
                String name = element.strip().toLowerCase(Locale.ROOT);
                if (name.equals("*") || HIDDEN.contains(name) || name.startsWith("x-forwarded-")) {
                    return null;
                }
                if (!name.isEmpty()) {
                    names.add(name);
                }
            }
        }
        Map<String, List<String>> values = new TreeMap<>();
        names.forEach(name -> values.put(name, normal(request.all(name))));
        return new Selection(values);
    }

    boolean matches(Headers request) {
        return values.entrySet().stream()
                .allMatch(field -> normal(request.all(field.getKey())).equals(field.getValue()));
    }

    int bytes() {
        int bytes = 0;
        for (Map.Entry<String, List<String>> field : values.entrySet()) {
            bytes += field.getKey().length();
            for (String value : field.getValue()) {
                bytes += value.length();
            }
        }
        return bytes;
    }

    /** Several lines and one with commas say the same, and space around a comma says nothing. */
    private static List<String> normal(List<String> fields) {
        List<String> elements = new ArrayList<>();
        for (String field : fields) {
            for (String element : field.split(",", -1)) {
                elements.add(element.strip());
            }
        }
        return elements;
    }
}
