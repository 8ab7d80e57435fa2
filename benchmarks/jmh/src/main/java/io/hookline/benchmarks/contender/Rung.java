package io.hookline.benchmarks.contender;

import io.hookline.api.ErrorPolicy;
import io.hookline.benchmarks.engine.HooklineEngine;
import io.hookline.benchmarks.hook.BenchmarkedHook;
import io.hookline.benchmarks.hook.EventHook;
import io.hookline.benchmarks.hook.HookEvent;
import io.hookline.engine.guard.GuardRule;
import io.hookline.engine.guard.GuardSettings.BreakerUse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls a hook point whose hooks have other guards than by default; the chain has been compiled. */
final class Rung implements Contender {

    private static final String POINT = "benchmarks.rung";
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int CALLS_UNTIL_HOT = 2_000;
    private static final int POOL_THREADS = 4;
    private static final int POOL_QUEUE = 16;

    private final HooklineEngine engine = HooklineEngine.compiling();
    private final EventHook point = engine.openSkipping(POINT, EventHook.class);

    private Rung(List<BenchmarkedHook> hooks, @Nullable EventHook also, GuardRule.Builder guarding) {
        engine.guard("", guarding);
        for (int i = 0; i < hooks.size(); i++) {
            engine.add(POINT, EventHook.class, i, 0, hooks.get(i));
        }
        if (also != null) {
            engine.add(POINT, EventHook.class, hooks.size(), 0, also);
        }
    }

    /** Inline, not watched. */
    static Contender inline(List<BenchmarkedHook> hooks) {
        return new Rung(hooks, null, GuardRule.forAll().inline()).warm();
    }

    /** Watched; calls that take too long are interrupted. */
    static Contender interrupted(List<BenchmarkedHook> hooks) {
        return new Rung(hooks, null, GuardRule.forAll().interrupted(Duration.ofSeconds(10))).warm();
    }

    /** Each hook has threads of its own. */
    static Contender pool(List<BenchmarkedHook> hooks) {
        return new Rung(
                        hooks,
                        null,
                        GuardRule.forAll().pool(POOL_THREADS, POOL_QUEUE, POOL_THREADS, Duration.ofMinutes(1)))
                .warm();
    }

    /** Inline, with a further hook that throws and is skipped; it has no breaker. */
    static Contender oneThrows(List<BenchmarkedHook> hooks) {
        return new Rung(hooks, new Throwing(), GuardRule.forAll().inline().breaker(BreakerUse.OFF)).warm();
    }

    /** Inline, with a further hook that is skipped because its breaker is open. */
    static Contender oneRefused(List<BenchmarkedHook> hooks) {
        return new Rung(
                        hooks,
                        new Throwing(),
                        GuardRule.forAll()
                                .inline()
                                .errorPolicy(ErrorPolicy.SKIP)
                                .breaker(BreakerUse.ON)
                                .failures(1)
                                .openFor(LONG))
                .refusing(hooks.size());
    }

    /** Calls until the breaker is open and the chain is compiled again. */
    private Rung refusing(int position) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (engine.refusedCalls(HooklineEngine.plugin(POINT, position)) == 0) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("the breaker has not opened");
            }
            point.on(new HookEvent());
        }
        return warm();
    }

    private Rung warm() {
        for (int i = 0; i < CALLS_UNTIL_HOT; i++) {
            point.on(new HookEvent());
        }
        if (!engine.awaitCompiled(POINT, TIMEOUT)) {
            throw new IllegalStateException("the chain has not been compiled");
        }
        return this;
    }

    @Override
    public void call(HookEvent event) {
        point.on(event);
    }

    @Override
    public void close() {
        engine.close();
    }

    private static final class Throwing implements EventHook {

        @Override
        public void on(HookEvent event) {
            throw new IllegalStateException("thrown by a benchmark");
        }
    }
}
