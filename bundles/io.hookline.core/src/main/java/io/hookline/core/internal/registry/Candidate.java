package io.hookline.core.internal.registry;

import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;

/**
 * A service that a route could lead to, for as long as it is registered, and the calls that are in it.
 *
 * <p>A call counts itself in and then checks whether the candidate has left; a removal marks the candidate first and
 * then reads the count. All accesses are volatile, so one of the two sees the other. Safe for use by many threads.
 */
final class Candidate {

    /** The best one first. */
    static final Comparator<Candidate> BEST_FIRST = Comparator.comparingInt(Candidate::ranking)
            .reversed()
            .thenComparing(candidate -> candidate.plugin().version(), Comparator.reverseOrder())
            .thenComparingLong(Candidate::serviceId);

    private final PluginInfo plugin;
    private final ServiceReference<Object> reference;
    private final AtomicLong inFlight = new AtomicLong();
    private volatile int ranking;
    private volatile @Nullable Object service;
    private volatile String fault = "";
    private volatile boolean left;

    Candidate(PluginInfo plugin, ServiceReference<Object> reference) {
        this.plugin = plugin;
        this.reference = reference;
        readRanking();
    }

    PluginInfo plugin() {
        return plugin;
    }

    ServiceReference<Object> reference() {
        return reference;
    }

    int ranking() {
        return ranking;
    }

    void readRanking() {
        ranking = Services.ranking(reference);
    }

    long serviceId() {
        return Services.id(reference);
    }

    /** The service; null while it is not available. */
    @Nullable
    Object service() {
        return service;
    }

    void serve(Object fetched) {
        service = fetched;
        fault = "";
    }

    /** Why the service is not available; empty if it is. */
    String fault() {
        return fault;
    }

    void fail(String why) {
        fault = why;
    }

    /** Counts a call in; false if the candidate has left, and the call has to go elsewhere. */
    boolean enter() {
        inFlight.incrementAndGet();
        if (!left) {
            return true;
        }
        exit();
        return false;
    }

    void exit() {
        inFlight.decrementAndGet();
        if (left) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /**
     * Lets no further call in, and waits for those that are; an interrupt does not end the wait, and is kept for the
     * caller.
     *
     * @param own how many of them the calling thread is in itself
     * @return how many others are left: 0, unless the time ran out
     */
    long leave(long own, Duration timeout) {
        left = true;
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean interrupted = false;
        long others;
        synchronized (this) {
            while (true) {
                others = inFlight.get() - own;
                long restMillis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime() + 999_999);
                if (others <= 0 || restMillis <= 0) {
                    break;
                }
                try {
                    wait(restMillis);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return Math.max(0, others);
    }
}
