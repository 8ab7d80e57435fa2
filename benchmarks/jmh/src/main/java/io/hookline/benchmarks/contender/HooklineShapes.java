package io.hookline.benchmarks.contender;

import io.hookline.benchmarks.engine.HooklineEngine;
import io.hookline.benchmarks.hook.BenchmarkedHook;
import io.hookline.benchmarks.hook.CheckedHook;
import io.hookline.benchmarks.hook.HookEvent;
import io.hookline.benchmarks.hook.PrimitiveHook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Calls hook points whose contracts have other shapes than one reference as parameter; compiled. */
final class HooklineShapes {

    private HooklineShapes() {}

    /** The method takes primitive values beside the event. */
    static Contender primitives(List<BenchmarkedHook> hooks) {
        HookPointOf<PrimitiveHook> chain = new HookPointOf<>(
                HooklineEngine.compiling(),
                PrimitiveHook.class,
                hooks,
                hook -> (event, kind, time, weight) -> hook.on(event));
        return compiled(new Primitives(chain, chain.call()), chain);
    }

    /** The method declares a checked exception, which the caller handles. */
    static Contender checked(List<BenchmarkedHook> hooks) {
        HookPointOf<CheckedHook> chain =
                new HookPointOf<>(HooklineEngine.compiling(), CheckedHook.class, hooks, hook -> hook::on);
        return compiled(new Checked(chain, chain.call()), chain);
    }

    private static Contender compiled(Contender contender, HookPointOf<?> chain) {
        HookEvent event = new HookEvent();
        chain.callUntilCompiled(() -> contender.call(event));
        return contender;
    }

    private record Primitives(HookPointOf<PrimitiveHook> chain, PrimitiveHook point) implements Contender {

        @Override
        public void call(HookEvent event) {
            long sum = event.sum();
            point.on(event, (int) sum, sum, (double) sum);
        }

        @Override
        public void close() {
            chain.close();
        }
    }

    private record Checked(HookPointOf<CheckedHook> chain, CheckedHook point) implements Contender {

        @Override
        public void call(HookEvent event) {
            try {
                point.on(event);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            chain.close();
        }
    }
}
