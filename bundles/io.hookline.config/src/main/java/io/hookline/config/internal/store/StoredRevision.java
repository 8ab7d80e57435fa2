package io.hookline.config.internal.store;

import io.hookline.config.internal.schema.Values;
import java.time.Instant;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A configuration as it came into force.
 *
 * @param by who brought it
 * @param properties as Config Admin keeps them, its own keys as well; null if the configuration was deleted
 */
public record StoredRevision(long number, Instant at, String by, @Nullable Dictionary<String, Object> properties) {

    /** Where the time stands among the properties of the file. */
    static final String AT = ":hookline.at:";
    /** Where stands who brought it. */
    static final String BY = ":hookline.by:";
    /** Stands there if the configuration was deleted. */
    static final String DELETED = ":hookline.deleted:";

    /** What it sets; nothing if the configuration was deleted. */
    public Map<String, Object> settings() {
        return properties == null ? Map.of() : Values.settings(properties);
    }

    /** The file that it came from, as a URI; null if from none. */
    public @Nullable String origin() {
        Object origin = properties == null ? null : properties.get(Values.ORIGIN);
        return origin == null ? null : origin.toString();
    }

    /** All that is to be written into its file. */
    Dictionary<String, Object> asStored() {
        Dictionary<String, Object> stored = properties == null ? Values.properties(Map.of()) : copy(properties);
        stored.put(AT, at.toString());
        stored.put(BY, by);
        if (properties == null) {
            stored.put(DELETED, true);
        }
        return stored;
    }

    /** What was read from a file. */
    static StoredRevision read(long number, Dictionary<String, Object> stored) {
        Dictionary<String, Object> properties = copy(stored);
        Object at = properties.remove(AT);
        Object by = properties.remove(BY);
        boolean deleted = properties.remove(DELETED) != null;
        return new StoredRevision(
                number,
                at == null ? Instant.EPOCH : Instant.parse(at.toString()),
                by == null ? "" : by.toString(),
                deleted ? null : properties);
    }

    static Dictionary<String, Object> copy(Dictionary<String, ?> properties) {
        Dictionary<String, Object> copy = Values.properties(Map.of());
        for (Enumeration<String> keys = properties.keys(); keys.hasMoreElements(); ) {
            String key = keys.nextElement();
            copy.put(key, Objects.requireNonNull(properties.get(key)));
        }
        return copy;
    }
}
