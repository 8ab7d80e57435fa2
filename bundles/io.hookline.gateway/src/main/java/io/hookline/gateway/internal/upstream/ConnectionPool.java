package io.hookline.gateway.internal.upstream;

import io.hookline.gateway.internal.config.UpstreamAddress;
import io.hookline.gateway.internal.message.Wire;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one I/O thread to one upstream. It knows nothing of the upstream's health. All on the I/O
 * thread, except for {@link #close()} and {@link #open()}.
 */
public final class ConnectionPool {

    private static final long MAX_IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long CHECK_MILLIS = 8_000;
    /** How many connections are kept whose request was over before they were there. */
    private static final int MAX_UNUSED = 4;

    private static final int MAX_WAITING = 10_000;

    private final UpstreamAddress address;
    private final EventLoop loop;
    private final Connector connector;
    private final int most;
    private final long patienceMillis;
    private final Deque<UpstreamConnection> idle = new ArrayDeque<>();
    private final Deque<Queued> queue = new ArrayDeque<>();
    /** Written by the I/O thread alone. */
    private volatile int open;

    private boolean checking;
    private boolean closed;

    ConnectionPool(UpstreamAddress address, EventLoop loop, Connector connector, int most, long patienceMillis) {
        this.address = address;
        this.loop = loop;
        this.connector = connector;
        this.most = most;
        this.patienceMillis = patienceMillis;
    }

    /**
     * Asks for a connection.
     *
     * @param fresh whether it must be a new one, because a kept one has just turned out to be closed
     */
    public void acquire(ConnectionWaiter waiter, boolean fresh) {
        UpstreamConnection kept = idle.pollLast();
        if (kept != null && fresh) {
            kept.abort();
            kept = null;
        }
        if (kept != null) {
            waiter.connected(kept);
        } else if (open < most) {
            connect(waiter);
        } else if (queue.size() >= MAX_WAITING) {
            waiter.unconnected(503, busy(), null);
        } else {
            Queued queued = new Queued(waiter);
            queue.add(queued);
            Wire.later(loop, patienceMillis, () -> giveUp(queued));
        }
    }

    /** How many connections are open, or being opened. From any thread. */
    int open() {
        return open;
    }

    /** Takes a connection back that can be used again. */
    void release(UpstreamConnection connection) {
        if (closed) {
            connection.abort();
            return;
        }
        Queued next = nextWaiting();
        if (next != null) {
            next.waiter.connected(connection);
            return;
        }
        connection.idleSinceNanos = System.nanoTime();
        idle.addLast(connection);
        checkIdleLater();
    }

    /** Learns that a connection has been closed. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
    void closed(UpstreamConnection connection) {
        open--;
        idle.remove(connection);
        Queued next = nextWaiting();
        if (next != null) {
            connect(next.waiter);
        }
    }

    /** Closes what is idle now, and the rest when it is released. From any thread. */
    void close() {
        try {
            loop.execute(() -> {
                closed = true;
                while (!idle.isEmpty()) {
                    idle.removeLast().abort();
                }
            });
        } catch (RejectedExecutionException e) {
            // The thread has ended, and all connections with it.
            closed = true;
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
    private void connect(ConnectionWaiter waiter) {
        open++;
        connector.connect(
                this,
                connection -> {
                    if (waiter.isWaiting()) {
                        waiter.connected(connection);
                    } else if (queue.isEmpty() && idle.size() >= MAX_UNUSED) {
                        connection.abort();
                    } else {
                        release(connection);
                    }
                },
                cause -> {
                    open--;
                    if (waiter.isWaiting()) {
                        unconnected(waiter, cause);
                    }
                    Queued next = nextWaiting();
                    if (next != null) {
                        connect(next.waiter);
                    }
                });
    }

    private void unconnected(ConnectionWaiter waiter, Throwable cause) {
        if (cause instanceof ConnectTimeoutException) {
            waiter.unconnected(504, "no connection to " + address + " within " + patienceMillis + " ms", cause);
        } else {
            waiter.unconnected(502, "nothing accepts connections at " + address, cause);
        }
    }

    private void giveUp(Queued queued) {
        if (!queued.served) {
            queued.served = true;
            queue.remove(queued);
            if (queued.waiter.isWaiting()) {
                queued.waiter.unconnected(503, busy(), null);
            }
        }
    }

    private @Nullable Queued nextWaiting() {
        while (true) {
            Queued next = queue.poll();
            if (next == null) {
                return null;
            }
            next.served = true;
            if (next.waiter.isWaiting()) {
                return next;
            }
        }
    }

    private void checkIdleLater() {
        if (!checking) {
            checking = true;
            Wire.later(loop, CHECK_MILLIS, this::closeOldest);
        }
    }

    private void closeOldest() {
        checking = false;
        long limit = System.nanoTime() - MAX_IDLE_NANOS;
        while (!idle.isEmpty() && idle.peekFirst().idleSinceNanos - limit < 0) {
            idle.removeFirst().abort();
        }
        if (!idle.isEmpty()) {
            checkIdleLater();
        }
    }

    private String busy() {
        return "all connections to " + address + " are busy";
    }

    /** A request that waits because all connections are busy. */
    private static final class Queued {

        private final ConnectionWaiter waiter;
        private boolean served;

        Queued(ConnectionWaiter waiter) {
            this.waiter = waiter;
        }
    }
}
