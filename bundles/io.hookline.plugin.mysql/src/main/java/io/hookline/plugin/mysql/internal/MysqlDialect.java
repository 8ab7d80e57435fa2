package io.hookline.plugin.mysql.internal;

import io.hookline.sql.dialect.Failure;
import io.hookline.sql.dialect.StandardDialect;
import io.hookline.sql.statement.Column;
import io.hookline.sql.statement.ColumnType;
import io.hookline.sql.statement.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The dialect of MySQL from 8.0 on, and of MariaDB from 10.6 on. */
final class MysqlDialect extends StandardDialect {

    /** The longest text that is kept in the row itself, in characters of four bytes. */
    private static final int LONGEST_VARCHAR = 4_000;
    /** The longest bytes that it keeps in the row itself. */
    private static final int LONGEST_VARBINARY = 16_000;

    private static final int DUPLICATE = 1062;
    private static final int LOCK_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;
    private static final int CHANGED_SINCE_READ = 1020;
    private static final int NO_WAIT = 3572;
    /** Interrupted; too long, in MySQL; too long, in MariaDB. */
    private static final Set<Integer> CANCELLED = Set.of(1317, 3024, 1969);
    /** Shutdown; killed; too many connections; shutdown, in MariaDB. */
    private static final Set<Integer> LOST = Set.of(1053, 1927, 1040, 1079);

    @Override
    public String name() {
        return "MySQL";
    }

    @Override
    public List<String> driverClasses() {
        return List.of("org.mariadb.jdbc.Driver", "com.mysql.cj.jdbc.Driver");
    }

    @Override
    public String quote(String name) {
        return '`' + Table.requireName(name) + '`';
    }

    @Override
    public String type(Column column) {
        return switch (column.type()) {
            case IDENTITY -> "BIGINT AUTO_INCREMENT";
            case TEXT -> column.length() <= LONGEST_VARCHAR ? "VARCHAR(" + column.length() + ")" : "LONGTEXT";
            case BYTES -> column.length() <= LONGEST_VARBINARY ? "VARBINARY(" + column.length() + ")" : "LONGBLOB";
            case INSTANT -> "DATETIME(3)";
            default -> super.type(column);
        };
    }

    /** Texts are compared by their characters, as the other databases do. */
    @Override
    protected String tableOptions() {
        return " ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
    }

    @Override
    public String upsert(Table table, List<String> columns) {
        String changed = columns.stream()
                .filter(column -> !table.key().contains(column))
                .map(column -> quote(column) + " = VALUES(" + quote(column) + ")")
                .collect(Collectors.joining(", "));
        String first = quote(table.key().get(0));
        return insert(table, columns) + " ON DUPLICATE KEY UPDATE "
                + (changed.isEmpty() ? first + " = " + first : changed);
    }

    @Override
    public PreparedStatement prepareInsert(Connection connection, String sql, Table table) throws SQLException {
        return connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS);
    }

    /** MySQL's type for points in time without a time zone holds UTC. */
    @Override
    public void bind(PreparedStatement statement, int place, @Nullable Object value) throws SQLException {
        if (value instanceof Instant instant) {
            statement.setObject(place, LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
        } else {
            super.bind(statement, place, value);
        }
    }

    @Override
    public @Nullable Object read(ResultSet rows, int place, Column column) throws SQLException {
        if (column.type() == ColumnType.INSTANT) {
            LocalDateTime time = rows.getObject(place, LocalDateTime.class);
            return time == null ? null : time.toInstant(ZoneOffset.UTC);
        }
        return super.read(rows, place, column);
    }

    /** Rows that an update finds count as changed, and the isolation is that of the other databases. */
    @Override
    public void initialise(Connection connection) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }

    @Override
    public Failure classify(SQLException failure) {
        int code = failure.getErrorCode();
        if (CANCELLED.contains(code)) {
            return Failure.CANCELLED;
        }
        if (LOST.contains(code)) {
            return Failure.CONNECTION_LOST;
        }
        return switch (code) {
            case DUPLICATE -> Failure.UNIQUE_VIOLATION;
            case DEADLOCK -> Failure.DEADLOCK;
            case LOCK_TIMEOUT, NO_WAIT -> Failure.LOCK_TIMEOUT;
            case CHANGED_SINCE_READ -> Failure.SERIALIZATION;
            default -> super.classify(failure);
        };
    }
}
