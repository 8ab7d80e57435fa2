package io.hookline.sql.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A pool of connections to one database. Any thread may call it.
 *
 * <p>Every connection comes from the data source that the pool was opened with, which prepares it once: that is the
 * initialisation hook. A pool tests a connection that was idle before it lends it, and replaces lost ones by itself.
 */
@ConsumerType
public interface ConnectionPool extends AutoCloseable {

    /**
     * Lends a connection; the caller gives it back by {@link #release}, {@link #releaseAsync} or {@link #discard}.
     * Blocks for the time at most, also while the database cannot be reached.
     *
     * @param nanos how long to wait at most, in nanoseconds; more than the pool's own timeout counts as that
     * @return in a transaction: without automatic commit
     * @throws SQLException if there is none in time, or the pool is closed
     */
    Connection acquire(long nanos) throws SQLException;

    /** Takes a connection back. An open transaction is rolled back, for which it may block. */
    void release(Connection connection);

    /** Takes a connection back on another thread; the stage completes when it can be lent again. Never blocks. */
    CompletionStage<Void> releaseAsync(Connection connection);

    /** Takes a connection back and closes it instead of lending it again. */
    void discard(Connection connection);

    /**
     * Takes other settings over while it is used, if the pool can.
     *
     * @return false if it cannot: then it goes on as before, and is replaced by another pool
     */
    boolean change(PoolSettings settings);

    /** Its figures. */
    PoolMetrics metrics();

    /**
     * Borrows a connection and asks the database for a sign of life. Blocks for the time at most.
     *
     * @return what is wrong, for an operator; null if nothing is
     */
    default @Nullable String problem(Duration timeout) {
        try {
            long end = System.nanoTime() + timeout.toNanos();
            Connection connection = acquire(timeout.toNanos());
            long seconds = Math.max(1, Duration.ofNanos(end - System.nanoTime()).toSeconds());
            if (connection.isValid((int) Math.min(Integer.MAX_VALUE, seconds))) {
                release(connection);
                return null;
            }
            discard(connection);
            return "a connection does not answer";
        } catch (SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /**
     * Waits until no connection is lent; the caller has seen to it that there are no more acquisitions.
     *
     * @return false if some are still lent after this time
     */
    default boolean drain(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        while (metrics().active() > 0) {
            if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(1_000_000);
        }
        return true;
    }

    /** Closes all connections, those that are still lent as well. Idempotent. */
    @Override
    void close();
}
