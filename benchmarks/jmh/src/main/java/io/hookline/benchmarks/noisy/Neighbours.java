package io.hookline.benchmarks.noisy;

import com.sun.management.OperatingSystemMXBean;
import io.hookline.benchmarks.engine.HooklineEngine;
import io.hookline.benchmarks.hook.EventHook;
import io.hookline.benchmarks.hook.HookEvent;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One scenario: a noisy and a healthy plugin share one point, the healthy one is alone at another, and a host calls
 * both. It runs in its own process, because some of its threads never end.
 */
final class Neighbours {

    /** Threads of the host. */
    static final int THREADS = 128;
    /** Calls a second at each point. */
    static final int RATE = 200;

    private static final String SHARED = "noisy.shared";
    private static final String OTHER = "noisy.other";
    private static final int WARM_UP_CALLS = 20_000;
    private static final long END_NANOS = TimeUnit.SECONDS.toNanos(8);
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Scenario scenario;
    private final long phaseNanos;

    private Neighbours(Scenario scenario, long phaseNanos) {
        this.scenario = scenario;
        this.phaseNanos = phaseNanos;
    }

    /**
     * Runs one scenario, prints one line of figures, and exits.
     *
     * @param arguments the name of the scenario; seconds for each of its two phases
     */
    public static void main(String[] arguments) {
        Scenario scenario = Scenario.valueOf(arguments[0]);
        long phaseNanos = TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[1]));
        System.out.println(new Neighbours(scenario, phaseNanos).measure());
        // Hanging threads do not end by themselves.
        Runtime.getRuntime().halt(0);
    }

    /**
     * For each phase: answered at the shared point in percent, failed there in percent, median and 99th percentile in
     * milliseconds; the same at the other point; cores used, milliseconds of garbage collection a second. Then the
     * threads of the host that do not return, the hanging calls that the guard knows, and the reason why the breaker is
     * open.
     */
    private String measure() {
        StringBuilder line = new StringBuilder();
        try (HooklineEngine engine = HooklineEngine.compiling()) {
            EventHook shared = engine.openSkipping(SHARED, EventHook.class);
            EventHook other = engine.openSkipping(OTHER, EventHook.class);
            engine.add(SHARED, EventHook.class, 1, 0, event -> event.add(1));
            engine.add(OTHER, EventHook.class, 1, 0, event -> event.add(1));
            warmUp(shared, other);
            String plugin = HooklineEngine.plugin(SHARED, 0);
            engine.guard(plugin, scenario.guarding());
            try (Host host = new Host(List.of(shared, other), THREADS)) {
                host.run(List.of(new Phase(), new Phase()), RATE, TimeUnit.SECONDS.toNanos(1));
                List<List<Phase>> all = new ArrayList<>();
                if (scenario.fault() != Fault.NONE) {
                    engine.add(SHARED, EventHook.class, 0, 0, scenario.fault().hook());
                }
                List<String> machine = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    List<Phase> phases = List.of(new Phase(), new Phase());
                    long cpu = SYSTEM.getProcessCpuTime();
                    long collecting = collectingMillis();
                    long start = System.nanoTime();
                    host.run(phases, RATE, phaseNanos);
                    long took = System.nanoTime() - start;
                    machine.add(figures(
                            (double) (SYSTEM.getProcessCpuTime() - cpu) / took,
                            1e9 * (collectingMillis() - collecting) / took));
                    all.add(phases);
                }
                String because = engine.openBecause(plugin);
                int stuck = host.stuck(END_NANOS);
                for (int i = 0; i < 2; i++) {
                    for (Phase phase : all.get(i)) {
                        line.append(figures(
                                phase.answeredPercent(), phase.failedPercent(), phase.millis(50), phase.millis(99)));
                    }
                    line.append(machine.get(i));
                }
                line.append(stuck)
                        .append(' ')
                        .append(engine.hanging(plugin))
                        .append(' ')
                        .append(because);
            }
        }
        return line.toString();
    }

    private static void warmUp(EventHook... points) {
        for (EventHook point : points) {
            for (int i = 0; i < WARM_UP_CALLS; i++) {
                point.on(new HookEvent());
            }
        }
    }

    private static long collectingMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private static String figures(double... values) {
        StringBuilder text = new StringBuilder();
        for (double value : values) {
            text.append(String.format(Locale.ROOT, "%.3f ", value));
        }
        return text.toString();
    }
}
