package io.hookline.benchmarks.contender;

import io.hookline.api.CallScope;
import io.hookline.benchmarks.engine.HooklineEngine;
import io.hookline.benchmarks.hook.BenchmarkedHook;
import io.hookline.benchmarks.hook.EventHook;
import io.hookline.benchmarks.hook.HookEvent;
import java.util.List;

/** Calls a hook point, as a host does: one call of the object that represents its chain. */
final class Hookline implements Contender {

    private static final int SWAPS = 100;
    private static final int MORE_SWAPS = 200;

    private final HookPointOf<EventHook> chain;
    private final EventHook point;

    private Hookline(HooklineEngine engine, List<BenchmarkedHook> hooks) {
        this(new HookPointOf<>(engine, EventHook.class, hooks));
    }

    private Hookline(HookPointOf<EventHook> chain) {
        this.chain = chain;
        this.point = chain.call();
    }

    /** The chain is a loop; compiling is switched off. */
    static Contender loop(List<BenchmarkedHook> hooks) {
        return new Hookline(HooklineEngine.looping(), hooks);
    }

    /** The chain has been compiled, and has never changed. */
    static Contender compiled(List<BenchmarkedHook> hooks) {
        return compiledOn(HooklineEngine.compiling(), hooks);
    }

    /** Calls fence their leases themselves; otherwise as compiled. */
    static Contender fenced(List<BenchmarkedHook> hooks) {
        return compiledOn(HooklineEngine.fenced(), hooks);
    }

    /** The chain has been compiled, swapped one hook after the other under calls, and compiled again. */
    static Contender changed(List<BenchmarkedHook> hooks) {
        return changed(hooks, SWAPS);
    }

    /** The same with twice as many swaps, for long chains. */
    static Contender changedLong(List<BenchmarkedHook> hooks) {
        return changed(hooks, MORE_SWAPS);
    }

    private static Contender changed(List<BenchmarkedHook> hooks, int swaps) {
        Hookline hookline = compiledOn(HooklineEngine.compiling(), hooks);
        HookEvent event = new HookEvent();
        for (int release = 1; release <= swaps && !hooks.isEmpty(); release++) {
            hookline.chain.swap(release % hooks.size(), release, () -> hookline.call(event));
        }
        hookline.chain.callUntilCompiled(() -> hookline.call(event));
        return hookline;
    }

    /** All calls of a thread are in one scope, which is open already; otherwise as compiled. */
    static Contender inOpenScope(List<BenchmarkedHook> hooks) {
        return new OpenScope(compiledOn(HooklineEngine.compiling(), hooks));
    }

    /** Each call enters a scope, calls the point once, and closes the scope; otherwise as compiled. */
    static Contender inOwnScope(List<BenchmarkedHook> hooks) {
        return new OwnScope(compiledOn(HooklineEngine.compiling(), hooks));
    }

    /** The hooks are bound plain classes, whose methods are called by method handles; otherwise as compiled. */
    static Contender bound(List<BenchmarkedHook> hooks) {
        return compiled(new Hookline(new HookPointOf<>(
                HooklineEngine.compiling(),
                EventHook.class,
                hooks,
                hook -> HooklineEngine.bound(EventHook.class, hook))));
    }

    private static Hookline compiledOn(HooklineEngine engine, List<BenchmarkedHook> hooks) {
        return compiled(new Hookline(engine, hooks));
    }

    private static Hookline compiled(Hookline hookline) {
        HookEvent event = new HookEvent();
        hookline.chain.callUntilCompiled(() -> hookline.call(event));
        return hookline;
    }

    @Override
    public void call(HookEvent event) {
        point.on(event);
    }

    @Override
    public void close() {
        chain.close();
    }

    private static final class OpenScope implements Contender {

        private final Hookline hookline;

        OpenScope(Hookline hookline) {
            this.hookline = hookline;
        }

        @Override
        public void call(HookEvent event) {
            throw new IllegalStateException("a scope belongs to one thread");
        }

        @Override
        public Contender onThisThread() {
            CallScope scope = hookline.chain.enter();
            return new Contender() {
                @Override
                public void call(HookEvent event) {
                    hookline.call(event);
                }

                @Override
                public void close() {
                    scope.close();
                }
            };
        }

        @Override
        public void close() {
            hookline.close();
        }
    }

    private static final class OwnScope implements Contender {

        private final Hookline hookline;

        OwnScope(Hookline hookline) {
            this.hookline = hookline;
        }

        @Override
        public void call(HookEvent event) {
            try (CallScope scope = hookline.chain.enter()) {
                hookline.call(event);
            }
        }

        @Override
        public void close() {
            hookline.close();
        }
    }
}
