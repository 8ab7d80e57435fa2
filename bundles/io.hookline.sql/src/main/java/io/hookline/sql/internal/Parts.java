package io.hookline.sql.internal;

import io.hookline.sql.dialect.Dialect;
import io.hookline.sql.dialect.Failure;
import io.hookline.sql.pool.ConnectionPool;
import io.hookline.sql.statement.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver, dialect and pool that transactions use together. Counts the transactions in it, so that it can be closed
 * once it has been replaced and they have ended.
 *
 * <pre>
 *   enter → transactions → exit          retire: no transaction enters any more
 *                                        await:  until the last one has left; then the pool is closed
 * </pre>
 */
final class Parts {

    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);
    /** Added to the count when it is retired: the count is below zero from then on. */
    private static final long RETIRED = Long.MIN_VALUE;

    private final String database;
    private final Driver driver;
    private final Dialect dialect;
    private final ConnectionPool pool;
    private final Renderer renderer;
    private final List<Table> tables;
    private final AtomicLong users = new AtomicLong();
    private volatile boolean tablesThere;

    Parts(String database, Driver driver, Dialect dialect, ConnectionPool pool, List<Table> tables) {
        this.database = database;
        this.driver = driver;
        this.dialect = dialect;
        this.pool = pool;
        this.tables = tables;
        renderer = new Renderer(dialect);
        tablesThere = tables.isEmpty();
    }

    /** Which database they are for. */
    String database() {
        return database;
    }

    Driver driver() {
        return driver;
    }

    Dialect dialect() {
        return dialect;
    }

    ConnectionPool pool() {
        return pool;
    }

    Renderer renderer() {
        return renderer;
    }

    /** Counts one transaction more; false if it has been retired. */
    boolean enter() {
        if (users.incrementAndGet() > 0) {
            return true;
        }
        users.decrementAndGet();
        return false;
    }

    void exit() {
        users.decrementAndGet();
    }

    /** Lets no further transaction in. Called once. */
    void retire() {
        users.addAndGet(RETIRED);
    }

    /** Waits until the transactions in it have ended, and closes the pool. */
    void close(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (users.get() != RETIRED && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(1_000_000);
        }
        long left = users.get() - RETIRED;
        if (left > 0) {
            LOG.warn(
                    "{} transactions are cut off: they were not over {} ms after their pool was replaced",
                    left,
                    patience.toMillis());
        } else {
            pool.drain(patience);
        }
        try {
            pool.close();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("a pool could not be closed", e);
        }
    }

    /** Creates the tables that are missing, once. */
    void prepare(Connection connection) throws SQLException {
        if (!tablesThere) {
            try {
                create(connection);
            } catch (SQLException e) {
                if (dialect.classify(e) != Failure.UNIQUE_VIOLATION) {
                    throw e;
                }
                // Another process created it at the same moment.
                connection.rollback();
                create(connection);
            }
            tablesThere = true;
        }
    }

    private void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Table table : tables) {
                statement.execute(dialect.createTable(table));
            }
        }
        connection.commit();
    }

    /** Looks for the tables again before the next transaction: the database may come back without them. */
    void forgetTables() {
        tablesThere = tables.isEmpty();
    }
}
