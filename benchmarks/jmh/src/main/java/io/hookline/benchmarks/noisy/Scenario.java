package io.hookline.benchmarks.noisy;

import io.hookline.api.ErrorPolicy;
import io.hookline.engine.guard.GuardRule;
import io.hookline.engine.guard.GuardSettings.BreakerUse;
import java.time.Duration;
import java.util.function.Supplier;

/** A fault with the guard of its plugin. The points skip failing hooks, unless a guard sets another policy. */
enum Scenario {
    BASELINE(Fault.NONE, "as delivered", Scenario::asDelivered),

    HANGING_INLINE(Fault.HANGING, "none: inline, no breaker", Scenario::unguarded),
    HANGING_WATCHED(Fault.HANGING, "watched, 200 ms", Scenario::watched),
    HANGING_INTERRUPTED(Fault.HANGING, "watched, 200 ms, interrupt", Scenario::interrupted),
    HANGING_POOL(Fault.HANGING, "pool of 4, deadline 50 ms", Scenario::poolOfFour),

    WAITING_INLINE(Fault.WAITING, "none: inline, no breaker", Scenario::unguarded),
    WAITING_WATCHED(Fault.WAITING, "watched, 200 ms", Scenario::watched),
    WAITING_INTERRUPTED(Fault.WAITING, "watched, 200 ms, interrupt", Scenario::interrupted),
    WAITING_POOL(Fault.WAITING, "pool of 4, deadline 50 ms", Scenario::poolOfFour),

    SPINNING_INLINE(Fault.SPINNING, "none: inline, no breaker", Scenario::unguarded),
    SPINNING_WATCHED(Fault.SPINNING, "watched, 200 ms", Scenario::watched),
    SPINNING_BUDGET(Fault.SPINNING, "watched, budget 20 % of a core", () -> cpuBudget(asDelivered())),
    SPINNING_POOL(Fault.SPINNING, "pool of 1, no queue, deadline 1 s", Scenario::poolOfOne),
    SPINNING_POOL_BUDGET(Fault.SPINNING, "the same, budget 20 % of a core", () -> cpuBudget(poolOfOne())),

    ALLOCATING_INLINE(Fault.ALLOCATING, "none: inline, no breaker", Scenario::unguarded),
    ALLOCATING_BUDGET(Fault.ALLOCATING, "watched, budget 50 MB/s", () -> byteBudget(asDelivered())),
    ALLOCATING_POOL(Fault.ALLOCATING, "pool of 1, no queue, deadline 1 s", Scenario::poolOfOne),
    ALLOCATING_POOL_BUDGET(Fault.ALLOCATING, "the same, budget 50 MB/s", () -> byteBudget(poolOfOne())),

    THROWING_ABORT(
            Fault.THROWING, "none: policy abort, no breaker", () -> unguarded().errorPolicy(ErrorPolicy.ABORT)),
    THROWING_SKIP(Fault.THROWING, "policy skip, no breaker", Scenario::unguarded),
    THROWING_BREAKER(Fault.THROWING, "policy skip, breaker as delivered", Scenario::asDelivered),
    THROWING_CLOSED(Fault.THROWING, "policy abort, breaker on", () -> asDelivered()
            .errorPolicy(ErrorPolicy.ABORT)
            .breaker(BreakerUse.ON)
            .failures(20));

    private final Fault fault;
    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // References to methods.
    private final Supplier<GuardRule.Builder> guarding;

    Scenario(Fault fault, String label, Supplier<GuardRule.Builder> guarding) {
        this.fault = fault;
        this.label = label;
        this.guarding = guarding;
    }

    private static GuardRule.Builder unguarded() {
        return GuardRule.forAll().inline().breaker(BreakerUse.OFF);
    }

    private static GuardRule.Builder asDelivered() {
        return GuardRule.forAll().watched(Duration.ofSeconds(10));
    }

    private static GuardRule.Builder watched() {
        return GuardRule.forAll().watched(Duration.ofMillis(200));
    }

    private static GuardRule.Builder interrupted() {
        return GuardRule.forAll().interrupted(Duration.ofMillis(200));
    }

    private static GuardRule.Builder poolOfFour() {
        return GuardRule.forAll().pool(4, 0, 4, Duration.ofMillis(50));
    }

    private static GuardRule.Builder poolOfOne() {
        return GuardRule.forAll().pool(1, 0, 1, Duration.ofSeconds(1));
    }

    private static GuardRule.Builder cpuBudget(GuardRule.Builder guarding) {
        return guarding.cpuPercent(20).openFor(Duration.ofMinutes(5));
    }

    private static GuardRule.Builder byteBudget(GuardRule.Builder guarding) {
        return guarding.allocatedMegabytes(50).openFor(Duration.ofMinutes(5));
    }

    /** The fault of the noisy plugin. */
    Fault fault() {
        return fault;
    }

    /** The name of the guard in tables. */
    String label() {
        return label;
    }

    /** The guard rule of the noisy plugin. */
    GuardRule.Builder guarding() {
        return guarding.get();
    }
}
