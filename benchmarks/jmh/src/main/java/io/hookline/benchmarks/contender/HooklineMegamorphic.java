package io.hookline.benchmarks.contender;

import io.hookline.benchmarks.engine.HooklineEngine;
import io.hookline.benchmarks.hook.BenchmarkedHook;
import io.hookline.benchmarks.hook.EventHook;
import io.hookline.benchmarks.hook.HookEvent;
import java.util.List;
import java.util.stream.IntStream;

/** Calls twenty hook points of one contract in turn, from one place in the host; all chains have been compiled. */
final class HooklineMegamorphic implements Contender {

    private static final int POINTS = 20;

    private final List<HookPointOf<EventHook>> chains;
    private final EventHook[] points;

    HooklineMegamorphic(List<BenchmarkedHook> hooks) {
        HooklineEngine engine = HooklineEngine.compiling();
        this.chains = IntStream.range(0, POINTS)
                .mapToObj(number ->
                        new HookPointOf<EventHook>(engine, "benchmarks.point" + number, EventHook.class, hooks))
                .toList();
        this.points = chains.stream().map(HookPointOf::call).toArray(EventHook[]::new);
        HookEvent event = new HookEvent();
        Contender calling = onThisThread();
        chains.forEach(chain -> chain.callUntilCompiled(() -> calling.call(event)));
    }

    @Override
    public void call(HookEvent event) {
        throw new IllegalStateException("each thread takes turns on its own");
    }

    @Override
    public Contender onThisThread() {
        return new InTurn(points);
    }

    /** Closes the engine of all points. */
    @Override
    public void close() {
        chains.get(0).close();
    }

    private static final class InTurn implements Contender {

        private final EventHook[] points;
        private int next;

        InTurn(EventHook[] points) {
            this.points = points;
        }

        @Override
        public void call(HookEvent event) {
            int at = next;
            next = at + 1 == points.length ? 0 : at + 1;
            points[at].on(event);
        }
    }
}
