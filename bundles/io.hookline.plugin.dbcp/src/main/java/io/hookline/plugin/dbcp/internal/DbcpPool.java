package io.hookline.plugin.dbcp.internal;

import io.hookline.sql.pool.ConnectionPool;
import io.hookline.sql.pool.PoolMetrics;
import io.hookline.sql.pool.PoolSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.PoolableConnection;
import org.apache.commons.dbcp2.PoolableConnectionFactory;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pool of Commons DBCP. DBCP opens connections on the thread that needs one; here that thread waits for another one,
 * so that an acquisition ends in time even if the database does not answer.
 */
final class DbcpPool implements ConnectionPool {

    private static final Logger LOG = LoggerFactory.getLogger(DbcpPool.class);
    private static final Duration VALIDATION = Duration.ofSeconds(2);
    /** How long a connection may be idle and be lent without a test. */
    private static final long TRUSTED_IDLE_NANOS = 500_000_000;

    private final TimedConnects connects;
    private final GenericObjectPool<PoolableConnection> pool;
    private volatile PoolSettings settings;

    DbcpPool(PoolSettings settings, DataSource connections) {
        this.settings = settings;
        connects = new TimedConnects(settings.name(), settings.size(), connections);
        PoolableConnectionFactory factory = new PoolableConnectionFactory(connects, null);
        factory.setDefaultAutoCommit(false);
        factory.setAutoCommitOnReturn(false);
        factory.setRollbackOnReturn(true);
        factory.setValidationQueryTimeout(VALIDATION);
        GenericObjectPoolConfig<PoolableConnection> config = new GenericObjectPoolConfig<>();
        config.setJmxEnabled(false);
        pool = new GenericObjectPool<>(factory, config);
        factory.setPool(pool);
        pool.setMinIdle(0);
        limit(settings);
    }

    private void limit(PoolSettings next) {
        connects.setMost(next.size());
        pool.setMaxTotal(next.size());
        pool.setMaxIdle(next.size());
    }

    @Override
    public Connection acquire(long nanos) throws SQLException {
        long end = System.nanoTime() + Math.min(nanos, settings.acquireTimeout().toNanos());
        connects.setDeadline(end);
        try {
            while (true) {
                PoolableConnection connection =
                        pool.borrowObject(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
                if (isUsable(connection)) {
                    return connection;
                }
                discard(connection);
            }
        } catch (SQLException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for a connection", e);
        } catch (Exception e) {
            throw new SQLException("the pool " + settings.name() + " has no connection: " + e.getMessage(), e);
        } finally {
            connects.clearDeadline();
        }
    }

    private boolean isUsable(PoolableConnection connection) throws SQLException {
        long idleSince = connects.idleSince(connection.getInnermostDelegateInternal());
        return System.nanoTime() - idleSince < TRUSTED_IDLE_NANOS
                || connection.getInnermostDelegateInternal().isValid((int) VALIDATION.toSeconds());
    }

    @Override
    public void release(Connection connection) {
        try {
            if (connection instanceof PoolableConnection pooled && pooled.getInnermostDelegateInternal() != null) {
                connects.usedNow(pooled.getInnermostDelegateInternal());
            }
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a connection could not be given back", e);
        }
    }

    @Override
    public CompletionStage<Void> releaseAsync(Connection connection) {
        return CompletableFuture.runAsync(() -> release(connection), settings.background());
    }

    @Override
    public void discard(Connection connection) {
        try {
            pool.invalidateObject((PoolableConnection) connection);
        } catch (Exception e) {
            LOG.debug("a connection could not be closed", e);
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
        return new PoolMetrics(pool.getNumActive(), pool.getNumIdle(), pool.getNumWaiters(), settings.size());
    }

    @Override
    public void close() {
        pool.close();
        connects.close();
    }
}
