package io.hookline.deploy.internal.canary;

import io.hookline.engine.release.ShadowObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts how a candidate's answers compare with those of the stable release; keeps the first few that differ. Safe for
 * many threads.
 */
final class ShadowStatistics implements ShadowObserver {

    private static final int KEPT_EXAMPLES = 5;

    private final AtomicLong compared = new AtomicLong();
    private final AtomicLong different = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final List<String> examples = new ArrayList<>();

    @Override
    public void compared(String point, boolean same, @Nullable String stable, @Nullable String candidate) {
        compared.incrementAndGet();
        if (!same && different.incrementAndGet() <= KEPT_EXAMPLES) {
            synchronized (examples) {
                examples.add(point + ": " + stable + ", the candidate: " + candidate);
            }
        }
    }

    @Override
    public void dropped(long calls) {
        dropped.addAndGet(calls);
    }

    long compared() {
        return compared.get();
    }

    long different() {
        return different.get();
    }

    List<String> examples() {
        synchronized (examples) {
            return List.copyOf(examples);
        }
    }

    /** A summary, for people. */
    String verdict() {
        return compared.get() == 0 && dropped.get() == 0
                ? "no call was compared yet: does a point that is declared pure have a hook of it?"
                : different.get() + " of " + compared.get() + " answers differ"
                        + (dropped.get() == 0 ? "" : "; " + dropped.get() + " calls were too many to be compared");
    }
}
