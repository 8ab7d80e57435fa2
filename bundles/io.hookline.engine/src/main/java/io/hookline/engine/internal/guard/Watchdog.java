package io.hookline.engine.internal.guard;

import io.hookline.engine.guard.GuardSettings;
import io.hookline.engine.internal.chain.BoundObject;
import io.hookline.engine.internal.chain.Dispatch;
import io.hookline.engine.internal.generation.CallsUnderway;
import io.hookline.engine.internal.runner.WatchedAttachment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks for calls that hang, at no cost to calls: a thread that was in a call, and had counted the same number of
 * calls, each time the watchdog looked, has been in one call throughout. The thread's stack tells the hook: the one
 * whose class stands nearest to the top, unless the hook has proceeded to the rest of its chain. Used by one thread.
 */
public final class Watchdog {

    private static final int SHOWN_FRAMES = 40;
    private static final String CHAINS = Dispatch.class.getPackageName() + ".Around";

    private final Guards guards;
    private final CallsUnderway calls;
    private final LongSupplier nanoClock;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<Thread, Sighting> sightings = new HashMap<>();

    /** Watches the calls of guarded hooks. */
    public Watchdog(Guards guards, CallsUnderway calls, LongSupplier nanoClock) {
        this.guards = guards;
        this.calls = calls;
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
                    before.over(now);
                }
                sightings.put(thread, new Sighting(progress, now));
            }
        });
        for (Iterator<Map.Entry<Thread, Sighting>> all = sightings.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Thread, Sighting> one = all.next();
            if (!underway.contains(one.getKey())) {
                one.getValue().over(now);
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
        GuardedHook guard = hookIn(stack);
        sighting.suspect(guard, now);
        if (guard == null) {
            return;
        }
        GuardSettings settings = guard.settings();
        Duration since = Duration.ofNanos(now - sighting.suspectedNanos);
        boolean isWatched = guard.watched() != null && !settings.overrun().isZero();
        if (isWatched && since.compareTo(settings.overrun()) >= 0) {
            sighting.hanging = guard;
            guard.hangs(since, describe(thread, stack), deadlockOf(thread));
        }
    }

    /** The hook that a thread is in; null if it is in none, or in a class of several. */
    private @Nullable GuardedHook hookIn(StackTraceElement[] stack) {
        GuardedHook exact = hookIn(stack, Watchdog::classNames);
        // Some JVMs hide the frames of the classes that they make for lambdas.
        return exact != null ? exact : hookIn(stack, Watchdog::nameAroundLambda);
    }

    private @Nullable GuardedHook hookIn(StackTraceElement[] stack, Function<Object, List<String>> names) {
        Map<String, Set<GuardedHook>> byClass = new HashMap<>();
        for (GuardedHook guard : guards.all()) {
            Object service = guard.service();
            for (String name : service == null ? List.<String>of() : names.apply(service)) {
                byClass.computeIfAbsent(name, known -> new HashSet<>()).add(guard);
            }
        }
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().startsWith(CHAINS)) {
                // The hook has proceeded: the host's action takes long, or a hook without a guard.
                return null;
            }
            Set<GuardedHook> found = byClass.getOrDefault(frame.getClassName(), Set.of());
            if (!found.isEmpty()) {
                List<GuardedHook> busy = found.stream().filter(Watchdog::isBusy).toList();
                return busy.size() == 1
                        ? busy.get(0)
                        : found.size() == 1 ? found.iterator().next() : null;
            }
        }
        return null;
    }

    private static List<String> classNames(Object service) {
        Class<?> called = service instanceof BoundObject bound ? bound.target() : service.getClass();
        List<String> names = new ArrayList<>();
        for (Class<?> type = called; type != null && type != Object.class; type = type.getSuperclass()) {
            names.add(type.getName());
        }
        return names;
    }

    private static List<String> nameAroundLambda(Object service) {
        String name = service.getClass().getName();
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? List.of() : List.of(name.substring(0, lambda));
    }

    private static boolean isBusy(GuardedHook guard) {
        return guard.record() != null && guard.record().inFlight() > 0;
    }

    private static String describe(Thread thread, StackTraceElement[] stack) {
        String frames = Arrays.stream(stack)
                .limit(SHOWN_FRAMES)
                .map(frame -> "    at " + frame)
                .collect(Collectors.joining("\n"));
        return frames + "\n    (thread " + thread.getName() + ", " + thread.getState() + ")";
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
