package io.hookline.engine.internal.generation;

import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The current generation, the leases on it and on older ones, the wait until older ones are left, and the tasks that
 * run then. {@link Leases} explains how leases and the writer agree. Safe for use by many threads.
 */
public final class Generations {

    private static final long SHORTEST_LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long LONGEST_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** What one task keeps in memory beside what it states, in the same unit. */
    private static final int TASK_WEIGHT = 100;
    /** How much tasks may keep, from one look at what was left to the next; some megabytes. */
    private static final long MOST_WEIGHT = 100_000;

    /**
     * The number of the current generation. Public for the facades, which compare it in every call; written here alone.
     */
    public volatile long number;

    private final Barrier barrier;
    private final Slots slots = new Slots();
    private final WrittenOffCalls writtenOff = new WrittenOffCalls(slots);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Guarded by the lock, as is all below. */
    private final List<Generation> retired = new ArrayList<>();

    private final List<Settlement> settlements = new ArrayList<>();
    private long covered = -1;
    private long weightSinceLook;
    private volatile Generation current = new Generation(0);

    /** Generations whose leases the given barrier makes visible. */
    public Generations(Barrier barrier) {
        this.barrier = barrier;
    }

    /** How leases are made visible. */
    public Barrier barrier() {
        return barrier;
    }

    /** The slots of all threads. */
    public Slots slots() {
        return slots;
    }

    /** The calls that drains do not wait for. */
    public WrittenOffCalls writtenOff() {
        return writtenOff;
    }

    /** The generation that new calls begin on. */
    public Generation current() {
        return current;
    }

    /** Whether a lease that was just taken on a generation counts: nothing newer has been published. */
    boolean isCurrent(Generation generation) {
        return number == generation.number();
    }

    /** Takes a lease on the current generation that any thread may give back by {@link #release}. */
    Generation acquire() {
        while (true) {
            Generation generation = current;
            generation.lease();
            // The adder's own operations may have only release semantics.
            VarHandle.fullFence();
            if (isCurrent(generation)) {
                return generation;
            }
            generation.unlease();
            Thread.onSpinWait();
        }
    }

    /** Takes another such lease on a generation on which the caller already holds a lease of any kind. */
    void share(Generation held) {
        held.lease();
    }

    /** The generation of a number that the calling thread holds a lease on. */
    Generation held(long leased) {
        Generation latest = current;
        if (latest.number() == leased) {
            return latest;
        }
        lock.lock();
        try {
            for (Generation old : retired) {
                if (old.number() == leased) {
                    return old;
                }
            }
        } finally {
            lock.unlock();
        }
        throw new IllegalStateException("generation " + leased + " is gone while it is leased");
    }

    /** Gives back a lease that {@link #acquire} or {@link #share} has taken. */
    void release(Generation generation) {
        generation.unlease();
    }

    /** Makes a generation current. The caller is the one writer of the live set. */
    public void publish(Generation next) {
        lock.lock();
        try {
            if (next.number() != number + 1) {
                throw new IllegalStateException("generation " + next.number() + " cannot follow generation " + number);
            }
            retired.add(current);
            current = next;
            // The one write that publishes: a call that took a lease on the old number and then reads the new one
            // starts anew.
            number = next.number();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs a task once no call can see a generation older than the given one. The task runs on whatever thread finds
     * that out, without locks of this class, and has to be short.
     */
    public void whenLeft(long first, Runnable task) {
        whenLeft(0, first, 0, task);
    }

    /**
     * Runs a task, as above, once no call can see any generation from one on until another, whatever calls see older
     * ones.
     *
     * @param until the first generation that does not matter; at most the current one
     * @param weight how much the task keeps in memory, as a number of hooks
     */
    public void whenLeft(long from, long until, int weight, Runnable task) {
        lock.lock();
        try {
            settlements.add(new Settlement(from, until, task));
            weightSinceLook += weight + TASK_WEIGHT;
        } finally {
            lock.unlock();
        }
    }

    /** Runs the tasks that are due, as {@link #runDueTasks}, if many have come since that was last done. */
    public void relieve() {
        lock.lock();
        try {
            if (weightSinceLook < MOST_WEIGHT) {
                return;
            }
        } finally {
            lock.unlock();
        }
        runDueTasks();
    }

    /**
     * Waits until no lease older than a generation is left, except those of the caller itself and of calls that are
     * written off. An interrupt does not end the wait, which the timeout bounds; it is kept for the caller.
     *
     * @param first the first generation that is not waited for
     * @return how many other leases are left: 0, unless the time ran out
     */
    long awaitDrained(long first, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        ThreadSlot slot = slots.current();
        passBarrier(first);
        long pause = SHORTEST_LOOK_NANOS;
        boolean interrupted = false;
        long left;
        while (true) {
            left = leasesToAwait(first, slot);
            if (left <= 0) {
                // A call ends its lease by a plain store. It may become visible before the last stores of the call,
                // such as the handover of its lease to a scope or a stage. After the barrier those are visible too.
                barrier.pass();
                left = leasesToAwait(first, slot);
            }
            long waitNanos = deadline - System.nanoTime();
            if (left <= 0 || waitNanos <= 0) {
                break;
            }
            LockSupport.parkNanos(this, Math.min(pause, waitNanos));
            interrupted |= Thread.interrupted();
            pause = Math.min(pause * 2, LONGEST_LOOK_NANOS);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        settle();
        return Math.max(0, left);
    }

    private long leasesToAwait(long first, ThreadSlot own) {
        long left = leasesBefore(first) - CallScopes.ownBefore(own, first);
        return left <= 0 ? left : left - writtenOff.leasesBefore(first, left);
    }

    /** Finds generations that have been left since, and runs their tasks. To be called from time to time. */
    public void runDueTasks() {
        lock.lock();
        try {
            if (settlements.isEmpty() && retired.isEmpty()) {
                return;
            }
        } finally {
            lock.unlock();
        }
        passBarrier(number);
        settle();
    }

    private void passBarrier(long first) {
        lock.lock();
        try {
            if (covered >= first) {
                return;
            }
        } finally {
            lock.unlock();
        }
        long published = number;
        barrier.pass();
        lock.lock();
        try {
            covered = Math.max(covered, published);
        } finally {
            lock.unlock();
        }
    }

    private void settle() {
        // A lease on a generation newer than the latest barrier may not be visible yet, so a barrier comes first. A
        // lease may move while the slots are read, so they are read again after a barrier.
        long covers = covered();
        TreeSet<Long> leased = new TreeSet<>();
        addLeased(leased);
        barrier.pass();
        addLeased(leased);
        List<Runnable> due = new ArrayList<>();
        lock.lock();
        try {
            weightSinceLook = 0;
            retired.removeIf(old -> old.number() < covers && !leased.contains(old.number()));
            settlements.removeIf(settlement -> {
                Long held = leased.ceiling(settlement.from);
                boolean isDue = settlement.until <= covers && (held == null || held >= settlement.until);
                if (isDue) {
                    due.add(settlement.task);
                }
                return isDue;
            });
        } finally {
            lock.unlock();
        }
        due.forEach(Runnable::run);
    }

    private long covered() {
        lock.lock();
        try {
            return covered;
        } finally {
            lock.unlock();
        }
    }

    /** Adds the generations that leases are held on. */
    private void addLeased(Set<Long> leased) {
        // Slots first: a lease moves from a slot to its generation, never back.
        slots.addLeased(leased);
        lock.lock();
        try {
            for (Generation old : retired) {
                if (old.leases() > 0) {
                    leased.add(old.number());
                }
            }
        } finally {
            lock.unlock();
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
        return leasesBefore(Long.MAX_VALUE) + current.leases();
    }

    private long leasesBefore(long first) {
        // Slots first: a lease moves from a slot to its generation, never back.
        long sum = slots.leasesBefore(first);
        lock.lock();
        try {
            for (Generation old : retired) {
                if (old.number() < first) {
                    sum += old.leases();
                }
            }
        } finally {
            lock.unlock();
        }
        return sum;
    }

    /** A task to run once no call can see a generation from one on until another. */
    private record Settlement(long from, long until, Runnable task) {}
}
