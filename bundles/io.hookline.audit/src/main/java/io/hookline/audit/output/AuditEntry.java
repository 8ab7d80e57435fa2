package io.hookline.audit.output;

import io.hookline.audit.AuditRecord;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A record on its way to an output. Immutable.
 *
 * @param sequence its number in the spool, by which a receiver recognises what it has already; from 1
 * @param record the record, redacted
 * @param labels the labels of the route that took it
 * @param json the record, its sequence and its labels as one JSON object, without a line end
 */
public record AuditEntry(long sequence, AuditRecord record, Map<String, String> labels, String json) {

    /** Copies the labels. */
    public AuditEntry {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }
}
