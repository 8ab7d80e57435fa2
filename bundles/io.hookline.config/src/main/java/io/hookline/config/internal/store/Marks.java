package io.hookline.config.internal.store;

import java.util.Dictionary;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the rules said of a configuration's keys when it was stored. Needed at a start, when the files are read before
 * the plugins with the rules are installed. Immutable.
 *
 * @param protection the keys that protect something, each with what would be lost without it
 * @param secrets the keys of secrets
 * @param known the keys that were set and known; if no release knows one of them any more, it is left out of account
 */
public record Marks(Map<String, String> protection, Set<String> secrets, Set<String> known) {

    /** No key is marked. */
    public static final Marks NONE = new Marks(Map.of(), Set.of(), Set.of());

    private static final String PROTECTION = ":hookline.protects:";
    private static final String SECRETS = ":hookline.secrets:";
    private static final String KNOWN = ":hookline.known:";

    /** Copies the collections. */
    public Marks {
        protection = Map.copyOf(protection);
        secrets = Set.copyOf(secrets);
        known = Set.copyOf(known);
    }

    /** Adds them to the properties of a file. */
    void write(Dictionary<String, Object> stored) {
        if (!protection.isEmpty()) {
            stored.put(
                    PROTECTION,
                    new TreeMap<>(protection)
                            .entrySet().stream()
                                    .map(each -> each.getKey() + "=" + each.getValue())
                                    .toArray(String[]::new));
        }
        if (!secrets.isEmpty()) {
            stored.put(SECRETS, new TreeSet<>(secrets).toArray(String[]::new));
        }
        if (!known.isEmpty()) {
            stored.put(KNOWN, new TreeSet<>(known).toArray(String[]::new));
        }
    }

    /** Removes them from the properties of a file. */
    static Marks take(Dictionary<String, Object> stored) {
        Map<String, String> protection = new TreeMap<>();
        for (String each : texts(stored.remove(PROTECTION))) {
            int equals = each.indexOf('=');
            protection.put(each.substring(0, equals), each.substring(equals + 1));
        }
        return new Marks(protection, Set.of(texts(stored.remove(SECRETS))), Set.of(texts(stored.remove(KNOWN))));
    }

    private static String[] texts(@Nullable Object value) {
        return value instanceof String[] texts ? texts : new String[0];
    }
}
