package io.hookline.core.internal.guard;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.HookFailedException;
import io.hookline.api.HookRefusedException;
import io.hookline.api.PointSpec;
import io.hookline.core.internal.chain.ChainedHook;
import io.hookline.core.internal.chain.HookGuard;
import io.hookline.core.internal.chain.HookRecord;
import io.hookline.core.internal.contract.Contract;
import io.hookline.core.internal.order.HookInfo;
import java.time.Duration;
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
    private volatile GuardSettings settings;
    private volatile @Nullable Object service;
    private volatile @Nullable HookRecord record;

    /** Guarded by this object's monitor, as are those below. */
    private @Nullable Bulkhead bulkhead;

    private @Nullable InterruptibleCalls watched;
    private @Nullable Object target;
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
    public synchronized Object callee(PointSpec<?> spec, ChainedHook hook) {
        service = hook.service();
        record = hook.record();
        Object wanted = guarded(spec, hook.service());
        if (breaker.state() == Breaker.State.CLOSED) {
            target = null;
            gate = null;
            return wanted;
        }
        Object before = gate;
        if (before == null || target != wanted) {
            before = new Gate.OfBreaker(this, Contract.of(spec.contract()), wanted).proxy();
            target = wanted;
            gate = before;
        }
        return before;
    }

    /** The hook as its isolation wants it called. What an older chain calls stays as it is. */
    private Object guarded(PointSpec<?> spec, Object hook) {
        GuardSettings now = settings;
        if (now.isolation() == GuardSettings.Isolation.POOL) {
            watched = null;
            if (bulkhead == null || !bulkhead.serves(hook, now)) {
                bulkhead = new Bulkhead(this, guards.leases(), Contract.of(spec.contract()), hook, now);
            }
            return bulkhead.standIn();
        }
        bulkhead = null;
        if (now.isolation() != GuardSettings.Isolation.WATCHED || !now.interrupt()) {
            watched = null;
            return hook;
        }
        if (watched == null) {
            watched = new InterruptibleCalls(Contract.of(spec.contract()), hook);
        }
        return watched.standIn();
    }

    /** Those of its calls that may be interrupted; null if none may. */
    synchronized @Nullable InterruptibleCalls interruptibleCalls() {
        return watched;
    }

    @Override
    public void failed(Throwable failure, ErrorPolicy policy) {
        if (failure instanceof HookRefusedException) {
            refused.increment();
            return;
        }
        HookRecord counts = record;
        if (counts == null) {
            return;
        }
        if (failure instanceof LinkageError && !counts.isWithdrawn()) {
            guards.contractBroken(this, HookFailedException.describe(failure));
        } else if (failure instanceof OutOfMemoryError) {
            lock("it ran out of memory: " + HookFailedException.describe(failure)
                    + ". What state the JVM is in is unproven: restart it when you can");
        } else if (settings.countsFailures(policy) || breaker.state() != Breaker.State.CLOSED) {
            if (breaker.failed(settings, counts.calls(), HookFailedException.describe(failure))) {
                guards.tripped(this, breaker.reason());
            }
        }
    }

    @Override
    public void used(long cpuNanos, long allocatedBytes) {
        // What a hook with threads of its own uses is measured there; its caller does no more than wait.
        if (settings.isolation() != GuardSettings.Isolation.POOL) {
            usage.measured(cpuNanos, allocatedBytes);
        }
    }

    @Override
    public synchronized void close() {
        if (bulkhead != null) {
            bulkhead.close();
        }
        service = null;
        target = null;
        gate = null;
        guards.gone(this);
    }

    // ---- what the gate asks ----------------------------------------------------------------------------------------

    /**
     * A call is about to go through.
     *
     * @throws HookRefusedException if it may not
     */
    void enter() {
        if (!breaker.permits(settings) || tooManyHang()) {
            throw refusal("its breaker is open: " + breaker.reason());
        }
    }

    private boolean tooManyHang() {
        if (hanging.get() < Math.max(1, settings.writtenOff())) {
            return false;
        }
        breaker.released();
        return true;
    }

    /** A call that went through has ended. */
    void left(boolean succeeded) {
        if (!succeeded) {
            breaker.released();
        } else if (breaker.succeeded(settings)) {
            guards.recovered(this, settings.probes() + " probes succeeded");
        }
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

    /** Opens the breaker until an operator resets it. */
    void lock(String reason) {
        if (breaker.lock(reason)) {
            guards.locked(this, reason);
        }
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
    void hangs(Duration since, String stack) {
        hanging.incrementAndGet();
        guards.overrun(this, since, stack);
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
                || (now.isolation() == GuardSettings.Isolation.POOL && !before.equals(now));
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
    public String state() {
        return breaker.state().name();
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

    void writtenOff() {
        hanging.incrementAndGet();
    }

    void writtenOffCameBack() {
        hanging.decrementAndGet();
    }
}
