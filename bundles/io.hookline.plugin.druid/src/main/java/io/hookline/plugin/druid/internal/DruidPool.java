package io.hookline.plugin.druid.internal;

import com.alibaba.druid.pool.DruidDataSource;
import com.alibaba.druid.pool.DruidPooledConnection;
import com.alibaba.druid.pool.ValidConnectionCheckerAdapter;
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

/** A pool of Druid. It opens connections on a thread of its own, so that an acquisition always ends in time. */
final class DruidPool implements ConnectionPool {

    private static final Logger LOG = LoggerFactory.getLogger(DruidPool.class);
    private static final int VALIDATION_SECONDS = 2;
    /** How long a connection may be idle and be lent without a test; Druid looks for idle ones as often. */
    private static final long TRUSTED_IDLE_MS = 1_000;

    private static final long RETRY_MS = 250;

    private final DruidDataSource pool = new DruidDataSource();
    private volatile PoolSettings settings;

    DruidPool(PoolSettings settings, DataSource connections) {
        this.settings = settings;
        pool.setName(settings.name());
        pool.setDriver(new SourceDriver(connections));
        pool.setUrl(SourceDriver.URL);
        pool.setMinIdle(1);
        pool.setInitialSize(0);
        pool.setDefaultAutoCommit(false);
        pool.setValidConnectionChecker(new ValidConnectionCheckerAdapter() {
            @Override
            public boolean isValidConnection(Connection connection, String query, int timeoutSeconds)
                    throws SQLException {
                return connection.isValid(VALIDATION_SECONDS);
            }
        });
        pool.setTestWhileIdle(true);
        pool.setTimeBetweenEvictionRunsMillis(TRUSTED_IDLE_MS);
        pool.setTimeBetweenConnectErrorMillis(RETRY_MS);
        limit(settings);
    }

    private void limit(PoolSettings next) {
        pool.setMaxActive(next.size());
        pool.setMaxWait(next.acquireTimeout().toMillis());
    }

    @Override
    public Connection acquire(long nanos) throws SQLException {
        if (pool.isClosed()) {
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
        if (connection instanceof DruidPooledConnection pooled && pooled.getConnectionHolder() != null) {
            pool.discardConnection(pooled.getConnectionHolder());
            pooled.disable();
        } else {
            release(connection);
        }
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
                pool.getActiveCount(), pool.getPoolingCount(), pool.getNotEmptyWaitThreadCount(), settings.size());
    }

    @Override
    public void close() {
        pool.close();
    }
}
