package io.hookline.shell.internal;

import io.hookline.api.runtime.ChainDTO;
import io.hookline.api.runtime.HookDTO;
import io.hookline.api.runtime.StatsDTO;

/** The counts since the core started. */
final class StatsReport {

    private StatsReport() {}

    static String of(StatsDTO stats, int screen) {
        StringBuilder text = new StringBuilder();
        text.append("generation       ").append(stats.generation()).append('\n');
        text.append("calls in flight  ").append(stats.callsInFlight()).append('\n');
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
            for (StatsDTO.DrainTimeoutDTO timeout : stats.recentTimeouts()) {
                table.row(timeout.generation(), timeout.waitedMillis(), timeout.leasesLeft(), timeout.removed());
            }
            text.append(table.text(screen));
        }
        return text.toString();
    }

    private static String hooks(StatsDTO stats, int screen) {
        if (stats.chains().stream().allMatch(chain -> chain.hooks().isEmpty())) {
            return "No hook stands in any chain, so there is nothing to count. What there is: hook:plugins\n";
        }
        Table table = new Table("POINT", "HOOK", "PLUGIN", "CALLS", "FAILED", "LAST FAILURE");
        for (ChainDTO chain : stats.chains()) {
            for (HookDTO hook : chain.hooks()) {
                String failure = hook.lastFailure();
                table.row(
                        chain.point().name(),
                        hook.name(),
                        ChainReport.plugin(hook),
                        hook.calls(),
                        hook.failures(),
                        failure == null ? "-" : failure);
            }
        }
        return table.text(screen);
    }
}
