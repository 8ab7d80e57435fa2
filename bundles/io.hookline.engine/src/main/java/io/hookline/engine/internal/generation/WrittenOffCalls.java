package io.hookline.engine.internal.generation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Calls that hang in a hook, as the watchdog has found out, and for which drains do not wait: see ADR 52. Safe for use
 * by many threads.
 */
public final class WrittenOffCalls {

    private final Slots slots;
    private final Map<Thread, Call> calls = new ConcurrentHashMap<>();

    WrittenOffCalls(Slots slots) {
        this.slots = slots;
    }

    /**
     * Writes a call off, until it ends or moves on.
     *
     * @param progress of the thread while it is in this call, from {@link Slots#callsUnderway}
     * @param stays whether the thread, by its stack, still hangs where no removal has to wait for it
     */
    public void add(Thread thread, long progress, Predicate<StackTraceElement[]> stays) {
        calls.put(thread, new Call(progress, stays));
    }

    /** The thread's call has ended. */
    public void remove(Thread thread) {
        calls.remove(thread);
    }

    /**
     * How many of the leases on generations older than this one belong to such calls.
     *
     * @param all how many leases there are, those of other calls included; stacks are looked at only if it matters
     */
    long leasesBefore(long first, long all) {
        if (calls.isEmpty()) {
            return 0;
        }
        long most = 0;
        List<Map.Entry<Thread, Call>> holding = new ArrayList<>();
        for (Map.Entry<Thread, Call> one : calls.entrySet()) {
            int held = slots.leasesBefore(one.getKey(), one.getValue().progress, first);
            if (held > 0) {
                holding.add(one);
                most += held;
            }
        }
        if (most < all) {
            return 0;
        }
        long sum = 0;
        for (Map.Entry<Thread, Call> one : holding) {
            if (one.getValue().stays.test(one.getKey().getStackTrace())) {
                sum += slots.leasesBefore(one.getKey(), one.getValue().progress, first);
            }
        }
        return sum;
    }

    private record Call(long progress, Predicate<StackTraceElement[]> stays) {}
}
