package io.hookline.engine.internal.live;

import io.hookline.api.runtime.Cause;
import io.hookline.api.runtime.RuntimeEvent.DrainTimedOut;
import io.hookline.api.runtime.RuntimeEvents;
import io.hookline.api.runtime.RuntimeStats.DrainTimeout;
import io.hookline.engine.internal.event.RuntimeFlightEvents;
import io.hookline.engine.internal.generation.Leases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for calls to leave what was removed, and counts these waits. Safe for use by many threads. */
public final class Drains {

    private static final Logger LOG = LoggerFactory.getLogger(Drains.class);
    private static final int KEPT_TIMEOUTS = 20;

    private final Leases leases;
    private final RuntimeEvents events;
    private volatile Duration timeout;
    private final Deque<DrainTimeout> timeouts = new ArrayDeque<>();
    private long count;
    private long timedOut;
    private long longestMillis;

    /** Waits at most for the timeout. */
    public Drains(Leases leases, Duration timeout, RuntimeEvents events) {
        this.leases = leases;
        this.timeout = timeout;
        this.events = events;
    }

    /** How long a wait may take. */
    public Duration timeout() {
        return timeout;
    }

    /** Changes how long later waits may take. */
    public void setTimeout(Duration changed) {
        this.timeout = changed;
    }

    /**
     * Waits until no call is left that could see what was removed; at most for the timeout, counted from when it left
     * the chains, so that a removal does not wait again for calls that a deployment has given up on.
     *
     * @param removed for the report
     * @param generation the first generation without it
     * @param leftAtNanos when that generation was made, by {@link System#nanoTime}
     */
    void await(String removed, long generation, long leftAtNanos) {
        Duration rest = timeout.minusNanos(System.nanoTime() - leftAtNanos);
        long left = leases.drain(generation, rest.isNegative() ? Duration.ZERO : rest);
        long waitedMillis = Duration.ofNanos(System.nanoTime() - leftAtNanos).toMillis();
        DrainTimeout drain = new DrainTimeout(removed, generation, waitedMillis, left);
        record(drain);
        RuntimeFlightEvents.drained(drain);
        if (left > 0) {
            events.publish(
                    new DrainTimedOut(Instant.now(), Cause.ofRuntime("calls outlasted the drain timeout"), drain));
            LOG.warn(
                    "{} was removed in generation {}, but {} calls that began before it are still running after {} ms:"
                            + " it goes away under them (drainTimeoutMillis of io.hookline.core sets the limit)",
                    removed,
                    generation,
                    left,
                    waitedMillis);
        }
    }

    private synchronized void record(DrainTimeout drain) {
        count++;
        longestMillis = Math.max(longestMillis, drain.waitedMillis());
        if (drain.leasesLeft() > 0) {
            timedOut++;
            timeouts.addLast(drain);
            if (timeouts.size() > KEPT_TIMEOUTS) {
                timeouts.removeFirst();
            }
        }
    }

    /** The counts so far. */
    public synchronized Metrics metrics() {
        return new Metrics(count, timedOut, longestMillis, List.copyOf(timeouts));
    }

    /**
     * Counts of waits.
     *
     * @param count how many there were
     * @param timedOut how many gave up
     * @param longestMillis the longest
     * @param recentTimeouts the latest that gave up, newest last
     */
    public record Metrics(long count, long timedOut, long longestMillis, List<DrainTimeout> recentTimeouts) {}
}
