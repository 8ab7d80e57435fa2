package io.hookline.plugin.hikaricp.internal;

import com.zaxxer.hikari.HikariConfig;
import io.hookline.sql.pool.ConnectionPool;
import io.hookline.sql.pool.PoolMetrics;
import io.hookline.sql.pool.PoolSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool of HikariCP. It opens connections on a thread of its own, so that an acquisition ends in time even if the
 * database does not answer.
 */
final class HikariPool implements ConnectionPool {

    private static final Logger LOG = LoggerFactory.getLogger(HikariPool.class);
    private static final long LONGEST_VALIDATION_MS = 2_000;
    /** HikariCP's own minimum. */
    private static final long LEAST_TIMEOUT_MS = 250;

    private final HikariConfig config;
    private final com.zaxxer.hikari.pool.HikariPool pool;
    private volatile PoolSettings settings;

    HikariPool(PoolSettings settings, DataSource connections) {
        this.settings = settings;
        config = new HikariConfig();
        config.setPoolName(settings.name());
        config.setDataSource(connections);
        config.setAutoCommit(false);
        config.setMinimumIdle(1);
        config.setInitializationFailTimeout(-1);
        limit(settings);
        config.validate();
        pool = new com.zaxxer.hikari.pool.HikariPool(config);
    }

    private void limit(PoolSettings next) {
        long timeout = Math.max(LEAST_TIMEOUT_MS, next.acquireTimeout().toMillis());
        config.setMaximumPoolSize(next.size());
        config.setValidationTimeout(Math.min(timeout, LONGEST_VALIDATION_MS));
        config.setConnectionTimeout(timeout);
    }

    @Override
    public Connection acquire(long nanos) throws SQLException {
        if (pool.poolState == com.zaxxer.hikari.pool.HikariPool.POOL_SHUTDOWN) {
            throw new SQLException("the pool " + settings.name() + " is closed");
        }
        long most = Math.min(nanos, settings.acquireTimeout().toNanos());
        return pool.getConnection(Math.max(1, TimeUnit.NANOSECONDS.toMillis(most)));
    }

    @Override
    public void release(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // The pool has replaced the connection already.
            LOG.debug("a connection could not be given back", e);
        }
    }

    @Override
    public CompletionStage<Void> releaseAsync(Connection connection) {
        return CompletableFuture.runAsync(() -> release(connection), settings.background());
    }

    @Override
    public void discard(Connection connection) {
        pool.evictConnection(connection);
        release(connection);
    }

    @Override
    public boolean change(PoolSettings next) {
        if (!next.name().equals(settings.name())) {
            return false;
        }
        limit(next);
        settings = next;
        return true;
    }

    @Override
    public PoolMetrics metrics() {
        return new PoolMetrics(
                pool.getActiveConnections(),
                pool.getIdleConnections(),
                pool.getThreadsAwaitingConnection(),
                settings.size());
    }

    @Override
    public void close() {
        try {
            pool.shutdown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
