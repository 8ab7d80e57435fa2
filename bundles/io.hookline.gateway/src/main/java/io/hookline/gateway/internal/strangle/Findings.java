package io.hookline.gateway.internal.strangle;

import io.hookline.gateway.internal.strangle.Comparison.Kind;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** All that is counted of a migration; outlives changes of its settings. Safe for use by many threads. */
final class Findings {

    private static final int MOST_COMPARISONS = 1_000;
    private static final long IDLE_SECONDS = 5;

    final Side old = new Side();
    final Side fresh = new Side();
    final Side shadow = new Side();
    final LongAdder copies = new LongAdder();
    final LongAdder leftOut = new LongAdder();
    final Differences differences = new Differences();
    /** Copies under way, up to the end of their comparison, so that it bounds what is held in memory. */
    final AtomicInteger underWay = new AtomicInteger();

    /** One thread, which ends when there is nothing to compare. */
    final ThreadPoolExecutor comparing = new ThreadPoolExecutor(
            0, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_COMPARISONS), task -> {
                Thread thread = new Thread(task, "gateway compare");
                thread.setDaemon(true);
                return thread;
            });

    /** The counts now. */
    MigrationCounts counts() {
        return new MigrationCounts(
                old.counts(),
                fresh.counts(),
                shadow.counts(),
                copies.sum(),
                leftOut.sum(),
                underWay.get(),
                differences.count(Kind.SAME),
                differences.count(Kind.UNCOMPARED),
                differences.count(Kind.STATUS),
                differences.count(Kind.HEADER),
                differences.count(Kind.BODY),
                differences.count(Kind.NO_ANSWER),
                differences.newest());
    }
}
