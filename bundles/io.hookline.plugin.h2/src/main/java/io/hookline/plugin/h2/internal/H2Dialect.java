package io.hookline.plugin.h2.internal;

import io.hookline.sql.dialect.Failure;
import io.hookline.sql.dialect.StandardDialect;
import io.hookline.sql.statement.Table;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The dialect of H2, from 2.2.220 on. */
final class H2Dialect extends StandardDialect {

    /** H2's own codes: connection broken, database closed, not found, or shut down. */
    private static final Set<Integer> LOST = Set.of(90067, 90098, 90121, 90108, 90020);

    private static final int CONCURRENT_UPDATE = 90131;
    private static final int LOCK_TIMEOUT = 50200;
    private static final int CANCELLED = 57014;
    private static final int DEADLOCK = 40001;

    @Override
    public String name() {
        return "H2";
    }

    @Override
    public List<String> driverClasses() {
        return List.of("org.h2.Driver");
    }

    /** H2 keeps unquoted names in upper case. */
    @Override
    public String quote(String name) {
        return '"' + storedName(Table.requireName(name)) + '"';
    }

    @Override
    protected String storedName(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    @Override
    public String upsert(Table table, List<String> columns) {
        return "MERGE INTO " + quote(table.name()) + " (" + quoted(columns) + ") KEY (" + quoted(table.key())
                + ") VALUES ("
                + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")";
    }

    /** H2 writes at commit or shortly after, and leaves the rest to the operating system. */
    @Override
    public String syncAfterCommit() {
        return "CHECKPOINT SYNC";
    }

    @Override
    public Failure classify(SQLException failure) {
        int code = failure.getErrorCode();
        if (LOST.contains(code)) {
            return Failure.CONNECTION_LOST;
        }
        return switch (code) {
            case CONCURRENT_UPDATE -> Failure.SERIALIZATION;
            case LOCK_TIMEOUT -> Failure.LOCK_TIMEOUT;
            case CANCELLED -> Failure.CANCELLED;
            case DEADLOCK -> Failure.DEADLOCK;
            default -> super.classify(failure);
        };
    }
}
