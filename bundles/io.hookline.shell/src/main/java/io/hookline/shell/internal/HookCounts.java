package io.hookline.shell.internal;

import io.hookline.api.runtime.ChainStatus;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.api.runtime.HookStatus;
import io.hookline.common.text.Table;
import java.util.List;

/**
 * The hooks of a point with their counts at a moment.
 *
 * @param hooks in the order of a call
 */
record HookCounts(List<HookStatus> hooks) {

    static HookCounts of(HookRuntime runtime, String point) {
        return new HookCounts(runtime.chain(point).map(ChainStatus::hooks).orElse(List.of()));
    }

    /** What the hooks that are here now have seen since an earlier moment, as a table. */
    String since(HookCounts before, int screen) {
        if (hooks.isEmpty()) {
            return "\nNo hook stands at the point: its calls did nothing.\n";
        }
        Table table = new Table("HOOK", "CALLS", "FAILED", "P50", "P99", "PLUGIN");
        for (HookStatus hook : hooks) {
            boolean timed = hook.latency().samples() > 0;
            table.row(
                    hook.name(),
                    hook.calls() - before.calls(hook),
                    hook.failures() - before.failures(hook),
                    timed ? StatsReport.duration(hook.latency().p50Nanos()) : "-",
                    timed ? StatsReport.duration(hook.latency().p99Nanos()) : "-",
                    ChainReport.plugin(hook));
        }
        return "\nThe hooks meanwhile, calls of others and the warm-up included; P50 and P99 of each since it came:\n"
                + table.text(screen);
    }

    private long calls(HookStatus hook) {
        return hooks.stream()
                .filter(one -> one.serviceId() == hook.serviceId())
                .mapToLong(HookStatus::calls)
                .sum();
    }

    private long failures(HookStatus hook) {
        return hooks.stream()
                .filter(one -> one.serviceId() == hook.serviceId())
                .mapToLong(HookStatus::failures)
                .sum();
    }
}
