package io.hookline.plugin.requestlog.internal;

import java.time.Duration;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines in order on a thread of its own. A caller never waits: if too many lines wait, further
 * ones are dropped, counted and reported. Safe for use by many threads.
 */
final class LineWriter implements AutoCloseable {

    private static final long REPORT_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Ends the thread. No line is empty. */
    private static final String END = "";

    private final Consumer<String> target;
    private final Consumer<String> problems;
    private final int capacity;
    private final Duration flushTimeout;
    private final LinkedTransferQueue<String> lines = new LinkedTransferQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();
    private final Thread thread = new Thread(this::run, "hookline-requestlog");
    private volatile boolean closed;
    private volatile boolean givenUp;
    /** Used by the thread alone, as is the one below. */
    private long reported;

    private @Nullable Long reportedAtNanos;

    /**
     * Starts the thread.
     *
     * @param target writes one line; may block
     * @param problems told what goes wrong, in words, at most every ten seconds and at the end
     * @param capacity how many lines may wait, the one that is being written included
     * @param flushTimeout how long {@link #close} waits for them
     */
    LineWriter(Consumer<String> target, Consumer<String> problems, int capacity, Duration flushTimeout) {
        this.target = target;
        this.problems = problems;
        this.capacity = capacity;
        this.flushTimeout = flushTimeout;
        thread.setDaemon(true);
        thread.start();
    }

    /** Hands in a line; returns at once. */
    void write(String line) {
        if (closed) {
            dropped.incrementAndGet();
        } else if (waiting.incrementAndGet() > capacity) {
            waiting.decrementAndGet();
            dropped.incrementAndGet();
        } else {
            lines.add(line);
        }
    }

    /** How many lines were dropped. */
    long dropped() {
        return dropped.get();
    }

    /** Writes the lines that wait, within the timeout; reports those that it cannot write. Idempotent. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        lines.add(END);
        try {
            thread.join(Math.max(1, flushTimeout.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            givenUp = true;
            thread.interrupt();
            problems.accept("the request log did not write its last " + waiting.get() + " lines within "
                    + flushTimeout.toMillis() + " ms: they are lost");
        }
    }

    private void run() {
        boolean isOver = false;
        while (!isOver) {
            try {
                String line = next();
                isOver = END.equals(line) || givenUp;
                if (line != null && !line.isEmpty()) {
                    write(line, isOver);
                }
                reportDropped(isOver);
            } catch (InterruptedException e) {
                isOver = givenUp;
            }
        }
    }

    private @Nullable String next() throws InterruptedException {
        return dropped.get() == reported ? lines.take() : lines.poll(REPORT_PAUSE_NANOS, TimeUnit.NANOSECONDS);
    }

    private void write(String line, boolean isTooLate) {
        try {
            if (!isTooLate) {
                target.accept(line);
            }
        } catch (RuntimeException | LinkageError e) {
            dropped.incrementAndGet();
        } finally {
            waiting.decrementAndGet();
        }
    }

    private void reportDropped(boolean isLast) {
        long sum = dropped.get();
        long now = System.nanoTime();
        Long latest = reportedAtNanos;
        if (sum > reported && (isLast || latest == null || now - latest >= REPORT_PAUSE_NANOS)) {
            problems.accept("the request log has dropped " + (sum - reported) + " lines, " + sum
                    + " in all: they come faster than they can be written, or the log fails");
            reported = sum;
            reportedAtNanos = now;
        }
    }
}
