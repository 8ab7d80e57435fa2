package io.hookline.plugin.auditloki.internal;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.output.AuditEntry;
import java.util.Locale;

/** The parts of a record by name. */
final class RecordParts {

    private RecordParts() {}

    /** The part as text; empty if the record has none. */
    static String of(String part, AuditEntry entry) {
        AuditRecord record = entry.record();
        return switch (part) {
            case "sequence" -> Long.toString(entry.sequence());
            case "source" -> record.source();
            case "level" -> record.level().name().toLowerCase(Locale.ROOT);
            case "outcome" -> record.outcome().name().toLowerCase(Locale.ROOT);
            case "actor" -> record.actor();
            case "action" -> record.action();
            case "resource" -> record.resource();
            case "callId" -> record.callId();
            case "traceId" -> record.traceId();
            default -> record.fields().getOrDefault(part, "");
        };
    }
}
