package io.hookline.sql;

import io.hookline.sql.dialect.Dialect;
import io.hookline.sql.statement.Row;
import io.hookline.sql.statement.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A transaction, on the thread that began it. Its statements pass the hooks at {@code db.query}; a hook that refuses
 * one throws {@link io.hookline.sql.hook.StatementRefusedException}.
 */
@ProviderType
public interface SqlTransaction {

    /** Runs a select; for one that is paged, limit and offset are the last two parameters. */
    List<Row> query(Sql select, @Nullable Object... parameters) throws SQLException;

    /** Runs an insert into a table with a column of the type {@code IDENTITY}, and returns the number of the row. */
    long insert(Sql insert, @Nullable Object... parameters) throws SQLException;

    /** Runs a statement that changes rows, and returns how many it has changed. */
    long execute(Sql change, @Nullable Object... parameters) throws SQLException;

    /** Runs an action once this transaction has ended, with whether it was committed. What it throws is logged. */
    void afterEnd(Consumer<Boolean> action);

    /** Which database it is on, see {@link io.hookline.sql.statement.SqlCall#database}. */
    String database();

    /** The dialect of the database. */
    Dialect dialect();

    /**
     * The connection, for statements that {@link Sql} cannot express. No hook sees them: no tenant filter restricts
     * them. Do not commit, roll back or close it.
     */
    Connection connection();
}
