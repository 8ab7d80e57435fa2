package io.hookline.engine.internal.guard;

import io.hookline.api.ErrorPolicy;
import io.hookline.engine.guard.GuardRule;
import io.hookline.engine.guard.GuardSettings.BreakerUse;
import io.hookline.engine.guard.GuardSettings.Isolation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says what a rule says; the rest it leaves open. */
public final class RuleOf {

    private final String hook;
    private String point = "";
    private @Nullable ErrorPolicy policy;
    private @Nullable Isolation isolation;
    private @Nullable Duration overrun;
    private @Nullable Boolean interrupt;
    private @Nullable Duration deadline;
    private @Nullable BreakerUse breaker;
    private @Nullable Integer failures;
    private @Nullable Duration openFor;
    private @Nullable Integer probes;
    private @Nullable Integer threads;
    private @Nullable Integer queue;
    private @Nullable Integer writtenOff;
    private @Nullable Integer cpuPercent;
    private @Nullable Integer allocatedMegabytes;

    private RuleOf(String hook) {
        this.hook = hook;
    }

    public static RuleOf hook(String name) {
        return new RuleOf(name);
    }

    public RuleOf at(String name) {
        point = name;
        return this;
    }

    public RuleOf policy(ErrorPolicy wanted) {
        policy = wanted;
        return this;
    }

    public RuleOf watched(Duration longest, boolean interrupts) {
        isolation = Isolation.WATCHED;
        overrun = longest;
        interrupt = interrupts;
        return this;
    }

    public RuleOf inline() {
        isolation = Isolation.INLINE;
        return this;
    }

    public RuleOf pool(int size, int waiting, int maxWrittenOff, Duration longest) {
        isolation = Isolation.POOL;
        threads = size;
        queue = waiting;
        writtenOff = maxWrittenOff;
        deadline = longest;
        return this;
    }

    public RuleOf breaker(int count, Duration open, int tries) {
        breaker = BreakerUse.ON;
        failures = count;
        openFor = open;
        probes = tries;
        return this;
    }

    public RuleOf budget(int cpu, int megabytes) {
        cpuPercent = cpu;
        allocatedMegabytes = megabytes;
        return this;
    }

    public GuardRule build() {
        return new GuardRule(
                hook,
                point,
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
                probes,
                threads,
                queue,
                writtenOff,
                cpuPercent,
                allocatedMegabytes);
    }
}
