package io.hookline.engine.internal.chain;

import io.hookline.api.HookFailedException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one hook service from its registration to its removal: counts, latencies, the latest failure, and
 * whether it has been withdrawn. It outlives the chains that hold the hook. Safe for use by many threads.
 */
public final class HookRecord {

    private static final long LOG_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int LATENCY_DIGITS = 2;

    private final HookGuard guard;
    private final LongAdder failures = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final AtomicLong nextLogNanos = new AtomicLong(System.nanoTime());
    private volatile @Nullable String lastFailure;
    private volatile long leftAt;
    private volatile long leftAtNanos;
    private final LongAdder callsOfPastChains = new LongAdder();
    /** The points at which chains have held the hook: one, unless it was moved. Copied when it changes. */
    private volatile OpenChains[] points = {};

    private final Object lock = new Object();
    /** Guarded by the lock, as is all below; withdrawn is also read without. */
    private final Set<Dispatch> watching = Collections.newSetFromMap(new WeakHashMap<>());

    private long callsTold;
    private @Nullable Histogram latencies;
    private volatile boolean withdrawn;

    /** The record of a hook without a guard. */
    public HookRecord() {
        this(HookGuard.NONE);
    }

    /** The record of a guarded hook. */
    public HookRecord(HookGuard guard) {
        this.guard = guard;
    }

    /** What guards the hook. */
    public HookGuard guard() {
        return guard;
    }

    // ---- reported by calls -----------------------------------------------------------------------------------------

    /** Counts a failure; keeps only its text, because the throwable would hold the plugin's class loader. */
    void failed(Throwable failure) {
        failures.increment();
        lastFailure = HookFailedException.describe(failure);
    }

    /** A call that counts was made without the hook: it had been withdrawn, refused the call, or came too late. */
    void countSkipped() {
        skipped.increment();
    }

    /** A call of the hook was timed. */
    void recordLatency(long nanos) {
        synchronized (lock) {
            if (latencies == null) {
                latencies = new Histogram(LATENCY_DIGITS);
            }
            latencies.recordValue(Math.max(0, nanos));
        }
    }

    /** Whether a failure may be logged now: once a second, so that a broken hook does not flood the log. */
    boolean mayLog() {
        long now = System.nanoTime();
        long next = nextLogNanos.get();
        return now - next >= 0 && nextLogNanos.compareAndSet(next, now + LOG_INTERVAL_NANOS);
    }

    // ---- reported by chains ----------------------------------------------------------------------------------------

    /** A chain of a point that will be called holds the hook. */
    void joined(OpenChains point) {
        OpenChains[] known = points;
        if (known.length > 0 && known[known.length - 1] == point) {
            return;
        }
        synchronized (lock) {
            known = points;
            if (!Arrays.asList(known).contains(point)) {
                OpenChains[] more = Arrays.copyOf(known, known.length + 1);
                more[known.length] = point;
                points = more;
            }
        }
    }

    /** Adds calls of a chain that is not called any more. */
    void addCalls(long calls) {
        callsOfPastChains.add(calls);
    }

    long callsOfPastChains() {
        return callsOfPastChains.sum();
    }

    /** A compiled body has to know when the hook is withdrawn. */
    void watch(Dispatch body) {
        synchronized (lock) {
            watching.add(body);
            if (withdrawn) {
                body.startChecking();
            }
        }
    }

    /** States that the hook's service is gone: calls that still see it in an old generation skip it. */
    public void withdraw() {
        synchronized (lock) {
            withdrawn = true;
            watching.forEach(Dispatch::startChecking);
            watching.clear();
        }
        guard.close();
    }

    /** Whether the hook's service is gone. */
    public boolean isWithdrawn() {
        return withdrawn;
    }

    /** Notes the first generation whose chain is without the hook, or 0 when it has come back into the chain. */
    public void leftAt(long generation) {
        this.leftAtNanos = System.nanoTime();
        this.leftAt = generation;
    }

    /** The first generation whose chain is without the hook; 0 if it was in none, or is in the current one. */
    public long leftAt() {
        return leftAt;
    }

    /** When that generation was made, by {@link System#nanoTime}. */
    public long leftAtNanos() {
        return leftAtNanos;
    }

    // ---- counts ----------------------------------------------------------------------------------------------------

    /**
     * How often the hook was called: exact while no call is under way, never less than before, and never less than the
     * failures that were counted before. Calls under way count once they have ended, or failed.
     */
    public long calls() {
        long least = callsAtLeast();
        synchronized (lock) {
            callsTold = Math.max(callsTold, Math.max(least, failures.sum()));
            return callsTold;
        }
    }

    /** No more than the number of calls, and no less than the number of those that have ended. */
    private long callsAtLeast() {
        OpenChains[] all = points;
        long sum = all.length == 0 ? callsOfPastChains() : all[0].calls(this);
        for (int i = 1; i < all.length; i++) {
            sum += all[i].callsOfOpen(this);
        }
        return sum - skipped.sum();
    }

    /** How many of the calls threw. */
    public long failures() {
        return failures.sum();
    }

    /** What the latest failing call threw, or null. */
    public @Nullable String lastFailure() {
        return lastFailure;
    }

    /** How many calls are now in a chain that holds the hook. */
    public long inFlight() {
        long sum = 0;
        for (OpenChains point : points) {
            sum += point.inFlight(this);
        }
        return sum;
    }

    /** The latencies of the calls that were timed. */
    public Latency latency() {
        synchronized (lock) {
            Histogram taken = latencies;
            return taken == null
                    ? new Latency(0, 0, 0, 0)
                    : new Latency(
                            taken.getTotalCount(),
                            taken.getValueAtPercentile(50),
                            taken.getValueAtPercentile(99),
                            taken.getMaxValue());
        }
    }

    /** A copy of the latencies, in nanoseconds, of the calls that were timed. */
    public Histogram latencies() {
        synchronized (lock) {
            Histogram taken = latencies;
            return taken == null ? new Histogram(LATENCY_DIGITS) : taken.copy();
        }
    }

    /**
     * How long calls took, in nanoseconds.
     *
     * @param samples how many were timed
     * @param p50Nanos the median
     * @param p99Nanos the 99th percentile
     * @param maxNanos the longest
     */
    public record Latency(long samples, long p50Nanos, long p99Nanos, long maxNanos) {}
}
