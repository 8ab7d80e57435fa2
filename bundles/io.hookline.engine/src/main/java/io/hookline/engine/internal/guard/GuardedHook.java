package io.hookline.engine.internal.guard;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.HookFailedException;
import io.hookline.api.HookRefusedException;
import io.hookline.api.HookTimeoutException;
import io.hookline.api.PointSpec;
import io.hookline.api.runtime.BreakerState;
import io.hookline.engine.HookInfo;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.guard.GuardSettings;
import io.hookline.engine.internal.chain.ChainEntry;
import io.hookline.engine.internal.chain.HookGuard;
import io.hookline.engine.internal.chain.HookRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The guard of one hook service, from its coming to its going. Safe for use by many threads. */
public final class GuardedHook implements HookGuard {

    private final Supplier<HookInfo> info;
    private final Guards guards;
    private final Breaker breaker;
    private final Usage usage = new Usage();
    private final LongAdder refused = new LongAdder();
    private final AtomicInteger hanging = new AtomicInteger();
    private final AtomicBoolean broken = new AtomicBoolean();
    private volatile GuardSettings settings;
    private volatile @Nullable Object service;
    private volatile @Nullable HookRecord record;

    /** Guarded by this object's monitor, as are those below. */
    private @Nullable Bulkhead bulkhead;

    private final List<Bulkhead> retired = new ArrayList<>();
    private @Nullable InterruptibleCalls interruptible;
    private @Nullable Class<?> contract;
    private @Nullable Object gateTarget;
    private @Nullable Object gate;

    GuardedHook(Supplier<HookInfo> info, Guards guards, GuardSettings settings, Breaker breaker) {
        this.info = info;
        this.guards = guards;
        this.settings = settings;
        this.breaker = breaker;
    }

    // ---- what chains ask -------------------------------------------------------------------------------------------

    @Override
    public ErrorPolicy errorPolicy(PointSpec<?> spec) {
        ErrorPolicy own = settings.errorPolicy();
        boolean possible = own != null && (own != ErrorPolicy.FALLBACK || spec.fallback() != null);
        return possible && own != null ? own : spec.errorPolicy();
    }

    @Override
    public synchronized Object callee(PointSpec<?> spec, ChainEntry hook) {
        service = hook.service();
        record = hook.record();
        if (contract != spec.contract()) {
            // The hook has moved to a point of another contract.
            contract = spec.contract();
            retire();
            interruptible = null;
            gate = null;
        }
        Object wanted = guarded(spec, hook.service());
        if (breaker.state() == BreakerState.CLOSED) {
            gateTarget = null;
            gate = null;
            return wanted;
        }
        Object before = gate;
        if (before == null || gateTarget != wanted) {
            before = new Gate.OfBreaker(this, spec, Contract.of(spec.contract()), wanted).newProxy();
            gateTarget = wanted;
            gate = before;
        }
        return before;
    }

    /** The hook as its isolation wants it called. What an older chain calls stays as it is. */
    private Object guarded(PointSpec<?> spec, Object hook) {
        GuardSettings now = settings;
        if (now.isolation() == GuardSettings.Isolation.POOL) {
            interruptible = null;
            if (bulkhead == null || !bulkhead.serves(hook, now)) {
                retire();
                bulkhead = new Bulkhead(this, guards.leases(), Contract.of(spec.contract()), hook, now);
            }
            return bulkhead.proxy();
        }
        retire();
        if (now.isolation() != GuardSettings.Isolation.WATCHED || !now.interrupt()) {
            interruptible = null;
            return hook;
        }
        if (interruptible == null) {
            interruptible = new InterruptibleCalls(this, Contract.of(spec.contract()), hook);
        }
        return interruptible.proxy();
    }

    /** Calls that began before may still come to the threads that the hook had; they end with the hook. */
    private void retire() {
        if (bulkhead != null) {
            retired.add(bulkhead);
            bulkhead = null;
        }
    }

    /** Those of its calls that may be interrupted; null if none may. */
    synchronized @Nullable InterruptibleCalls interruptibleCalls() {
        return interruptible;
    }

    /** What a failure does where the hook stands: one that the point requires fails calls whatever a rule says. */
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
        // Of a hook on threads of its own the caller's thread says nothing.
        if (settings.isolation() != GuardSettings.Isolation.POOL) {
            usage.measured(cpuNanos, allocatedBytes);
        }
    }

    @Override
    public synchronized void close() {
        retire();
        retired.forEach(Bulkhead::close);
        retired.clear();
        service = null;
        interruptible = null;
        gateTarget = null;
        gate = null;
        guards.gone(this);
    }

    // ---- what the gate asks ----------------------------------------------------------------------------------------

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
     * @param answered whether the hook answered; if it neither did nor failed, somebody else failed
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
        // Where throwing may be how it refuses a call, throwing is answering.
        return counts ? Breaker.Outcome.FAILED : Breaker.Outcome.SUCCEEDED;
    }

    HookTimeoutException timeout(Duration deadline) {
        return new HookTimeoutException(info().label(), deadline);
    }

    HookRefusedException refusal(String reason) {
        return new HookRefusedException(info().label(), reason);
    }

    // ---- what watches it -------------------------------------------------------------------------------------------

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

    /** The same for one that comes when its plugin has been told to stay away already. */
    void comeLocked(String reason) {
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

    /** What its rules say now; returns whether chains have to call something else. */
    boolean settle(GuardSettings now) {
        GuardSettings before = settings;
        settings = now;
        return before.isolation() != now.isolation()
                || before.interrupt() != now.interrupt()
                || (now.isolation() == GuardSettings.Isolation.POOL && !before.hasPoolOf(now));
    }

    // ---- what tools ask --------------------------------------------------------------------------------------------

    /** What its service says about it. */
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

    /** Why the breaker is not closed; empty if it is. */
    public String reason() {
        return breaker.reason();
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

    /** What it uses. */
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

    /** A call goes on past its deadline; returns how many do. */
    int writtenOff() {
        return hanging.incrementAndGet();
    }

    /** It has come back; returns how many have not. */
    int writtenOffCameBack() {
        return hanging.decrementAndGet();
    }
}
