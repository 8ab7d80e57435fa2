package io.hookline.engine.internal.guard;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.HookFailedException;
import io.hookline.api.HookRefusedException;
import io.hookline.api.HookTimeoutException;
import io.hookline.api.PointSpec;
import io.hookline.api.runtime.Blocking;
import io.hookline.api.runtime.BreakerState;
import io.hookline.engine.HookInfo;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.guard.GuardSettings;
import io.hookline.engine.internal.chain.ChainEntry;
import io.hookline.engine.internal.chain.HookGuard;
import io.hookline.engine.internal.chain.HookRecord;
import io.hookline.engine.internal.runner.RunnerRegistry;
import io.hookline.engine.internal.runner.WatchedAttachment;
import io.hookline.engine.runner.HookRunner;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The guard of one hook, from its registration to its removal. Safe for use by many threads. */
public final class GuardedHook implements HookGuard {

    private final Supplier<HookInfo> info;
    /** The one runner that can run the hook; empty: any. */
    private final String onlyRunner;

    private final Guards guards;
    private final HookAttachments attachments;
    private final Breaker breaker;
    private final Usage usage = new Usage();
    private final LongAdder refused = new LongAdder();
    private final AtomicInteger hanging = new AtomicInteger();
    private final AtomicBoolean broken = new AtomicBoolean();
    private volatile GuardSettings settings;
    private volatile @Nullable Object service;
    private volatile @Nullable HookRecord record;
    private volatile @Nullable Class<?> contract;
    /** Whether annotations declare that it never blocks; set with its contract. */
    private volatile boolean declaredNonBlocking;

    GuardedHook(Supplier<HookInfo> info, String onlyRunner, Guards guards, RunnerRegistry runners, Breaker breaker) {
        this.info = info;
        this.onlyRunner = onlyRunner;
        this.guards = guards;
        this.settings = GuardSettings.DEFAULT;
        this.breaker = breaker;
        this.attachments = new HookAttachments(this, guards, runners);
    }

    // ---- used by chains --------------------------------------------------------------------------------------------

    @Override
    public ErrorPolicy errorPolicy(PointSpec<?> spec) {
        ErrorPolicy own = settings.errorPolicy();
        boolean possible = own != null && (own != ErrorPolicy.FALLBACK || spec.fallback() != null);
        return possible && own != null ? own : spec.errorPolicy();
    }

    @Override
    public boolean isAttached(PointSpec<?> spec) {
        return attachments.isAttached(spec.contract());
    }

    @Override
    public boolean isSettled(PointSpec<?> spec) {
        return attachments.isSettled(spec.contract());
    }

    @Override
    public void attach(PointSpec<?> spec, ChainEntry hook) {
        service = hook.service();
        record = hook.record();
        declaredNonBlocking = Contract.of(spec.contract()).isNonBlockingIn(hook.service());
        contract = spec.contract();
        attachments.attach(spec.contract(), hook.service());
    }

    /**
     * Reattaches the hook if its settings or its runner require it; returns whether chains have to call something else.
     */
    boolean reattach() {
        Object hook = service;
        Class<?> type = contract;
        return hook != null && type != null && attachments.attach(type, hook);
    }

    @Override
    public Object target(PointSpec<?> spec) {
        return attachments.target(spec, breaker.state() == BreakerState.CLOSED);
    }

    @Override
    public boolean isNonBlocking(Object target) {
        Attached now = attachments.current();
        return now != null && now.isCalledBy(target) && blocking(now) == Blocking.NON_BLOCKING;
    }

    private Blocking blocking(@Nullable Attached now) {
        HookInfo hook = info();
        Boolean said = hook.nonBlocking();
        boolean declared = said == null ? declaredNonBlocking : said;
        if (!declared || now == null || !now.runsOnCallersThread()) {
            return Blocking.MAY_BLOCK;
        }
        return guards.withdrawn().contains(hook) ? Blocking.WITHDRAWN : Blocking.NON_BLOCKING;
    }

    @Override
    public @Nullable Runnable abandon(Set<Object> targets) {
        List<Attached> uncalled = attachments.takeUncalled(targets);
        return uncalled.isEmpty() ? null : () -> guards.attachments().closeLater(uncalled);
    }

    RunnerCalls runnerCalls() {
        return guards.attachments().calls();
    }

    /** How the hook is attached. */
    HookAttachments attachments() {
        return attachments;
    }

    /** The hook as the watchdog watches it; null if it does not. */
    @Nullable
    WatchedAttachment watched() {
        Attached now = attachments.current();
        return now != null && now.attachment() instanceof WatchedAttachment watched ? watched : null;
    }

    /** What a failure does at the hook's point: a failure of a required hook fails the call, whatever a rule says. */
    private ErrorPolicy effectivePolicy(PointSpec<?> spec) {
        return spec.required().stream().anyMatch(info()::answersTo) ? ErrorPolicy.ABORT : errorPolicy(spec);
    }

    @Override
    public void informed() {
        guards.settle(this);
    }

    @Override
    public void refused() {
        refused.increment();
    }

    @Override
    public void failed(Throwable failure, ErrorPolicy policy) {
        HookRecord counts = record;
        if (counts == null) {
            return;
        }
        if (failure instanceof LinkageError && !counts.isWithdrawn()) {
            if (broken.compareAndSet(false, true)) {
                guards.contractBroken(this, HookFailedException.describe(failure));
            }
        } else if (failure instanceof OutOfMemoryError) {
            lock("it ran out of memory: " + HookFailedException.describe(failure)
                    + ". What state the JVM is in is unproven: restart it when you can");
        } else if (settings.countsFailures(policy)
                && breaker.failed(settings, counts.calls(), HookFailedException.describe(failure))) {
            guards.tripped(this, breaker.reason());
        }
    }

    @Override
    public void used(long cpuNanos, long allocatedBytes) {
        // The caller's thread says nothing about a hook that runs elsewhere.
        Attached now = attachments.current();
        if (now != null && now.runsOnCallersThread()) {
            usage.measured(cpuNanos, allocatedBytes);
        }
    }

    @Override
    public void close() {
        service = null;
        attachments.close();
        guards.gone(this);
    }

    // ---- used by the breaker's interceptor -------------------------------------------------------------------------

    /**
     * A call is about to go through; returns the breaker's round.
     *
     * @throws HookRefusedException if it may not
     */
    long enter() {
        boolean tooManyHang = hanging.get() >= Math.max(1, settings.writtenOff());
        long round = tooManyHang ? Breaker.REFUSED : breaker.permit(settings);
        if (round == Breaker.REFUSED) {
            throw refusal("its breaker is open: " + breaker.reason());
        }
        return round;
    }

    /**
     * A call that went through has ended.
     *
     * @param round what {@link #enter} said
     * @param failure what the hook itself threw; null if nothing
     * @param answered whether the hook answered; if it neither answered nor failed, the rest of the chain failed
     */
    void left(long round, PointSpec<?> spec, @Nullable Throwable failure, boolean answered) {
        if (round == Breaker.NO_PROBE) {
            return;
        }
        String words = failure == null ? "" : HookFailedException.describe(failure);
        if (!breaker.ended(settings, round, outcome(spec, failure, answered), words)) {
            return;
        }
        if (breaker.state() == BreakerState.CLOSED) {
            guards.recovered(this, settings.probes() + " probes succeeded");
        } else {
            guards.tripped(this, breaker.reason());
        }
    }

    private Breaker.Outcome outcome(PointSpec<?> spec, @Nullable Throwable failure, boolean answered) {
        if (failure == null) {
            return answered ? Breaker.Outcome.SUCCEEDED : Breaker.Outcome.NEITHER;
        }
        if (failure instanceof HookRefusedException) {
            return Breaker.Outcome.NEITHER;
        }
        boolean counts = settings.countsFailures(effectivePolicy(spec))
                || failure instanceof HookTimeoutException
                || failure instanceof Error;
        // Where a hook may refuse a call by throwing, a throw counts as an answer.
        return counts ? Breaker.Outcome.FAILED : Breaker.Outcome.SUCCEEDED;
    }

    HookTimeoutException timeout(Duration deadline) {
        return new HookTimeoutException(info().label(), deadline);
    }

    HookRefusedException refusal(String reason) {
        return new HookRefusedException(info().label(), reason);
    }

    // ---- used by the watchdog and attachments ----------------------------------------------------------------------

    /** Opens the breaker, unless it is open. */
    void trip(String reason) {
        if (breaker.trip(settings, reason)) {
            guards.tripped(this, reason);
        }
    }

    /** Opens the breaker until an operator resets it; false if it is so already. */
    boolean lock(String reason) {
        boolean locked = breaker.lock(reason);
        if (locked) {
            guards.locked(this, reason);
        }
        return locked;
    }

    /** The same for a hook of a release that is locked already. */
    void lockOnArrival(String reason) {
        breaker.lock(reason);
    }

    /** Closes the breaker; false if it is closed. */
    boolean reset(String reason) {
        boolean reset = breaker.reset();
        if (reset) {
            guards.recovered(this, reason);
        }
        return reset;
    }

    /** A call does not come back. */
    void hangs(Duration since, String stack, String deadlock) {
        hanging.incrementAndGet();
        guards.overrun(this, since, stack, deadlock);
        trip("a call has been running for " + since.toMillis() + " ms");
    }

    /** It has come back. */
    void returned(Duration after) {
        hanging.decrementAndGet();
        guards.returned(this, after);
    }

    /** Takes the settings that its rules ask for; returns whether they differ from those before. */
    boolean settle(GuardSettings asked) {
        GuardSettings now = onlyRunner.isEmpty() ? asked : asked.withRunner(onlyRunner);
        GuardSettings before = settings;
        settings = now;
        return !before.equals(now);
    }

    // ---- used by tools ---------------------------------------------------------------------------------------------

    /** The description of its service. */
    public HookInfo info() {
        return info.get();
    }

    /** How it is guarded. */
    public GuardSettings settings() {
        return settings;
    }

    /** The breaker's state: CLOSED, OPEN, HALF_OPEN or LOCKED. */
    public BreakerState state() {
        return breaker.state();
    }

    /**
     * Why the breaker is not closed, or else why the hook is not attached as its rules say, or else how it has blocked
     * although it declares that it never does; empty if none is so.
     */
    public String reason() {
        String reason = breaker.reason();
        if (reason.isEmpty()) {
            reason = attachments.problem();
        }
        return reason.isEmpty() ? guards.withdrawn().reason(info()) : reason;
    }

    /** Whether it may block its callers. */
    public Blocking blocking() {
        return blocking(attachments.current());
    }

    /** Name of the runner that runs it, or that its rules ask for while none does. */
    public String runner() {
        Attached now = attachments.current();
        return now == null || now.name().isEmpty() ? settings.runner() : now.name();
    }

    /** Whether a runner runs it. */
    public boolean isRunBy(HookRunner runner) {
        Attached now = attachments.current();
        return now != null && now.isTo(runner);
    }

    /** How its runner limits its calls; empty if it does not. */
    public String limits() {
        Attached now = attachments.current();
        return now == null ? "" : now.attachment().limits();
    }

    /** How long no call is let through, in nanoseconds; 0 if the breaker is not open. */
    public long untilProbeNanos() {
        return breaker.untilProbeNanos();
    }

    /** How many calls were refused. */
    public long refusedCalls() {
        return refused.sum();
    }

    /** How many calls do not come back. */
    public int hanging() {
        return hanging.get();
    }

    /** Its usage of CPU and memory. */
    public Usage usage() {
        return usage;
    }

    /** The hook itself; null if it is in no chain. */
    @Nullable
    Object service() {
        return service;
    }

    /** Its counts; null if it is in no chain. */
    @Nullable
    HookRecord record() {
        return record;
    }

    /** A call goes on though its caller has not waited for it; returns how many do. */
    int callHangs() {
        return hanging.incrementAndGet();
    }

    /** Such a call has come back; returns how many have not. */
    int callReturned() {
        return hanging.decrementAndGet();
    }
}
