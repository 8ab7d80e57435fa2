package io.hookline.sql.internal;

import io.hookline.api.hook.HookContext;
import io.hookline.sql.DatabaseSpec;
import io.hookline.sql.DatabaseUnavailableException;
import io.hookline.sql.SqlWork;
import io.hookline.sql.dialect.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one transaction: acquire a connection, do the work, commit or roll back, give the connection back.
 *
 * @param parts what it uses
 * @param spec the limits
 */
record TransactionRun(Parts parts, StatementPoints points, DatabaseSpec spec) {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionRun.class);

    <R extends @Nullable Object> R run(HookContext context, SqlWork<R> work, boolean writes)
            throws DatabaseUnavailableException, SQLException {
        Connection connection = acquire(context);
        LiveTransaction transaction = new LiveTransaction(
                parts,
                points,
                connection,
                context,
                spec.name(),
                spec.slowAfter().toNanos());
        boolean committed = false;
        boolean sound = false;
        try {
            parts.prepare(connection);
            R result = work.in(transaction);
            connection.commit();
            committed = true;
            if (writes) {
                sync(connection);
            }
            sound = true;
            return result;
        } catch (SQLException e) {
            Failure failure = parts.dialect().classify(e);
            sound = (failure.isOfStatement() || isOfOrder(failure)) && rollBack(connection, e);
            if (failure.isOfStatement() || isOfOrder(failure)) {
                throw e;
            }
            throw unavailable("closed the connection, or could not answer", e);
        } catch (RuntimeException | Error e) {
            sound = rollBack(connection, e);
            throw e;
        } finally {
            giveBack(connection, sound);
            transaction.ended(committed);
        }
    }

    private Connection acquire(HookContext context) throws DatabaseUnavailableException {
        long nanos = spec.acquireTimeout().toNanos();
        Duration left = context.remaining().orElse(null);
        if (left != null && left.toNanos() < nanos) {
            nanos = left.toNanos();
        }
        try {
            return parts.pool().acquire(nanos);
        } catch (SQLException e) {
            throw unavailable("gave no connection within " + nanos / 1_000_000 + " ms", e);
        }
    }

    private DatabaseUnavailableException unavailable(String what, SQLException cause) {
        parts.forgetTables();
        LOG.warn("the database {} cannot be used: {}", spec.name(), cause.getMessage());
        return new DatabaseUnavailableException(
                "The database " + spec.name() + " " + what + ": check that it runs and has free connections.", cause);
    }

    /** Whether the transaction alone failed, because of others beside it. */
    private static boolean isOfOrder(Failure failure) {
        return failure == Failure.DEADLOCK || failure == Failure.SERIALIZATION || failure == Failure.LOCK_TIMEOUT;
    }

    private void sync(Connection connection) throws SQLException {
        String command = parts.dialect().syncAfterCommit();
        if (command != null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(command);
            }
        }
    }

    private static boolean rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
            return true;
        } catch (SQLException e) {
            cause.addSuppressed(e);
            return false;
        }
    }

    private void giveBack(Connection connection, boolean sound) {
        if (sound) {
            parts.pool().release(connection);
        } else {
            parts.pool().discard(connection);
        }
    }
}
