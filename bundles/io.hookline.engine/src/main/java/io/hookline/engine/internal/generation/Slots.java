package io.hookline.engine.internal.generation;

import io.hookline.engine.internal.chain.CallCounts;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The slots of all threads that have called hooks, and the counts in them.
 *
 * <p>A thread finds its slot in a table by its id, which is a matter of a few loads, or through a thread-local if
 * another thread occupies its place. The thread-local refers to the slot weakly: a thread that lives longer than the
 * core keeps nothing of the core alive. Slots of ended threads are dropped whenever their number may have doubled, so
 * that a hundred thousand short threads cost no more than those alive at a time. Safe for use by many threads.
 */
public final class Slots {

    private static final int TABLE_SIZE = 4096;
    private static final int FIRST_CLEANUP = 64;

    private final ThreadSlot[] table = new ThreadSlot[TABLE_SIZE];

    @SuppressWarnings("ThreadLocalUsage") // One for each engine, of which a JVM has one, or few.
    private final ThreadLocal<WeakReference<ThreadSlot>> own = new ThreadLocal<>();

    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by the lock, as is all below. */
    private final List<ThreadSlot> slots = new ArrayList<>();

    private final Map<Integer, Queue<Integer>> freeRanges = new HashMap<>();
    private final Map<Integer, CallCounts> shared = new HashMap<>();
    private long[] abandoned = new long[ThreadSlot.FIRST_COUNT];
    private int nextIndex = ThreadSlot.FIRST_COUNT;
    private int cleanUpAt = FIRST_CLEANUP;

    /** The table for {@link #current}, for callers that keep it as a constant. */
    public ThreadSlot[] table() {
        return table;
    }

    /** The calling thread's slot. */
    public ThreadSlot current() {
        return current(table, this);
    }

    /** The calling thread's slot, found in the given slots' table. */
    public static ThreadSlot current(ThreadSlot[] table, Slots slots) {
        Thread thread = Thread.currentThread();
        ThreadSlot slot = table[(int) thread.getId() & (TABLE_SIZE - 1)];
        return slot != null && slot.refersTo(thread) ? slot : slots.find(thread);
    }

    private ThreadSlot find(Thread thread) {
        WeakReference<ThreadSlot> known = own.get();
        ThreadSlot slot = known == null ? null : known.get();
        if (slot == null) {
            slot = new ThreadSlot(thread);
            // In this order: a slot that is not registered must not be found again.
            register(slot);
            own.set(new WeakReference<>(slot));
        }
        int index = (int) thread.getId() & (TABLE_SIZE - 1);
        ThreadSlot inPlace = table[index];
        if (inPlace == null || inPlace.isAbandoned()) {
            table[index] = slot;
        }
        return slot;
    }

    private void register(ThreadSlot slot) {
        lock.lock();
        try {
            slots.add(slot);
            if (slots.size() >= cleanUpAt) {
                dropAbandoned();
                cleanUpAt = Math.max(FIRST_CLEANUP, slots.size() * 2);
            }
        } finally {
            lock.unlock();
        }
    }

    private void dropAbandoned() {
        slots.removeIf(slot -> {
            if (!slot.isAbandoned()) {
                return false;
            }
            long[] left = slot.counts;
            if (left.length > abandoned.length) {
                abandoned = Arrays.copyOf(abandoned, left.length);
            }
            for (int i = 0; i < left.length; i++) {
                abandoned[i] += left[i];
            }
            return true;
        });
        for (int i = 0; i < TABLE_SIZE; i++) {
            ThreadSlot slot = table[i];
            if (slot != null && slot.isAbandoned()) {
                table[i] = null;
            }
        }
    }

    /** How many threads have a slot. */
    public int size() {
        lock.lock();
        try {
            return slots.size();
        } finally {
            lock.unlock();
        }
    }

    /** How many threads are in a call that holds a lease of its own on a generation older than this one. */
    int leasesBefore(long number) {
        lock.lock();
        try {
            int count = 0;
            for (ThreadSlot slot : slots) {
                long lease = slot.lease;
                if (lease > SlotFields.IDLE && lease < number && !slot.isAbandoned()) {
                    count++;
                }
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    /**
     * How many leases on generations older than this one a thread holds in its calls and scopes.
     *
     * @param progress 0 is returned if the thread has another one, since it is in another call then
     */
    int leasesBefore(Thread thread, long progress, long number) {
        lock.lock();
        try {
            for (ThreadSlot slot : slots) {
                if (slot.refersTo(thread)) {
                    return slot.isInCall() && slot.begun() == progress ? CallScopes.ownBefore(slot, number) : 0;
                }
            }
            return 0;
        } finally {
            lock.unlock();
        }
    }

    /** Adds the generations that some thread's call holds a lease of its own on. */
    void addLeased(Set<Long> leased) {
        lock.lock();
        try {
            for (ThreadSlot slot : slots) {
                long lease = slot.lease;
                if (lease > SlotFields.IDLE && !slot.isAbandoned()) {
                    leased.add(lease);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Visits the threads that are in calls now; a thread that has gone through another call since has another progress.
     */
    public void callsUnderway(CallsUnderway.Visitor visitor) {
        Map<Thread, Long> underway = new HashMap<>();
        lock.lock();
        try {
            for (ThreadSlot slot : slots) {
                Thread thread = slot.get();
                if (thread != null && slot.isInCall()) {
                    underway.put(thread, slot.begun());
                }
            }
        } finally {
            lock.unlock();
        }
        underway.forEach(visitor::visit);
    }

    // ---- counts --------------------------------------------------------------------------------------------------

    /** Reserves counts that start at zero. */
    public CallCounts reserve(int size) {
        lock.lock();
        try {
            Queue<Integer> free = freeRanges.get(size);
            Integer reused = free == null ? null : free.poll();
            int first = reused != null ? reused : nextIndex;
            if (reused == null) {
                nextIndex += size;
            }
            long[] before = new long[size];
            for (int i = 0; i < size; i++) {
                before[i] = sum(first + i);
            }
            return new Counts(first, before);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The counts that all chains without hooks share that have so many methods: there are no hooks that they could be
     * told of. They are never released.
     */
    public CallCounts shared(int size) {
        lock.lock();
        try {
            return shared.computeIfAbsent(
                    size, first -> new SharedCounts(reserve(first).first()));
        } finally {
            lock.unlock();
        }
    }

    private long sum(int index) {
        long sum = index < abandoned.length ? abandoned[index] : 0;
        for (ThreadSlot slot : slots) {
            long[] mine = slot.counts;
            if (index < mine.length) {
                sum += mine[index];
            }
        }
        return sum;
    }

    private final class Counts implements CallCounts {

        private final int first;
        private final long[] before;

        private Counts(int first, long[] before) {
            this.first = first;
            this.before = before;
        }

        @Override
        public int first() {
            return first;
        }

        @Override
        public long calls(int method) {
            lock.lock();
            try {
                return sum(first + method) - before[method];
            } finally {
                lock.unlock();
            }
        }

        @Override
        public long inFlight() {
            lock.lock();
            try {
                return slots.stream().mapToInt(slot -> slot.inFlight(first)).sum();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void release() {
            lock.lock();
            try {
                freeRanges
                        .computeIfAbsent(before.length, size -> new PriorityQueue<>())
                        .add(first);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Counts that tell of no chain in particular. */
    private record SharedCounts(int first) implements CallCounts {

        @Override
        public long calls(int method) {
            return 0;
        }

        @Override
        public long inFlight() {
            return 0;
        }

        @Override
        public void release() {
            // Other chains count there.
        }
    }
}
