package io.hookline.plugin.auditlog.internal;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.AuditRecord.Level;
import io.hookline.audit.AuditRecord.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.osgi.service.log.LogEntry;

/** Log messages as records. */
final class LogRecords {

    /** The longest message and the longest stack trace that are recorded whole, in characters. */
    static final int MOST_CHARACTERS = 8_000;

    private LogRecords() {}

    static AuditRecord of(LogEntry entry) {
        Level level = level(entry);
        AuditRecord.Builder record = AuditRecord.builder(
                        Instant.ofEpochMilli(entry.getTime()), "log", entry.getLoggerName())
                .level(level)
                .field("message", cut(String.valueOf(entry.getMessage())))
                .field("thread", entry.getThreadInfo());
        if (level == Level.ERROR) {
            record.outcome(Outcome.FAILURE, "");
        }
        Throwable cause = entry.getException();
        if (cause != null) {
            StringWriter trace = new StringWriter();
            cause.printStackTrace(new PrintWriter(trace));
            record.field("exception", cut(trace.toString()));
        }
        return record.build();
    }

    private static Level level(LogEntry entry) {
        return switch (entry.getLogLevel()) {
            case AUDIT, INFO -> Level.INFO;
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            default -> Level.DEBUG;
        };
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "…";
    }
}
