package io.hookline.plugin.auditsyslog.internal;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.output.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Records as messages of RFC 5424:
 *
 * <pre>
 * &lt;110&gt;1 2026-11-28T00:00:00.001234Z host hookline 42 http [audit@32473 sequence="7" action="GET" …] {"sequence":7,…}
 * </pre>
 *
 * <p>The text behind the structured data is the record as JSON in ASCII, so that it needs no byte order mark and can
 * control no terminal.
 *
 * @param facility 0 to 23
 * @param hostname 1 to 255 printable characters of ASCII
 * @param appName 1 to 48 of them
 * @param structuredDataId the SD-ID
 */
record SyslogForm(int facility, String hostname, String appName, String structuredDataId) {

    private static final int LONGEST_MESSAGE_ID = 32;
    private static final int LONGEST_NAME = 32;
    private static final long PID = ProcessHandle.current().pid();

    /** A record as a message. */
    byte[] message(AuditEntry entry) {
        AuditRecord record = entry.record();
        StringBuilder text = new StringBuilder(1_024);
        text.append('<').append(facility * 8 + severity(record.level())).append(">1 ");
        text.append(record.time().truncatedTo(ChronoUnit.MICROS)).append(' ');
        text.append(hostname)
                .append(' ')
                .append(appName)
                .append(' ')
                .append(PID)
                .append(' ');
        text.append(messageId(record.source())).append(" [").append(structuredDataId);
        parameter(text, "sequence", Long.toString(entry.sequence()));
        parameter(text, "actor", record.actor());
        parameter(text, "action", record.action());
        parameter(text, "resource", record.resource());
        parameter(text, "outcome", record.outcome().name().toLowerCase(Locale.ROOT));
        parameter(text, "reason", record.reason());
        parameter(text, "callId", record.callId());
        parameter(text, "traceId", record.traceId());
        entry.labels().forEach((name, value) -> parameter(text, name("label." + name), value));
        text.append("] ");
        ascii(text, entry.json());
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static int severity(AuditRecord.Level level) {
        return switch (level) {
            case DEBUG -> 7;
            case INFO -> 6;
            case WARN -> 4;
            case ERROR -> 3;
        };
    }

    private static String messageId(String source) {
        String id = source.replaceAll("[^!-~]", "_");
        return id.isEmpty() ? "-" : id.substring(0, Math.min(LONGEST_MESSAGE_ID, id.length()));
    }

    private static String name(String text) {
        String name = text.replaceAll("[^!-~]|[=\\]\"]", "_");
        return name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }

    /** A value may be any text; three characters are escaped, and no control character is sent. */
    private static void parameter(StringBuilder text, String name, String value) {
        if (value.isEmpty()) {
            return;
        }
        text.append(' ').append(name).append("=\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\' || c == ']') {
                text.append('\\').append(c);
            } else {
                text.append(Character.isISOControl(c) ? '\ufffd' : c);
            }
        }
        text.append('"');
    }

    private static void ascii(StringBuilder text, String json) {
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c < 127) {
                text.append(c);
            } else {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            }
        }
    }
}
