package io.hookline.engine.internal.guard;

import io.hookline.api.runtime.Blocking;
import io.hookline.engine.internal.generation.CallsUnderway;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks that hooks which declare that they never block do not, at no cost to calls: like the {@link Watchdog}, it
 * looks at the counts that threads keep anyway, and at the stacks of threads that have been in one call for long.
 *
 * <pre>
 *  seen in the hook at each look                              counts as
 *  waiting for a lock, a thread or a time                     blocking, by the clock
 *  in a native method, such as a read from a socket           blocking, by the clock
 *  running                                                    computing, by the CPU time that the thread has used
 *  any of these while a class is loaded or initialised        nothing: it happens once
 * </pre>
 *
 * <p>A thread that merely gets no processor does neither, so a busy machine convicts no hook. A call beyond the
 * limit counts once, and a hook at most once a second: code that runs for the first time is slow. See ADR 35. Used by
 * one thread.
 */
public final class NonBlockingWatch {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long MEMORY_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long BETWEEN_STRIKES_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int STRIKES = 3;
    private static final int SEVERE = 10;
    private static final int LEAST_LOOKS = 3;
    private static final int STACKS_A_LOOK = 8;

    private final Guards guards;
    private final CallsUnderway calls;
    private final BooleanSupplier trusted;
    private final LongSupplier nanoClock;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<Thread, Sighting> sightings = new HashMap<>();
    private final Map<GuardedHook, Deque<Long>> strikes = new HashMap<>();
    private List<GuardedHook> declaring = List.of();
    private @Nullable HookStacks stacks;
    private long shortestNanos;
    private long countedAtNanos;
    private boolean counted;

    /**
     * Watches the calls of guarded hooks.
     *
     * @param trusted whether a host was told that a call would not block, since this was last asked
     */
    public NonBlockingWatch(Guards guards, CallsUnderway calls, BooleanSupplier trusted, LongSupplier nanoClock) {
        this.guards = guards;
        this.calls = calls;
        this.trusted = trusted;
        this.nanoClock = nanoClock;
    }

    /** Looks once; returns how long to wait until the next look, in nanoseconds. */
    public long look() {
        long now = nanoClock.getAsLong();
        boolean inUse = trusted.getAsBoolean();
        if (!counted || now - countedAtNanos >= PAUSE_NANOS) {
            count(now);
        }
        if (declaring.isEmpty()) {
            sightings.clear();
            return PAUSE_NANOS;
        }
        follow();
        int inspected = 0;
        boolean suspicious = false;
        for (Map.Entry<Thread, Sighting> seen : sightings.entrySet()) {
            Sighting sighting = seen.getValue();
            if (sighting.isDue(now) && inspected < STACKS_A_LOOK) {
                inspected++;
                inspect(seen.getKey(), sighting, now);
            }
            suspicious |= sighting.suspect != null;
        }
        return inUse || suspicious
                ? Math.min(PAUSE_NANOS, Math.max(SHORTEST_PAUSE_NANOS, shortestNanos / 2))
                : PAUSE_NANOS;
    }

    /** Which hooks there are to watch. */
    private void count(long now) {
        counted = true;
        countedAtNanos = now;
        declaring = guards.all().stream()
                .filter(hook -> hook.blocking() == Blocking.NON_BLOCKING)
                .filter(hook -> !hook.settings().nonBlockingLimit().isZero())
                .toList();
        shortestNanos = declaring.stream()
                .mapToLong(hook -> hook.settings().nonBlockingLimit().toNanos())
                .min()
                .orElse(PAUSE_NANOS);
        stacks = null;
        strikes.keySet().retainAll(Set.copyOf(declaring));
    }

    /** Which threads are in the same call as at the last look. */
    private void follow() {
        Set<Thread> underway = new HashSet<>();
        calls.forEach((thread, progress) -> {
            underway.add(thread);
            Sighting before = sightings.get(thread);
            if (before == null || before.progress != progress) {
                sightings.put(thread, new Sighting(progress));
            } else {
                before.again = true;
            }
        });
        sightings.keySet().retainAll(underway);
    }

    private void inspect(Thread thread, Sighting sighting, long now) {
        ThreadInfo info = threads.getThreadInfo(thread.getId(), Integer.MAX_VALUE);
        if (info == null) {
            return;
        }
        StackTraceElement[] stack = info.getStackTrace();
        HookStacks known = stacks == null ? new HookStacks(guards.all()) : stacks;
        stacks = known;
        GuardedHook hook = isLoading(stack) ? null : known.hookIn(stack);
        if (hook == null || !declaring.contains(hook)) {
            sighting.isInNone(now);
            return;
        }
        long limitNanos = hook.settings().nonBlockingLimit().toNanos();
        sighting.isIn(hook, now, limitNanos, cpuNanos(thread), isHeld(info, stack));
        long spentNanos = Math.max(sighting.heldNanos, sighting.cpuNanos);
        if (sighting.looks < LEAST_LOOKS || limitNanos == 0 || spentNanos < limitNanos) {
            return;
        }
        boolean isStrike = !sighting.told && strike(hook, now);
        sighting.told = true;
        if (isStrike || spentNanos >= SEVERE * limitNanos) {
            strikes.remove(hook);
            sighting.isInNone(now);
            guards.blocked(
                    hook,
                    describe(sighting, limitNanos, info, stack),
                    HookStacks.describe(info.getThreadName(), info.getThreadState(), stack));
        }
    }

    /** Notes a call beyond the limit; whether there are enough of them. */
    private boolean strike(GuardedHook hook, long now) {
        Deque<Long> all = strikes.computeIfAbsent(hook, first -> new ArrayDeque<>());
        all.removeIf(at -> now - at > MEMORY_NANOS);
        Long latest = all.peekLast();
        if (latest == null || now - latest >= BETWEEN_STRIKES_NANOS) {
            all.addLast(now);
        }
        return all.size() >= STRIKES;
    }

    private static String describe(Sighting sighting, long limitNanos, ThreadInfo info, StackTraceElement[] stack) {
        String limit = " of one call (nonBlockingMillis is "
                + Duration.ofNanos(limitNanos).toMillis() + ")";
        if (sighting.cpuNanos > sighting.heldNanos) {
            return "computed for " + Duration.ofNanos(sighting.cpuNanos).toMillis() + " ms" + limit;
        }
        String what = info.getLockName() != null ? "waited for " + info.getLockName() : "was in " + stack[0];
        String owner = info.getLockOwnerName() == null ? "" : ", which thread " + info.getLockOwnerName() + " has,";
        return what + owner + " for " + Duration.ofNanos(sighting.heldNanos).toMillis() + " ms" + limit;
    }

    /** Whether the thread waits: for a lock, a thread, a time, or what a native method waits for. */
    private static boolean isHeld(ThreadInfo info, StackTraceElement[] stack) {
        return switch (info.getThreadState()) {
            case BLOCKED, WAITING, TIMED_WAITING -> true;
            case RUNNABLE -> stack[0].isNativeMethod();
            case NEW, TERMINATED -> false;
        };
    }

    /** Whether the thread runs what runs once: it loads, initialises or links code. */
    private static boolean isLoading(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            String method = frame.getMethodName();
            if (method.equals("<clinit>")
                    || method.equals("loadClass")
                    || method.equals("linkCallSite")
                    || method.equals("linkMethodHandleConstant")) {
                return true;
            }
        }
        return stack.length == 0;
    }

    private long cpuNanos(Thread thread) {
        return threads.isThreadCpuTimeSupported() ? threads.getThreadCpuTime(thread.getId()) : -1;
    }

    /** A thread in a call. */
    private static final class Sighting {

        private final long progress;
        /** Whether it was in the same call at an earlier look. */
        private boolean again;

        private @Nullable GuardedHook suspect;
        private int looks;
        private boolean held;
        private long lookedAtNanos;
        private long heldNanos;
        private long firstCpuNanos;
        private long cpuNanos;
        private boolean told;
        private long nextLookNanos;
        private boolean isLater;
        private long pauseNanos = SHORTEST_PAUSE_NANOS;

        Sighting(long progress) {
            this.progress = progress;
        }

        boolean isDue(long now) {
            return again && (!isLater || now - nextLookNanos >= 0);
        }

        /** It is in no hook that is watched: it is looked at less and less often. */
        void isInNone(long now) {
            suspect = null;
            isLater = true;
            nextLookNanos = now + pauseNanos;
            pauseNanos = Math.min(PAUSE_NANOS, pauseNanos * 2);
        }

        /** Between two looks no more than the limit counts: the whole process may have stood still. */
        void isIn(GuardedHook hook, long now, long limitNanos, long cpu, boolean isHeld) {
            isLater = false;
            if (hook != suspect) {
                suspect = hook;
                looks = 0;
                held = false;
                told = false;
                firstCpuNanos = cpu;
                pauseNanos = SHORTEST_PAUSE_NANOS;
            }
            looks++;
            heldNanos = isHeld && held ? heldNanos + Math.min(now - lookedAtNanos, limitNanos) : 0;
            held = isHeld;
            lookedAtNanos = now;
            cpuNanos = cpu < 0 || firstCpuNanos < 0 ? 0 : cpu - firstCpuNanos;
        }
    }
}
