package io.hookline.benchmarks.change;

import io.hookline.benchmarks.engine.HooklineEngine;
import io.hookline.benchmarks.hook.EventHook;
import io.hookline.benchmarks.hook.Workload;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Repeatedly replaces one hook of a point by its next release, as an operator swaps a plugin, while one thread
 * calls the point without pause.
 *
 * <pre>
 *   ├── add the new release ──┬─ a call sees it ──┬─ its chain is compiled ── remove the old release ──┤
 *   │◀────── visible ────────▶│                   │                                                    │
 *   │◀────────────── compiled ───────────────────▶│                                                    │
 *   │◀─────────────────────────── longest gap of the calling thread ──────────────────────────────────▶│
 * </pre>
 *
 * Then it measures the same time without a change: the longest gap that the machine causes by itself.
 */
public final class ChangeBenchmark {

    private static final int HOOKS_PER_POINT = 8;
    private static final int REPLACED_POSITION = 3;
    private static final Duration COMPILE_TIMEOUT = Duration.ofSeconds(20);
    /** The engine compiles the chain of a point at most ten times a second; each swap waits for that. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(120);

    private static final long QUIET_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int WARM_UP_SWAPS = 1_000;

    private final HooklineEngine engine;
    private final CallingThread caller;
    private final Histogram visible = new Histogram(3);
    private final Histogram compiled = new Histogram(3);
    private final Histogram gap = new Histogram(3);
    private final Histogram window = new Histogram(3);
    private final Histogram quietGap = new Histogram(3);
    private long service;
    private int release;

    private ChangeBenchmark(HooklineEngine engine, CallingThread caller, long service) {
        this.engine = engine;
        this.caller = caller;
        this.service = service;
    }

    /**
     * Measures, and prints one line.
     *
     * @param arguments number of hooks; seconds to swap for
     */
    public static void main(String[] arguments) {
        int hooks = Integer.parseInt(arguments[0]);
        System.out.println(measure(hooks, Duration.ofSeconds(Long.parseLong(arguments[1]))));
    }

    /**
     * The number of swaps, then median, 99th percentile and maximum in nanoseconds of: visible, compiled, longest gap,
     * longest gap without a change; separated by blanks.
     */
    static String measure(int hooks, Duration time) {
        try (HooklineEngine engine = HooklineEngine.compiling()) {
            EventHook point = engine.open(point(0), EventHook.class);
            long replaced = populate(engine, hooks);
            try (CallingThread caller = CallingThread.start(point)) {
                ChangeBenchmark benchmark = new ChangeBenchmark(engine, caller, replaced);
                benchmark.warmUp();
                benchmark.swapFor(time);
                benchmark.watchWithoutChange();
                return benchmark.line();
            }
        }
    }

    private static String point(int number) {
        return "benchmarks.change." + number;
    }

    private static long populate(HooklineEngine engine, int count) {
        List<? extends EventHook> hooks = Workload.TRIVIAL.hooks(count);
        long replaced = 0;
        for (int i = 0; i < count; i++) {
            String point = point(i / HOOKS_PER_POINT);
            if (i >= HOOKS_PER_POINT && i % HOOKS_PER_POINT == 0) {
                engine.open(point, EventHook.class);
            }
            long added = engine.add(point, EventHook.class, i % HOOKS_PER_POINT, 0, hooks.get(i));
            if (i == REPLACED_POSITION) {
                replaced = added;
            }
        }
        return replaced;
    }

    /** Swaps in quick succession until HotSpot has compiled the code of a change. */
    private void warmUp() {
        for (int i = 0; i < WARM_UP_SWAPS; i++) {
            swap(false);
        }
        awaitCompiled();
        LockSupport.parkNanos(PAUSE_NANOS);
        for (Histogram histogram : List.of(visible, compiled, gap, window)) {
            histogram.reset();
        }
    }

    private void swapFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            swap(true);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void swap(boolean untilCompiled) {
        FirstCallHook hook = new FirstCallHook(REPLACED_POSITION + 1);
        caller.longestGap();
        long start = System.nanoTime();
        release++;
        long added = engine.add(point(0), EventHook.class, REPLACED_POSITION, release, hook);
        long seen = hook.awaitFirstCall();
        if (untilCompiled) {
            awaitCompiled();
        }
        long fast = System.nanoTime();
        engine.remove(service);
        service = added;
        long longest = caller.longestGap();
        window.recordValue(System.nanoTime() - start);
        visible.recordValue(seen - start);
        compiled.recordValue(fast - start);
        gap.recordValue(longest);
    }

    private void awaitCompiled() {
        if (!engine.awaitCompiled(point(0), COMPILE_TIMEOUT)) {
            throw new IllegalStateException("the changed chain has not been compiled");
        }
    }

    private void watchWithoutChange() {
        long usual = window.getValueAtPercentile(50);
        for (long i = 0; i < gap.getTotalCount(); i++) {
            caller.longestGap();
            long start = System.nanoTime();
            while (System.nanoTime() - start < usual) {
                Thread.onSpinWait();
            }
            quietGap.recordValue(caller.longestGap());
            LockSupport.parkNanos(QUIET_PAUSE_NANOS);
        }
    }

    private String line() {
        StringBuilder line = new StringBuilder().append(gap.getTotalCount());
        for (Histogram histogram : List.of(visible, compiled, gap, quietGap)) {
            line.append(' ').append(histogram.getValueAtPercentile(50));
            line.append(' ').append(histogram.getValueAtPercentile(99));
            line.append(' ').append(histogram.getMaxValue());
        }
        return line.toString();
    }
}
