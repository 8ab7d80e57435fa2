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

/** Calls a hook point whose hooks are guarded otherwise than as delivered; the chain has been compiled. */
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

    /** Nobody watches. */
    static Contender inline(List<BenchmarkedHook> hooks) {
        return new Rung(hooks, null, GuardRule.forAll().inline()).warm();
    }

    /** Watched, and what takes too long is interrupted. */
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

    /** Inline, and behind the hooks one more that throws, and is passed over; it has no breaker. */
    static Contender oneThrows(List<BenchmarkedHook> hooks) {
        return new Rung(hooks, new Throwing(), GuardRule.forAll().inline().breaker(BreakerUse.OFF)).warm();
    }

    /** Inline, and behind the hooks one more that is passed over, for its breaker is open. */
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

    /** Calls until the breaker's gate stands in the chain, and that chain is compiled. */
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
            throw new IllegalStateException("a benchmark asks for it");
        }
    }
}
