package io.hookline.sql.internal;

import io.hookline.sql.dialect.Dialect;
import io.hookline.sql.statement.Column;
import io.hookline.sql.statement.Sql;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Writes statements in one dialect, and keeps the texts. Safe for use by many threads. */
final class Renderer {

    /** Statements come from code, so there are few. If a caller builds them from data, the rest is not kept. */
    private static final int MOST_KEPT = 2_000;

    private final Dialect dialect;
    private final Map<Sql, Rendered> kept = new ConcurrentHashMap<>();

    Renderer(Dialect dialect) {
        this.dialect = dialect;
    }

    Rendered render(Sql statement) {
        Rendered known = kept.get(statement);
        return known != null ? known : add(statement);
    }

    private Rendered add(Sql statement) {
        List<Column> columns = statement.writes()
                ? List.of()
                : statement.columns().stream().map(statement.table()::column).toList();
        Rendered rendered = new Rendered(text(statement), columns);
        if (kept.size() < MOST_KEPT) {
            kept.put(statement, rendered);
        }
        return rendered;
    }

    private String text(Sql statement) {
        String table = dialect.quote(statement.table().name());
        return switch (statement.kind()) {
            case SELECT -> select(statement, table);
            case INSERT ->
                "INSERT INTO " + table + " (" + names(statement.columns()) + ") VALUES ("
                        + statement.columns().stream().map(column -> "?").collect(Collectors.joining(", ")) + ")";
            case UPSERT -> dialect.upsert(statement.table(), statement.columns());
            case UPDATE ->
                "UPDATE " + table + " SET "
                        + statement.columns().stream()
                                .map(column -> dialect.quote(column) + " = ?")
                                .collect(Collectors.joining(", "))
                        + where(statement);
            case DELETE -> "DELETE FROM " + table + where(statement);
        };
    }

    private String select(Sql statement, String table) {
        String text = "SELECT " + names(statement.columns()) + " FROM " + table + where(statement);
        if (!statement.order().isEmpty()) {
            text += " ORDER BY " + names(statement.order());
        }
        if (statement.isPaged()) {
            text = dialect.page(text);
        }
        return dialect.lock(text, statement.lock());
    }

    private String where(Sql statement) {
        return statement.conditions().isEmpty()
                ? ""
                : " WHERE "
                        + statement.conditions().stream()
                                .map(condition -> dialect.quote(condition.column()) + " "
                                        + condition.operator().sign() + " ?")
                                .collect(Collectors.joining(" AND "));
    }

    private String names(List<String> columns) {
        return columns.stream().map(dialect::quote).collect(Collectors.joining(", "));
    }

    /**
     * A statement as a text.
     *
     * @param columns what a select reads
     */
    record Rendered(String text, List<Column> columns) {}
}
