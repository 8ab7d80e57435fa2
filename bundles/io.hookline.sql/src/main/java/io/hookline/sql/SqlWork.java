package io.hookline.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Work in a transaction.
 *
 * @param <R> the type of its result
 */
@FunctionalInterface
public interface SqlWork<R extends @Nullable Object> {

    /**
     * Does the work, on the caller's thread. If it throws, the transaction is rolled back.
     *
     * @param transaction valid until this method returns, on this thread
     */
    R in(SqlTransaction transaction) throws SQLException;
}
