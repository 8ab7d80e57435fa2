package io.hookline.benchmarks.contender;

import io.hookline.api.CallScope;
import io.hookline.benchmarks.engine.HooklineEngine;
import io.hookline.benchmarks.hook.BenchmarkedHook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * An engine with one hook point and its hooks.
 *
 * @param <T> the contract
 */
final class HookPointOf<T> implements AutoCloseable {

    private static final String POINT = "benchmarks.chain";
    private static final int CALLS_UNTIL_HOT = 20_000;
    private static final long SWAP_NANOS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final Duration COMPILE_TIMEOUT = Duration.ofSeconds(20);

    private final HooklineEngine engine;
    private final String point;
    private final Class<T> contract;
    private final List<T> hooks;
    private final T call;
    private final List<Long> services = new ArrayList<>();

    HookPointOf(HooklineEngine engine, Class<T> contract, List<BenchmarkedHook> hooks) {
        this(engine, POINT, contract, hooks, contract::cast);
    }

    /** One of several points of an engine. */
    HookPointOf(HooklineEngine engine, String point, Class<T> contract, List<BenchmarkedHook> hooks) {
        this(engine, point, contract, hooks, contract::cast);
    }

    /** With proxies of the hooks. */
    HookPointOf(
            HooklineEngine engine,
            Class<T> contract,
            List<BenchmarkedHook> hooks,
            Function<BenchmarkedHook, T> toService) {
        this(engine, POINT, contract, hooks, toService);
    }

    private HookPointOf(
            HooklineEngine engine,
            String point,
            Class<T> contract,
            List<BenchmarkedHook> hooks,
            Function<BenchmarkedHook, T> toService) {
        this.engine = engine;
        this.point = point;
        this.contract = contract;
        this.hooks = hooks.stream().map(toService).toList();
        this.call = engine.open(point, contract);
        for (int i = 0; i < hooks.size(); i++) {
            services.add(add(i, 0));
        }
    }

    /** The object that a host calls. */
    T call() {
        return call;
    }

    CallScope enter() {
        return engine.enter();
    }

    /** Replaces a hook by the same hook of a new release, and continues calling for some time. */
    void swap(int position, int release, Runnable oneCall) {
        long added = add(position, release);
        engine.remove(services.set(position, added));
        long start = System.nanoTime();
        while (System.nanoTime() - start < SWAP_NANOS) {
            oneCall.run();
        }
    }

    /** Calls until the engine has compiled the chain. */
    void callUntilCompiled(Runnable oneCall) {
        for (int i = 0; i < CALLS_UNTIL_HOT; i++) {
            oneCall.run();
        }
        if (!engine.awaitCompiled(point, COMPILE_TIMEOUT)) {
            throw new IllegalStateException("the chain has not been compiled");
        }
    }

    @Override
    public void close() {
        engine.close();
    }

    private long add(int position, int release) {
        return engine.add(point, contract, position, release, hooks.get(position));
    }
}
