package io.hookline.metrics.internal;

import io.hookline.api.runtime.ChainStatus;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.api.runtime.HookStatus;
import io.hookline.api.runtime.PointStatus;
import io.hookline.api.runtime.RefusedHook;
import io.hookline.api.runtime.RouteStatus;
import io.hookline.api.runtime.RuntimeStats;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Points, hooks, generations and drains. */
record EngineMetrics(Supplier<@Nullable HookRuntime> service) implements MetricSource {

    private static final String[] HOOK = {"point", "plugin", "version", "hook"};
    private static final double MS = 1e3;

    @Override
    public void addTo(Families families) {
        HookRuntime runtime = service.get();
        if (runtime == null) {
            return;
        }
        RuntimeStats stats = runtime.stats();
        families.gauge("hookline_generation", "Number of the generation that new calls see")
                .add(stats.generation());
        families.gauge("hookline_calls_in_flight", "Calls that hold a lease, on any generation")
                .add(stats.callsInFlight());
        families.counter("hookline_chains_compiled", "Chains that were compiled")
                .add(stats.chainsCompiled());
        families.counter("hookline_drains", "Removals that waited until no call used what they removed")
                .add(stats.drains());
        families.counter("hookline_drain_timeouts", "Removals that gave up waiting for calls")
                .add(stats.drainsTimedOut());
        families.gauge("hookline_drain_longest_seconds", "The longest wait of a removal since the start")
                .add(stats.longestDrainMillis() / MS);
        Family refused = families.gauge("hookline_hooks_refused", "Hooks and plugins that are refused now", "reason");
        for (RefusedHook each : runtime.refused()) {
            refused.add(1, each.reason().name().toLowerCase(Locale.ROOT));
        }
        addPoints(families, stats);
        addHooks(families, stats);
    }

    private static void addPoints(Families families, RuntimeStats stats) {
        Family hooks = families.gauge("hookline_point_hooks", "Hooks that a call of the point runs", "point");
        Family missing = families.gauge(
                "hookline_point_required_missing", "Required hooks that are missing: calls wait, then fail", "point");
        Family compiled = families.gauge("hookline_point_compiled", "1 if the chain runs compiled, else 0", "point");
        for (ChainStatus chain : stats.chains()) {
            PointStatus point = chain.point();
            hooks.add(point.hooks(), point.name());
            missing.add(point.missing().size(), point.name());
            compiled.add(chain.compiled() ? 1 : 0, point.name());
        }
    }

    private static void addHooks(Families families, RuntimeStats stats) {
        Family calls = families.counter("hookline_hook_calls", "Calls of the hook", HOOK);
        Family failures = families.counter("hookline_hook_failures", "Calls of the hook that threw", HOOK);
        Family inFlight = families.gauge("hookline_hook_in_flight", "Calls in a chain of the hook now", HOOK);
        LatencyFamily latency = families.latency(
                "hookline_hook_latency_seconds", "Time of the hook's calls, by those that were timed", HOOK);
        for (ChainStatus chain : stats.chains()) {
            String point = chain.point().name();
            for (HookStatus hook : hooksOf(chain)) {
                String[] labels = {point, hook.plugin(), hook.version(), hook.name()};
                calls.add(hook.calls(), labels);
                failures.add(hook.failures(), labels);
                inFlight.add(hook.inFlight(), labels);
                HookStatus.Latency took = hook.latency();
                if (took.samples() > 0) {
                    latency.add(took, labels);
                }
            }
        }
    }

    /** All hooks of a chain, those of its routes and those that stand by too, each once. */
    private static List<HookStatus> hooksOf(ChainStatus chain) {
        List<HookStatus> all = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        List<List<HookStatus>> lists = new ArrayList<>(List.of(chain.hooks(), chain.standby()));
        chain.routes().stream().map(RouteStatus::hooks).forEach(lists::add);
        for (List<HookStatus> list : lists) {
            for (HookStatus hook : list) {
                if (seen.add(hook.serviceId())) {
                    all.add(hook);
                }
            }
        }
        return all;
    }
}
