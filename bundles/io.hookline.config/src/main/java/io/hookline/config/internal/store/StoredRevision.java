package io.hookline.config.internal.store;

import io.hookline.config.internal.schema.Values;
import java.time.Instant;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stored version of a configuration.
 *
 * @param by who set it
 * @param reason why, in the words of who set it; empty if they gave none
 * @param properties the properties, those of Config Admin included; null if the configuration was deleted
 * @param marks what the rules said of its keys
 */
public record StoredRevision(
        long number,
        Instant at,
        String by,
        String reason,
        @Nullable Dictionary<String, Object> properties,
        Marks marks) {

    /** The key of the time in the file. */
    static final String AT = ":hookline.at:";
    /** The key of the writer in the file. */
    static final String BY = ":hookline.by:";
    /** The key of the reason in the file. */
    static final String REASON = ":hookline.reason:";
    /** The key that marks a deleted configuration. */
    static final String DELETED = ":hookline.deleted:";

    /** The settings; empty if the configuration was deleted. */
    public Map<String, Object> settings() {
        return properties == null ? Map.of() : Values.settings(properties);
    }

    /** The URI of the file that it came from; null if there is none. */
    public @Nullable String origin() {
        Object origin = properties == null ? null : properties.get(Values.ORIGIN);
        return origin == null ? null : origin.toString();
    }

    /** The properties to write into its file. */
    Dictionary<String, Object> asStored() {
        Dictionary<String, Object> stored = properties == null ? Values.properties(Map.of()) : copy(properties);
        stored.put(AT, at.toString());
        stored.put(BY, by);
        if (!reason.isEmpty()) {
            stored.put(REASON, reason);
        }
        if (properties == null) {
            stored.put(DELETED, true);
        }
        marks.write(stored);
        return stored;
    }

    /** A revision from the properties of its file. */
    static StoredRevision read(long number, Dictionary<String, Object> stored) {
        Dictionary<String, Object> properties = copy(stored);
        Object at = properties.remove(AT);
        Object by = properties.remove(BY);
        Object reason = properties.remove(REASON);
        Marks marks = Marks.take(properties);
        boolean deleted = properties.remove(DELETED) != null;
        return new StoredRevision(
                number,
                at == null ? Instant.EPOCH : Instant.parse(at.toString()),
                by == null ? "" : by.toString(),
                reason == null ? "" : reason.toString(),
                deleted ? null : properties,
                marks);
    }

    /** A copy of properties with some settings replaced. */
    static Dictionary<String, Object> with(Dictionary<String, ?> properties, Map<String, Object> settings) {
        Dictionary<String, Object> copy = copy(properties);
        for (Map.Entry<String, Object> each : settings.entrySet()) {
            copy.put(each.getKey(), each.getValue());
        }
        return copy;
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
