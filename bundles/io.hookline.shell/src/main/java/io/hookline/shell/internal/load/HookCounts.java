package io.hookline.shell.internal.load;

import io.hookline.api.runtime.ChainStatus;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.api.runtime.HookStatus;
import io.hookline.common.text.Table;
import io.hookline.shell.internal.core.ChainReport;
import io.hookline.shell.internal.text.Durations;
import java.util.List;

/**
 * The hooks of a point with their counts at one time.
 *
 * @param hooks in the order of a call
 */
record HookCounts(List<HookStatus> hooks) {

    static HookCounts of(HookRuntime runtime, String point) {
        return new HookCounts(runtime.chain(point).map(ChainStatus::hooks).orElse(List.of()));
    }

    /** The calls of the hooks since an earlier time, as a table. */
    String since(HookCounts before, int screen) {
        if (hooks.isEmpty()) {
            return "\nNo hook is at the point: its calls did nothing.\n";
        }
        Table table = new Table("HOOK", "CALLS", "FAILED", "P50", "P99", "PLUGIN");
        for (HookStatus hook : hooks) {
            boolean timed = hook.latency().samples() > 0;
            table.row(
                    hook.name(),
                    hook.calls() - before.calls(hook),
                    hook.failures() - before.failures(hook),
                    timed ? Durations.ofNanos(hook.latency().p50Nanos()) : "-",
                    timed ? Durations.ofNanos(hook.latency().p99Nanos()) : "-",
                    ChainReport.plugin(hook));
        }
        return "\nThe hooks during the run, with the calls of others and of the warm-up; P50 and P99 since each joined:\n"
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
