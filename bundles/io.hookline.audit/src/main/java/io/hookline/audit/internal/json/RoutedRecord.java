package io.hookline.audit.internal.json;

import io.hookline.audit.AuditRecord;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A record with the outputs that it goes to. Immutable.
 *
 * @param record the record, redacted
 * @param targets the labels for each output, by the output's name
 */
public record RoutedRecord(AuditRecord record, Map<String, Map<String, String>> targets) {

    /** Copies the map. */
    public RoutedRecord {
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    }
}
