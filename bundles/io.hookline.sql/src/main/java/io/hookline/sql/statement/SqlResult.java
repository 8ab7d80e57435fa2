package io.hookline.sql.statement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement gave. Immutable.
 *
 * @param rows the rows of a select, in order; empty for the other statements
 * @param count how many rows a statement has changed; 0 for a select
 * @param generatedId the number that the database has given to a row that was added; null if it has given none
 */
public record SqlResult(List<Row> rows, long count, @Nullable Long generatedId) {

    private static final SqlResult NOTHING = new SqlResult(List.of(), 0, null);

    /** Copies the rows. */
    public SqlResult {
        rows = List.copyOf(rows);
    }

    /** The rows of a select. */
    public static SqlResult of(List<Row> rows) {
        return rows.isEmpty() ? NOTHING : new SqlResult(rows, 0, null);
    }

    /** No rows. */
    public static SqlResult nothing() {
        return NOTHING;
    }
}
