package io.hookline.core.internal.chain;

import io.hookline.api.HookFailedException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one hook service from its coming to its going: counts, the latest failure, and whether it has been
 * withdrawn. It outlives the chains that the hook stands in. Safe for use by many threads.
 */
public final class HookRecord {

    private static final long LOG_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongAdder calls = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final AtomicLong nextLogNanos = new AtomicLong(System.nanoTime());
    private volatile @Nullable String lastFailure;
    private volatile boolean withdrawn;
    private volatile long leftAt;

    void called() {
        calls.increment();
    }

    /** Counts a failure; keeps its text only, for the throwable would hold the plugin's class loader. */
    void failed(Throwable failure) {
        failures.increment();
        lastFailure = HookFailedException.describe(failure);
    }

    /** Whether a failure may be logged now: once a second, so that a broken hook does not flood the log. */
    boolean mayLog() {
        long now = System.nanoTime();
        long next = nextLogNanos.get();
        return now - next >= 0 && nextLogNanos.compareAndSet(next, now + LOG_INTERVAL_NANOS);
    }

    /** States that the hook's service is gone: calls that still see it in an old generation pass it over. */
    public void withdraw() {
        withdrawn = true;
    }

    /** Whether the hook's service is gone. */
    public boolean isWithdrawn() {
        return withdrawn;
    }

    /** Notes the first generation whose chain is without the hook, or 0 when it has come back into the chain. */
    public void leftAt(long generation) {
        this.leftAt = generation;
    }

    /** The first generation whose chain is without the hook; 0 if it was in none, or is in the current one. */
    public long leftAt() {
        return leftAt;
    }

    /** How often the hook was called. */
    public long calls() {
        return calls.sum();
    }

    /** How many of the calls threw. */
    public long failures() {
        return failures.sum();
    }

    /** What the latest failing call threw, or null. */
    public @Nullable String lastFailure() {
        return lastFailure;
    }
}
