package io.hookline.shell.internal;

import io.hookline.api.runtime.ChainStatus;
import io.hookline.api.runtime.HookStatus.Latency;
import io.hookline.api.runtime.HookStatus;
import io.hookline.api.runtime.RuntimeStats;
import io.hookline.common.text.Printable;
import io.hookline.common.text.Table;
import java.util.List;
import java.util.Locale;

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
                .append(", of them compiled ")
                .append(stats.chains().stream().filter(ChainStatus::compiled).count())
                .append("; compilations so far ")
                .append(stats.chainsCompiled())
                .append('\n');
        text.append("drains           ")
                .append(stats.drains())
                .append(", of them timed out ")
                .append(stats.drainsTimedOut())
                .append(", longest ")
                .append(stats.longestDrainMillis())
                .append(" ms\n\n");
        text.append(hooks(stats, screen));
        if (!stats.recentTimeouts().isEmpty()) {
            text.append("\nRemovals that gave up waiting for calls to end, newest last:\n");
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
            return "No hook stands in any chain, so there is nothing to count. What there is: hook:plugins\n";
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
                        timed ? duration(latency.p50Nanos()) : "-",
                        timed ? duration(latency.p99Nanos()) : "-",
                        timed ? duration(latency.maxNanos()) : "-",
                        failure == null ? "-" : failure);
            }
        }
        return table.text(screen);
    }

    /** A duration with two or three digits that count, and its unit. */
    static String duration(long nanos) {
        if (nanos < 1_000) {
            return nanos + " ns";
        }
        double value = nanos;
        String unit = "ns";
        for (String larger : List.of("us", "ms", "s")) {
            if (value < 999.5) {
                break;
            }
            value /= 1_000;
            unit = larger;
        }
        return String.format(Locale.ROOT, value < 9.95 ? "%.1f %s" : "%.0f %s", value, unit);
    }
}
