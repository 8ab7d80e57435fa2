package io.hookline.engine.internal.guard;

import io.hookline.api.runtime.Actor;
import io.hookline.api.runtime.Cause;
import io.hookline.api.runtime.GuardEvent;
import io.hookline.api.runtime.ReleaseId;
import io.hookline.api.runtime.RuntimeEvent.GuardActed;
import io.hookline.api.runtime.RuntimeEvents;
import io.hookline.engine.HookInfo;
import io.hookline.engine.guard.GuardRule;
import io.hookline.engine.guard.GuardSettings;
import io.hookline.engine.internal.runner.RunnerRegistry;
import io.hookline.engine.release.GuardObserver;
import io.hookline.engine.runner.HeldLease;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The guards of all hooks, the rules they follow, and their thread: it watches calls, sums up what plugins use, and
 * republishes chains when a breaker opens or closes. Safe for use by many threads.
 */
public final class Guards implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.hookline.guard");
    private static final int KEPT_EVENTS = 100;

    private final LongSupplier nanoClock;
    private final Clock clock;
    private final Supplier<HeldLease> leases;
    private final Chains chains;
    private final RuntimeEvents listeners;
    private final RunnerRegistry runners = new RunnerRegistry();
    private final Reattachment attachments;
    private final Budgets budgets;
    private final Set<GuardedHook> guarded = ConcurrentHashMap.newKeySet();
    /** Releases that tried to end the JVM, and how; their hooks are not called. */
    private final Map<ReleaseId, String> locked = new ConcurrentHashMap<>();

    private final WithdrawnHooks withdrawn = new WithdrawnHooks();
    private final List<GuardObserver> observers = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor worker;
    private volatile List<GuardRule> rules = List.of();

    /** Guarded by itself. */
    private final Deque<GuardEvent> events = new ArrayDeque<>();

    /** Guards for the hooks of chains. */
    public Guards(
            LongSupplier nanoClock, Clock clock, Supplier<HeldLease> leases, Chains chains, RuntimeEvents listeners) {
        this.nanoClock = nanoClock;
        this.clock = clock;
        this.leases = leases;
        this.chains = chains;
        this.listeners = listeners;
        this.attachments = new Reattachment(this, runners, chains);
        this.budgets = new Budgets(nanoClock.getAsLong());
        this.worker = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "hookline-guard");
            thread.setDaemon(true);
            return thread;
        });
        worker.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /** The chains as guards see them. */
    public interface Chains {

        /**
         * Rebuilds the chains of points and publishes them in one generation if what they call has changed; returns the
         * current generation's number.
         */
        long refresh(Set<String> points, Cause cause);

        /** Waits for the calls of generations before one, at most for the drain timeout. */
        void drain(String what, long generation);

        /** Takes a hook out of its chains for good, with a reason, and waits for its calls. */
        void breakContract(long serviceId, String detail);
    }

    /**
     * A guard for a hook that has come.
     *
     * @param onlyRunner name of the one runner that can run it; empty: any
     */
    public GuardedHook guard(Supplier<HookInfo> info, String onlyRunner) {
        GuardedHook guard = new GuardedHook(info, onlyRunner, this, runners, new Breaker(nanoClock));
        // In this order: rules that change at the same time either find the guard or are found here.
        guarded.add(guard);
        guard.settle(settingsOf(info.get()));
        String reason = locked.get(info.get().release());
        if (reason != null) {
            guard.lockOnArrival(reason);
        }
        return guard;
    }

    /**
     * A hook's properties have changed, and with them perhaps its rules. The caller then attaches it and rebuilds its
     * chain.
     */
    void settle(GuardedHook guard) {
        guard.settle(settingsOf(guard.info()));
    }

    // ---- rules -----------------------------------------------------------------------------------------------------

    /** Applies other rules from now on; the resulting changes of chains are published soon, in one generation. */
    public void follow(List<GuardRule> changed) {
        rules = List.copyOf(changed);
        List<GuardedHook> settled = new ArrayList<>();
        for (GuardedHook guard : guarded) {
            if (guard.settle(settingsOf(guard.info()))) {
                settled.add(guard);
            }
        }
        attachments.reattachLater(settled);
    }

    private GuardSettings settingsOf(HookInfo info) {
        GuardSettings settings = GuardSettings.DEFAULT;
        List<GuardRule> matching = new ArrayList<>(rules);
        matching.removeIf(rule -> !rule.matches(info));
        matching.sort(Comparator.comparingInt(rule -> rule.weight(info)));
        for (GuardRule rule : matching) {
            settings = rule.over(settings);
        }
        return settings;
    }

    /**
     * Closes the breakers of the hooks that answer to a name, and lets those that have blocked count as non-blocking
     * again; returns how many hooks that has changed.
     */
    public int reset(String name) {
        int count = 0;
        for (GuardedHook guard : guarded) {
            if (guard.info().answersTo(name)) {
                locked.remove(guard.info().release());
                boolean isTrusted = withdrawn.remove(guard.info());
                if (isTrusted) {
                    trusted(guard);
                }
                if (guard.reset("an operator has reset it") || isTrusted) {
                    count++;
                }
                if (!guard.attachments().problem().isEmpty()) {
                    attachments.reattachLater(guard);
                }
            }
        }
        withdrawn.remove(name);
        return count;
    }

    // ---- reported by guards ----------------------------------------------------------------------------------------

    HeldLease holdLease() {
        return leases.get();
    }

    long nanoTime() {
        return nanoClock.getAsLong();
    }

    /** Reattaches hooks. */
    public Reattachment attachments() {
        return attachments;
    }

    /** The runners. */
    public RunnerRegistry runners() {
        return runners;
    }

    void gone(GuardedHook guard) {
        guarded.remove(guard);
    }

    void tripped(GuardedHook guard, String reason) {
        LOG.warn("the breaker of {} is open: {}", label(guard), reason);
        tell(GuardEvent.Kind.TRIPPED, guard, reason);
        refresh(guard, reason);
    }

    void recovered(GuardedHook guard, String reason) {
        LOG.info("the breaker of {} is closed again: {}", label(guard), reason);
        tell(GuardEvent.Kind.RECOVERED, guard, reason);
        refresh(guard, reason);
    }

    void locked(GuardedHook guard, String reason) {
        LOG.error("{} is not called any more: {}. hook:guard reset NAME lets it be called again", label(guard), reason);
        tell(GuardEvent.Kind.QUARANTINED, guard, reason);
        refresh(guard, reason);
        observed(guard, reason);
    }

    void contractBroken(GuardedHook guard, String failure) {
        String reason = "it does not link: " + failure
                + ". It was built against other classes than those installed here: build it against the releases that"
                + " run, or correct its imports";
        LOG.error("{} is taken out of its chain: {}", label(guard), reason);
        tell(GuardEvent.Kind.QUARANTINED, guard, reason);
        long service = guard.info().id();
        // On a thread of its own, because it waits until the calls in the hook have ended.
        Thread removal = new Thread(() -> chains.breakContract(service, reason), "hookline-guard-removal");
        removal.setDaemon(true);
        removal.start();
        observed(guard, reason);
    }

    void overrun(GuardedHook guard, Duration since, String stack, String deadlock) {
        String now = deadlock.isEmpty()
                ? "now " + stack.lines().findFirst().orElse("").strip()
                : deadlock;
        String running = "has been running for " + since.toMillis() + " ms, " + now;
        LOG.warn("a call of {} {}. Its stack: hook:guard --events", label(guard), running);
        // A message is one line in the log.
        stack.lines().forEach(line -> LOG.info("    {}", line.strip()));
        tell(GuardEvent.Kind.OVERRUN, guard, "a call " + running + "\n" + stack);
    }

    void returned(GuardedHook guard, Duration after) {
        LOG.info("a call of {} that hung has returned after {} ms", label(guard), after.toMillis());
        tell(GuardEvent.Kind.RETURNED, guard, "after " + after.toMillis() + " ms");
    }

    /** The hooks that declare that they never block and have blocked. */
    WithdrawnHooks withdrawn() {
        return withdrawn;
    }

    /**
     * A hook that declares that it never blocks has blocked.
     *
     * @param how in words, to follow the hook's name
     */
    void blocked(GuardedHook guard, String how, String stack) {
        String reason = "it declares that it never blocks, but " + how;
        if (!withdrawn.add(guard.info(), reason)) {
            return;
        }
        LOG.warn(
                "{} declares that it never blocks, but {}. From now on its chain counts as one that may block, until"
                        + " hook:guard reset {} or another release. Its stack: hook:guard --events",
                label(guard),
                how,
                guard.info().name());
        stack.lines().forEach(line -> LOG.info("    {}", line.strip()));
        tell(GuardEvent.Kind.BLOCKED, guard, reason + "\n" + stack);
        refresh(guard, reason);
    }

    private void trusted(GuardedHook guard) {
        String reason = "an operator has reset it: it counts as non-blocking again";
        LOG.info("{} counts as non-blocking again", label(guard));
        tell(GuardEvent.Kind.RECOVERED, guard, reason);
        refresh(guard, reason);
    }

    /** A plugin has tried to end the JVM. */
    public void triedToExit(ReleaseId release, String what) {
        String reason = "its plugin called " + what;
        boolean isKnown = locked.put(release, reason) != null;
        boolean isTold = false;
        for (GuardedHook guard : guarded) {
            if (guard.info().release().equals(release)) {
                isTold |= guard.lock(reason);
            }
        }
        if (!isTold && !isKnown) {
            observed(release, release.label(), reason);
        }
    }

    private void observed(GuardedHook guard, String reason) {
        observed(guard.info().release(), guard.info().label(), reason);
    }

    private void observed(ReleaseId release, String hook, String reason) {
        worker.execute(() -> observers.forEach(observer -> {
            try {
                observer.quarantined(release, hook, reason);
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("an observer of guards failed", e);
            }
        }));
    }

    private void tell(GuardEvent.Kind kind, GuardedHook guard, String reason) {
        HookInfo hook = guard.info();
        GuardEvent event = new GuardEvent(
                clock.instant(),
                kind,
                hook.name(),
                hook.plugin(),
                hook.version().toString(),
                hook.point(),
                reason);
        synchronized (events) {
            if (events.size() == KEPT_EVENTS) {
                events.removeFirst();
            }
            events.addLast(event);
        }
        listeners.publish(new GuardActed(event.at(), cause(guard, reason), event));
    }

    private static Cause cause(GuardedHook guard, String reason) {
        return new Cause(new Actor(Actor.Kind.GUARD, guard.info().label()), reason);
    }

    private void refresh(GuardedHook guard, String reason) {
        String point = guard.info().point();
        worker.execute(() -> {
            try {
                chains.refresh(Set.of(point), cause(guard, reason));
            } catch (RuntimeException | LinkageError e) {
                LOG.error("the chain of {} could not be republished", point, e);
            }
        });
    }

    private static String label(GuardedHook guard) {
        return guard.info().label() + " at " + guard.info().point();
    }

    // ---- used by tools ---------------------------------------------------------------------------------------------

    /** All guards, in no order; a view. */
    Collection<GuardedHook> all() {
        return Collections.unmodifiableSet(guarded);
    }

    /** All guards, by hook. */
    public List<GuardedHook> guarded() {
        return guarded.stream()
                .sorted(Comparator.comparing((GuardedHook guard) -> guard.info().point())
                        .thenComparing(guard -> guard.info().label()))
                .toList();
    }

    /** The latest events, oldest first. */
    public List<GuardEvent> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    /** Tells an observer of quarantines, until it is removed. */
    public void addObserver(GuardObserver observer) {
        observers.add(observer);
    }

    /** Stops telling an observer. */
    public void removeObserver(GuardObserver observer) {
        observers.remove(observer);
    }

    /** The shortest time after which the watchdog has to look at a call; null if no call is watched. */
    @Nullable
    Duration shortestOverrun() {
        return guarded.stream()
                .filter(guard -> guard.watched() != null)
                .map(GuardedHook::settings)
                .map(GuardSettings::overrun)
                .filter(limit -> !limit.isZero())
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    // ---- the guards' thread ----------------------------------------------------------------------------------------

    /** Runs something again and again on the guards' thread. */
    @SuppressWarnings("FutureReturnValueIgnored") // What fails is logged here.
    public void every(Duration interval, Runnable work) {
        worker.scheduleWithFixedDelay(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException | LinkageError e) {
                        LOG.warn("the guards could not look after hooks", e);
                    }
                },
                interval.toNanos(),
                interval.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /** The same, from a first time on, where each run returns how long to wait until the next one, in nanoseconds. */
    @SuppressWarnings("FutureReturnValueIgnored") // What fails is logged here.
    public void repeat(Duration first, LongSupplier work) {
        worker.schedule(
                () -> {
                    long pauseNanos = first.toNanos();
                    try {
                        pauseNanos = work.getAsLong();
                    } catch (RuntimeException | LinkageError e) {
                        LOG.warn("the guards could not look after hooks", e);
                    }
                    repeat(Duration.ofNanos(pauseNanos), work);
                },
                first.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /**
     * Sums up what plugins used, about once a second, and opens the breakers of plugins that are over their budget
     * three times in a row.
     */
    public void sumUpUsage() {
        budgets.sumUp(guarded, nanoClock.getAsLong());
    }

    @Override
    public void close() {
        attachments.close();
        worker.shutdownNow();
    }
}
