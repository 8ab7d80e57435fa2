package io.hookline.plugin.auditjdbc.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes old records of this instance, a limited number with each batch, so that none of its transactions is long.
 * Once there is nothing to delete it looks again an hour later. Used by one thread.
 */
final class Retention {

    /** How many are deleted at once at most. */
    static final int STEP = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration PAUSE = Duration.ofHours(1);

    private final TableSettings settings;
    private final Clock clock;
    private Instant next = Instant.MIN;

    Retention(TableSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Deletes some. A failure is logged: it delays no record.
     *
     * @throws SQLException if the connection is lost
     */
    void step(Connection connection) throws SQLException {
        Instant now = clock.instant();
        if (settings.retentionDays() == 0 || now.isBefore(next)) {
            return;
        }
        int deleted = 0;
        try {
            deleted = delete(connection, now.minus(Duration.ofDays(settings.retentionDays())));
            connection.commit();
        } catch (SQLException e) {
            LOG.warn("old audit records stay in the table {}: {}", settings, e.getMessage());
            connection.rollback();
        }
        if (deleted == 0) {
            next = now.plus(PAUSE);
        }
    }

    private int delete(Connection connection, Instant before) throws SQLException {
        try (PreparedStatement least =
                connection.prepareStatement("SELECT MIN(sequence) FROM " + settings.table() + " WHERE instance = ?")) {
            least.setString(1, settings.instance());
            try (ResultSet found = least.executeQuery()) {
                found.next();
                long first = found.getLong(1);
                return found.wasNull() ? 0 : delete(connection, before, first);
            }
        }
    }

    private int delete(Connection connection, Instant before, long first) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + settings.table()
                + " WHERE instance = ? AND sequence BETWEEN ? AND ? AND recorded_at < ?")) {
            delete.setString(1, settings.instance());
            delete.setLong(2, first);
            delete.setLong(3, first + STEP - 1);
            delete.setObject(4, before.atOffset(ZoneOffset.UTC));
            return delete.executeUpdate();
        }
    }
}
