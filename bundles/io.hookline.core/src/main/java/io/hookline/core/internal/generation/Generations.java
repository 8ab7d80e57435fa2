package io.hookline.core.internal.generation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The current generation, the leases on it and on older ones, and the wait for the older ones to be left.
 *
 * <p>The protocol is that of a reference count with re-validation. A reader counts itself on the generation that it read,
 * then reads the current one again; if it has changed, it takes itself off and starts anew. The writer first makes the
 * new generation current, then looks at the old one's count. All four accesses are sequentially consistent, so either
 * the writer sees the reader's count, or the reader sees that its generation is old: no call can begin on a generation
 * whose drain has ended. Readers take no lock.
 */
public final class Generations {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Generation> retired = new ArrayList<>();
    private volatile Generation current = new Generation(0, Map.of());

    /** The generation that new calls begin on. */
    public Generation current() {
        return current;
    }

    /** Takes a lease on the current generation; to be given back by {@link #release}. */
    Generation acquire() {
        while (true) {
            Generation generation = current;
            generation.lease();
            if (generation == current) {
                return generation;
            }
            release(generation);
        }
    }

    /** Takes a further lease on a generation that the caller holds one on already. */
    void share(Generation held) {
        held.lease();
    }

    /** Gives a lease back. */
    void release(Generation generation) {
        generation.unlease();
        if (generation != current) {
            lock.lock();
            try {
                // Whoever holds the last lease gone lets the generation go, and with it the removed hooks' classes.
                retired.removeIf(old -> old.leases() == 0);
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Makes a generation current. The caller is the one writer of the live set. */
    public void publish(Generation next) {
        lock.lock();
        try {
            if (next.number() != current.number() + 1) {
                throw new IllegalStateException(
                        "generation " + next.number() + " cannot follow generation " + current.number());
            }
            retired.add(current);
            current = next;
            // Only now can nobody begin on the old one any more: a reader that counts itself late takes itself off
            // again.
            retired.removeIf(old -> old.leases() == 0);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until no lease older than a generation is left, but for those of the caller itself. An interrupt does not
     * end the wait, which the timeout bounds; it is kept for the caller.
     *
     * @param number the first generation that is not waited for
     * @param own how many older leases the calling thread holds itself
     * @return how many other leases are left: 0, unless the time ran out
     */
    long awaitDrained(long number, int own, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean interrupted = false;
        lock.lock();
        try {
            while (true) {
                long left = leasesBefore(number) - own;
                long waitNanos = deadline - System.nanoTime();
                if (left <= 0 || waitNanos <= 0) {
                    return Math.max(0, left);
                }
                try {
                    changed.awaitNanos(waitNanos);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Waits until another generation than this one is current.
     *
     * @param deadlineNanos by {@link System#nanoTime()}
     * @return whether there is one; false if the time ran out
     */
    boolean awaitAfter(Generation generation, long deadlineNanos) throws InterruptedException {
        lock.lock();
        try {
            while (current == generation) {
                long waitNanos = deadlineNanos - System.nanoTime();
                if (waitNanos <= 0) {
                    return false;
                }
                changed.awaitNanos(waitNanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** How many leases are held now on any generation. */
    public long leases() {
        lock.lock();
        try {
            return leasesBefore(Long.MAX_VALUE) + current.leases();
        } finally {
            lock.unlock();
        }
    }

    private long leasesBefore(long number) {
        long sum = 0;
        for (Generation old : retired) {
            if (old.number() < number) {
                sum += old.leases();
            }
        }
        return sum;
    }
}
