package io.hookline.records.hook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A record about to be written. Immutable.
 *
 * @param title its title, one line
 * @param fields further texts by name, in order
 */
public record RecordDraft(String title, Map<String, String> fields) {

    /** Checks that nothing is null and copies the fields. */
    public RecordDraft {
        Objects.requireNonNull(title, "title");
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** The same record with another title. */
    public RecordDraft withTitle(String newTitle) {
        return new RecordDraft(newTitle, fields);
    }

    /** The same record with one field set. */
    public RecordDraft withField(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new RecordDraft(title, more);
    }
}
