package io.hookline.plugin.auditjdbc.internal;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.output.AuditEntry;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The columns of the table, in SQL that PostgreSQL and H2 understand. */
final class Columns {

    private static final char UNKNOWN = '\ufffd';

    private Columns() {}

    /** A text has no limit, which is a million characters in H2. */
    static String create(String table) {
        return "CREATE TABLE IF NOT EXISTS " + table + " (instance VARCHAR(100) NOT NULL, sequence BIGINT NOT NULL, "
                + "recorded_at TIMESTAMP(6) WITH TIME ZONE NOT NULL, source VARCHAR NOT NULL, level VARCHAR NOT NULL, "
                + "actor VARCHAR NOT NULL, action VARCHAR NOT NULL, resource VARCHAR NOT NULL, "
                + "outcome VARCHAR NOT NULL, reason VARCHAR NOT NULL, call_id VARCHAR NOT NULL, "
                + "trace_id VARCHAR NOT NULL, record VARCHAR NOT NULL, PRIMARY KEY (instance, sequence))";
    }

    static String insert(String table) {
        return "INSERT INTO " + table + " (instance, sequence, recorded_at, source, level, actor, action, resource, "
                + "outcome, reason, call_id, trace_id, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    }

    /** What is there of a range of sequences. */
    static String present(String table) {
        return "SELECT sequence, recorded_at, action, resource, call_id FROM " + table
                + " WHERE instance = ? AND sequence BETWEEN ? AND ?";
    }

    static void bind(PreparedStatement insert, String instance, AuditEntry entry) throws SQLException {
        AuditRecord record = entry.record();
        int column = 1;
        insert.setString(column++, instance);
        insert.setLong(column++, entry.sequence());
        insert.setObject(column++, time(record));
        insert.setString(column++, text(record.source()));
        insert.setString(column++, record.level().name());
        insert.setString(column++, text(record.actor()));
        insert.setString(column++, text(record.action()));
        insert.setString(column++, text(record.resource()));
        insert.setString(column++, record.outcome().name());
        insert.setString(column++, text(record.reason()));
        insert.setString(column++, text(record.callId()));
        insert.setString(column++, text(record.traceId()));
        insert.setString(column, text(entry.json()));
    }

    /** By what a record is told apart from another one with the same key. */
    static String identity(AuditEntry entry) {
        AuditRecord record = entry.record();
        return identity(time(record), text(record.action()), text(record.resource()), text(record.callId()));
    }

    /** The same, of a row of {@link #present}. */
    static String identity(ResultSet row) throws SQLException {
        return identity(row.getObject(2, OffsetDateTime.class), row.getString(3), row.getString(4), row.getString(5));
    }

    private static String identity(OffsetDateTime at, String action, String resource, String callId) {
        return at.toInstant() + " " + action + " " + resource + " " + callId;
    }

    private static OffsetDateTime time(AuditRecord record) {
        return record.time().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    /** What no database takes is replaced: NUL, and halves of a surrogate pair. */
    private static String text(String value) {
        StringBuilder clean = null;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean isPair = Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1));
            if (isPair) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                clean = clean == null ? new StringBuilder(value) : clean;
                clean.setCharAt(i, UNKNOWN);
            }
        }
        return clean == null ? value : clean.toString();
    }
}
