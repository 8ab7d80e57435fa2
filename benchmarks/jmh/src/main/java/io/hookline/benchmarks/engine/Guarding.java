package io.hookline.benchmarks.engine;

import io.hookline.api.ErrorPolicy;
import io.hookline.engine.guard.GuardRule;
import io.hookline.engine.guard.GuardSettings.BreakerUse;
import io.hookline.engine.guard.GuardSettings.Isolation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says how hooks are to be guarded; what is not said is as delivered. For one thread. */
public final class Guarding {

    private final Isolation isolation;
    private @Nullable ErrorPolicy policy;
    private @Nullable Duration overrun;
    private @Nullable Boolean interrupt;
    private @Nullable Duration deadline;
    private @Nullable BreakerUse breaker;
    private @Nullable Integer failures;
    private @Nullable Duration openFor;
    private @Nullable Integer threads;
    private @Nullable Integer queue;
    private @Nullable Integer writtenOff;
    private @Nullable Integer cpuPercent;
    private @Nullable Integer megabytes;

    private Guarding(Isolation isolation) {
        this.isolation = isolation;
    }

    /** On the caller's thread, and nobody watches. */
    public static Guarding inline() {
        return new Guarding(Isolation.INLINE);
    }

    /** On the caller's thread; a call that takes longer is taken for one that hangs. */
    public static Guarding watched(Duration overrun) {
        Guarding guarding = new Guarding(Isolation.WATCHED);
        guarding.overrun = overrun;
        return guarding;
    }

    /** The same, and such a call is interrupted. */
    public static Guarding interrupted(Duration overrun) {
        Guarding guarding = watched(overrun);
        guarding.interrupt = true;
        return guarding;
    }

    /** On threads of its own, with a queue in front of them and a deadline for callers. */
    public static Guarding pool(int threads, int queue, Duration deadline) {
        Guarding guarding = new Guarding(Isolation.POOL);
        guarding.threads = threads;
        guarding.queue = queue;
        guarding.writtenOff = threads;
        guarding.deadline = deadline;
        return guarding;
    }

    /** With an error policy of its own. */
    public Guarding policy(ErrorPolicy wanted) {
        policy = wanted;
        return this;
    }

    /** Failures do not open the breaker. */
    public Guarding withoutBreaker() {
        breaker = BreakerUse.OFF;
        return this;
    }

    /** So many failures open the breaker. */
    public Guarding breaker(int count) {
        breaker = BreakerUse.ON;
        failures = count;
        return this;
    }

    /** How long the breaker stays open. */
    public Guarding openFor(Duration time) {
        openFor = time;
        return this;
    }

    /** How many percent of a core the plugin may use; 0 for any. */
    public Guarding cpuPercent(int percent) {
        cpuPercent = percent;
        return this;
    }

    /** How many MB a second the plugin may allocate; 0 for any. */
    public Guarding megabytes(int perSecond) {
        megabytes = perSecond;
        return this;
    }

    /** The rule for the hooks that answer to a name; empty: for all. */
    GuardRule of(String hook) {
        return new GuardRule(
                hook,
                "",
                policy,
                isolation,
                overrun,
                interrupt,
                deadline,
                breaker,
                failures,
                null,
                null,
                null,
                openFor,
                null,
                threads,
                queue,
                writtenOff,
                cpuPercent,
                megabytes);
    }
}
