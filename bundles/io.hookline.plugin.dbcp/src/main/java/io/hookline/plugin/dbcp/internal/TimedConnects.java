package io.hookline.plugin.dbcp.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.ConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections on threads of its own, no more than connections, and has the caller wait until its deadline only. A
 * connection that comes too late is closed. Safe for use by many threads.
 */
final class TimedConnects implements ConnectionFactory, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TimedConnects.class);
    private static final long IDLE_SECONDS = 10;

    private final DataSource source;
    private final ThreadPoolExecutor threads;
    private final ThreadLocal<Long> deadline = new ThreadLocal<>();
    private final Map<Connection, Long> lastUse = Collections.synchronizedMap(new WeakHashMap<>());

    TimedConnects(String name, int most, DataSource source) {
        this.source = source;
        threads = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name + " connects");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    void setMost(int most) {
        // The core size may never be above the maximum.
        if (most > threads.getMaximumPoolSize()) {
            threads.setMaximumPoolSize(most);
            threads.setCorePoolSize(most);
        } else {
            threads.setCorePoolSize(most);
            threads.setMaximumPoolSize(most);
        }
    }

    /** Until when this thread waits for a connection, as {@link System#nanoTime()}. */
    void setDeadline(long nanoTime) {
        deadline.set(nanoTime);
    }

    void clearDeadline() {
        deadline.remove();
    }

    void usedNow(Connection connection) {
        lastUse.put(connection, System.nanoTime());
    }

    /** When the connection was last used, or opened. */
    long idleSince(Connection connection) {
        Long time = lastUse.get(connection);
        return time == null ? Long.MIN_VALUE / 2 : time;
    }

    @Override
    public Connection createConnection() throws SQLException {
        Long end = deadline.get();
        long nanos = end == null ? TimeUnit.SECONDS.toNanos(1) : end - System.nanoTime();
        CompletableFuture<Connection> opening = new CompletableFuture<>();
        threads.execute(() -> open(opening));
        try {
            Connection opened = opening.get(Math.max(1, nanos), TimeUnit.NANOSECONDS);
            usedNow(opened);
            return opened;
        } catch (TimeoutException | CancellationException e) {
            opening.cancel(false);
            throw new SQLException("the database did not accept a connection in time", "08001", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new SQLException(cause.getMessage(), "08001", cause);
        } catch (InterruptedException e) {
            opening.cancel(false);
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while connecting", e);
        }
    }

    private void open(CompletableFuture<Connection> opening) {
        if (opening.isDone()) {
            return;
        }
        try {
            Connection connection = source.getConnection();
            if (!opening.complete(connection)) {
                close(connection);
            }
        } catch (SQLException | RuntimeException | LinkageError e) {
            opening.completeExceptionally(e);
        }
    }

    private static void close(Connection late) {
        try {
            late.close();
        } catch (SQLException e) {
            LOG.debug("a connection that came too late could not be closed", e);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
