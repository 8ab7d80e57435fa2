package io.hookline.engine.internal.guard;

import io.hookline.engine.guard.GuardSettings;
import io.hookline.engine.internal.chain.HookRecord;
import io.hookline.engine.internal.generation.CallsUnderway;
import io.hookline.engine.internal.generation.WrittenOffCalls;
import io.hookline.engine.internal.runner.WatchedAttachment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks for calls that hang, at no cost to calls: a thread that was in a call, and had counted the same number of
 * calls, each time the watchdog looked, has been in one call throughout. The thread's stack tells the hook: see {@link
 * HookStacks}. Used by one thread.
 */
public final class Watchdog {

    private final Guards guards;
    private final CallsUnderway calls;
    private final WrittenOffCalls writtenOff;
    private final LongSupplier nanoClock;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<Thread, Sighting> sightings = new HashMap<>();

    /**
     * Watches the calls of guarded hooks.
     *
     * @param writtenOff gets those that hang
     */
    public Watchdog(Guards guards, CallsUnderway calls, WrittenOffCalls writtenOff, LongSupplier nanoClock) {
        this.guards = guards;
        this.calls = calls;
        this.writtenOff = writtenOff;
        this.nanoClock = nanoClock;
    }

    /** Looks once. */
    public void look() {
        interruptOverruns();
        long now = nanoClock.getAsLong();
        Set<Thread> underway = new HashSet<>();
        calls.forEach((thread, progress) -> {
            underway.add(thread);
            Sighting before = sightings.get(thread);
            if (before == null || before.progress != progress) {
                if (before != null) {
                    over(thread, before, now);
                }
                sightings.put(thread, new Sighting(progress, now));
            }
        });
        for (Iterator<Map.Entry<Thread, Sighting>> all = sightings.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Thread, Sighting> one = all.next();
            if (!underway.contains(one.getKey())) {
                over(one.getKey(), one.getValue(), now);
                all.remove();
            }
        }
        Duration shortest = guards.shortestOverrun();
        if (shortest != null) {
            // Some time ahead of the limit: a call may have spent only some of its time in the hook.
            long suspicious = shortest.toNanos() / 4;
            sightings.forEach((thread, sighting) -> {
                if (now - sighting.firstNanos >= suspicious && sighting.isDue(now)) {
                    inspect(thread, sighting, now);
                }
            });
        }
    }

    private void interruptOverruns() {
        for (GuardedHook guard : guards.all()) {
            WatchedAttachment watched = guard.watched();
            if (watched != null) {
                watched.interruptOverruns();
            }
        }
    }

    private void inspect(Thread thread, Sighting sighting, long now) {
        StackTraceElement[] stack = thread.getStackTrace();
        GuardedHook guard = new HookStacks(guards.all()).hookIn(stack);
        sighting.suspect(guard, now);
        if (guard == null) {
            return;
        }
        GuardSettings settings = guard.settings();
        Duration since = Duration.ofNanos(now - sighting.suspectedNanos);
        boolean isWatched = guard.watched() != null && !settings.overrun().isZero();
        if (isWatched && since.compareTo(settings.overrun()) >= 0) {
            sighting.hanging = guard;
            writeOff(thread, sighting.progress, guard, stack);
            guard.hangs(since, HookStacks.describe(thread.getName(), thread.getState(), stack), deadlockOf(thread));
        }
    }

    /** From now on removals wait for the call only if it is in what they remove. */
    private void writeOff(Thread thread, long progress, GuardedHook guard, StackTraceElement[] stack) {
        HookRecord record = guard.record();
        HookStacks.Place place = HookStacks.placeOf(guard, stack);
        if (record != null && place != null) {
            writtenOff.add(thread, progress, now -> isNotLeaving(record) && place.isIn(now));
        }
    }

    /** Whether a hook stays in its chain, or has left it and was waited for in vain. */
    private static boolean isNotLeaving(HookRecord hook) {
        return hook.leftAt() == 0 || hook.isWithdrawn();
    }

    private void over(Thread thread, Sighting sighting, long now) {
        if (sighting.hanging != null) {
            writtenOff.remove(thread);
        }
        sighting.over(now);
    }

    /** Which thread waits for which, if the thread is in a deadlock; else empty. */
    private String deadlockOf(Thread thread) {
        long[] deadlocked = threads.findDeadlockedThreads();
        if (deadlocked == null || Arrays.stream(deadlocked).noneMatch(id -> id == thread.getId())) {
            return "";
        }
        return Arrays.stream(threads.getThreadInfo(deadlocked))
                .filter(info -> info != null)
                .map(info ->
                        info.getThreadName() + " waits for " + info.getLockName() + " of " + info.getLockOwnerName())
                .collect(Collectors.joining("; ", "a deadlock: ", ""));
    }

    /** A thread in a call. */
    private static final class Sighting {

        private static final long LONGEST_PAUSE_NANOS = Duration.ofSeconds(5).toNanos();
        private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(250).toNanos();

        private final long progress;
        private final long firstNanos;
        private @Nullable GuardedHook suspect;
        private long suspectedNanos;
        private long nextLookNanos;
        private long pauseNanos = FIRST_PAUSE_NANOS;
        private @Nullable GuardedHook hanging;

        Sighting(long progress, long firstNanos) {
            this.progress = progress;
            this.firstNanos = firstNanos;
            this.nextLookNanos = firstNanos;
        }

        boolean isDue(long now) {
            return hanging == null && now - nextLookNanos >= 0;
        }

        /** The thread was seen in a hook, or in none: then the watchdog looks at it less and less often. */
        void suspect(@Nullable GuardedHook seen, long now) {
            if (seen == null) {
                nextLookNanos = now + pauseNanos;
                pauseNanos = Math.min(LONGEST_PAUSE_NANOS, pauseNanos * 2);
            } else if (seen != suspect) {
                suspectedNanos = now;
                pauseNanos = FIRST_PAUSE_NANOS;
            }
            suspect = seen;
        }

        void over(long now) {
            if (hanging != null) {
                hanging.returned(Duration.ofNanos(now - suspectedNanos));
            }
        }
    }
}
