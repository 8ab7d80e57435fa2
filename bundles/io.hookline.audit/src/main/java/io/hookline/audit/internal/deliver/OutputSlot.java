package io.hookline.audit.internal.deliver;

import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.AuditOutput;
import io.hookline.audit.output.Delivery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The services of one output's name: the best one delivers. A service is let go only when it is not delivering, so that
 * its plugin can be swapped under load. Safe for use by many threads; one of them delivers.
 */
final class OutputSlot {

    private static final long RELEASE_TIMEOUT_MS = 10_000;

    private final List<Bound> bound = new ArrayList<>();
    private @Nullable AuditOutput busy;
    private @Nullable Thread deliverer;

    /** Adds a service. Among equal rankings the first one stays. */
    synchronized void add(AuditOutput output, int ranking) {
        bound.add(new Bound(output, ranking));
        bound.sort(Comparator.comparingInt(Bound::ranking).reversed());
    }

    /** Takes a service out. Waits until it has ended a delivery: for ten seconds, then its thread is interrupted. */
    synchronized void remove(AuditOutput output) {
        bound.removeIf(one -> same(one.output(), output));
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RELEASE_TIMEOUT_MS);
        boolean isInterrupted = false;
        while (same(busy, output) && end - System.nanoTime() > 0) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
            } catch (InterruptedException e) {
                isInterrupted = true;
                break;
            }
        }
        Thread thread = deliverer;
        if (same(busy, output) && thread != null) {
            thread.interrupt();
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there is a service. */
    synchronized boolean isPresent() {
        return !bound.isEmpty();
    }

    /** Delivers by the best service; null if there is none. */
    @SuppressWarnings("ConstantConditions") // A plugin may return null all the same.
    @Nullable
    List<Delivery> deliver(List<AuditEntry> entries) throws Exception {
        AuditOutput output = begin();
        if (output == null) {
            return null;
        }
        try {
            List<Delivery> results = output.deliver(entries);
            if (results == null) {
                throw new IllegalStateException("the output gave no results");
            }
            // A plugin's list may hold null, or change.
            return List.copyOf(results);
        } finally {
            end();
        }
    }

    private synchronized @Nullable AuditOutput begin() {
        AuditOutput best = bound.isEmpty() ? null : bound.get(0).output();
        busy = best;
        deliverer = Thread.currentThread();
        return best;
    }

    private synchronized void end() {
        busy = null;
        deliverer = null;
        notifyAll();
    }

    @SuppressWarnings("ReferenceEquality") // Services are compared by identity, whatever their equals says.
    private static boolean same(@Nullable AuditOutput one, AuditOutput other) {
        return one == other;
    }

    private record Bound(AuditOutput output, int ranking) {}
}
