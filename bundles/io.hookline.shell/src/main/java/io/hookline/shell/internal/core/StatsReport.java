package io.hookline.shell.internal.core;

import io.hookline.api.runtime.ChainStatus;
import io.hookline.api.runtime.HookStatus;
import io.hookline.api.runtime.HookStatus.Latency;
import io.hookline.api.runtime.RuntimeStats;
import io.hookline.common.text.Printable;
import io.hookline.common.text.Table;
import io.hookline.shell.internal.text.Durations;

/** The counts since the core started. */
final class StatsReport {

    private StatsReport() {}

    static String of(RuntimeStats stats, int screen) {
        StringBuilder text = new StringBuilder();
        text.append("generation       ").append(stats.generation()).append('\n');
        text.append("calls in flight  ").append(stats.callsInFlight()).append('\n');
        text.append("leases           ").append(Printable.of(stats.leaseMode())).append('\n');
        text.append("chains           ")
                .append(stats.chains().size())
                .append(", compiled ")
                .append(stats.chains().stream().filter(ChainStatus::compiled).count())
                .append("; compilations since the start ")
                .append(stats.chainsCompiled())
                .append('\n');
        text.append("drains           ")
                .append(stats.drains())
                .append(", timed out ")
                .append(stats.drainsTimedOut())
                .append(", longest ")
                .append(stats.longestDrainMillis())
                .append(" ms\n\n");
        text.append(hooks(stats, screen));
        if (!stats.recentTimeouts().isEmpty()) {
            text.append("\nRemovals that stopped waiting for calls to end, newest last:\n");
            Table table = new Table("GENERATION", "WAITED MS", "CALLS LEFT", "REMOVED");
            for (RuntimeStats.DrainTimeout timeout : stats.recentTimeouts()) {
                table.row(timeout.generation(), timeout.waitedMillis(), timeout.leasesLeft(), timeout.removed());
            }
            text.append(table.text(screen));
        }
        return text.toString();
    }

    private static String hooks(RuntimeStats stats, int screen) {
        if (stats.chains().stream().allMatch(chain -> chain.hooks().isEmpty())) {
            return "No hook is in any chain, so there is nothing to count. The plugins: hook:plugins\n";
        }
        Table table = new Table(
                "POINT", "HOOK", "PLUGIN", "CALLS", "FAILED", "IN FLIGHT", "P50", "P99", "MAX", "LAST FAILURE");
        for (ChainStatus chain : stats.chains()) {
            for (HookStatus hook : chain.hooks()) {
                String failure = hook.lastFailure();
                Latency latency = hook.latency();
                boolean timed = latency.samples() > 0;
                table.row(
                        chain.point().name(),
                        hook.name(),
                        ChainReport.plugin(hook),
                        hook.calls(),
                        hook.failures(),
                        hook.inFlight(),
                        timed ? Durations.ofNanos(latency.p50Nanos()) : "-",
                        timed ? Durations.ofNanos(latency.p99Nanos()) : "-",
                        timed ? Durations.ofNanos(latency.maxNanos()) : "-",
                        failure == null ? "-" : failure);
            }
        }
        return table.text(screen);
    }
}
