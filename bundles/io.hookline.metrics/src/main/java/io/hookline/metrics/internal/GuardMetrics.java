package io.hookline.metrics.internal;

import io.hookline.api.runtime.BreakerState;
import io.hookline.api.runtime.GuardStatus;
import io.hookline.api.runtime.HookGuards;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The guards of hooks. */
record GuardMetrics(Supplier<@Nullable HookGuards> service) implements MetricSource {

    private static final String[] HOOK = {"point", "plugin", "version", "hook"};
    private static final double PERCENT = 100;
    private static final double MEGABYTE = 1e6;

    @Override
    public void addTo(Families families) {
        HookGuards guards = service.get();
        if (guards == null) {
            return;
        }
        Family states = families.gauge("hookline_guards", "Guards by the state of their breaker", "state");
        for (BreakerState state : BreakerState.values()) {
            states.add(0, nameOf(state));
        }
        Family broken = families.gauge("hookline_guard_broken", "1 if the hook's breaker is not closed, else 0", HOOK);
        Family refused = families.counter(
                "hookline_guard_refused_calls", "Calls that did not reach the hook: breaker or threads", HOOK);
        Family hanging = families.gauge("hookline_guard_hanging_calls", "Calls of the hook that hang", HOOK);
        Family cpu = families.gauge(
                "hookline_guard_cpu_cores", "Cores that the hook used in the latest second, estimated", HOOK);
        Family allocated = families.gauge(
                "hookline_guard_allocated_bytes_per_second", "Memory that the hook allocates, estimated", HOOK);
        for (GuardStatus guard : guards.guards()) {
            String[] labels = {guard.point(), guard.plugin(), guard.version(), guard.name()};
            states.add(1, nameOf(guard.breaker()));
            broken.add(guard.breaker() == BreakerState.CLOSED ? 0 : 1, labels);
            refused.add(guard.refusedCalls(), labels);
            hanging.add(guard.hanging(), labels);
            cpu.add(guard.cpuPercent() / PERCENT, labels);
            allocated.add(guard.allocatedMegabytes() * MEGABYTE, labels);
        }
    }

    private static String nameOf(BreakerState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
