package io.hookline.shell.internal.deploy;

import io.hookline.common.text.Folded;
import io.hookline.common.text.Table;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.QuarantineEntry;
import io.hookline.deploy.UnloadStatus;
import io.hookline.shell.command.Column;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.internal.text.Timestamps;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Deployments, desired sets, quarantine and unloading as text. */
final class DeployReports {

    private DeployReports() {}

    static CommandResult result(DeployResult result) {
        return CommandResult.text(result, width -> result(result, "removed   ", width));
    }

    static CommandResult stopped(DeployResult result) {
        return CommandResult.text(result, width -> result(result, "stopped   ", width));
    }

    private static String result(DeployResult result, String gone, int screen) {
        StringBuilder text = new StringBuilder();
        if (!result.joined().isEmpty()) {
            text.append(Folded.of("running   ", String.join(", ", result.joined()), screen));
        }
        if (!result.left().isEmpty()) {
            text.append(Folded.of(gone, String.join(", ", result.left()) + waited(result), screen));
        }
        if (result.joined().isEmpty() && result.left().isEmpty()) {
            text.append("Nothing runs differently.\n");
        }
        text.append(Folded.of("set       ", result.set() + ", generation " + result.generation(), screen));
        result.notes().forEach(note -> text.append(Folded.of("note      ", note, screen)));
        return text.toString();
    }

    private static String waited(DeployResult result) {
        String waited = ", after " + result.drainMillis() + " ms for calls in flight";
        return result.callsLeft() == 0
                ? waited
                : waited + "; " + result.callsLeft() + " of them did not end in time and still run";
    }

    static CommandResult history(List<DesiredSet> sets, Timestamps timestamps) {
        return CommandResult.table(
                        sets,
                        Column.of("SET", set -> set.equals(sets.get(0)) ? set.number() + " *" : set.number() + "  "),
                        Column.of("WRITTEN AT", set -> timestamps.at(set.at())),
                        Column.of("RELEASES", set -> changes(set, before(set, sets))),
                        Column.of("CAUSE", DeployReports::cause))
                .whenEmpty("No desired set has been written yet.")
                .withFooter(
                        "* is the current one. Go back: hook:rollback SET; the releases of each: hook:history --json");
    }

    private static @Nullable DesiredSet before(DesiredSet set, List<DesiredSet> sets) {
        int place = sets.indexOf(set) + 1;
        return place < sets.size() ? sets.get(place) : null;
    }

    private static String cause(DesiredSet set) {
        return set.cause() + (set.waivers().isEmpty() ? "" : " [" + String.join("; ", set.waivers()) + "]");
    }

    /** The number of releases, and how many joined and left. The cause names them. */
    private static String changes(DesiredSet set, @Nullable DesiredSet before) {
        if (before == null) {
            return String.valueOf(set.artifacts().size());
        }
        long changed = set.artifacts().stream()
                .filter(artifact -> !before.artifacts().contains(artifact))
                .count();
        long gone = before.artifacts().stream()
                .filter(artifact -> set.release(artifact.name()).isEmpty())
                .count();
        String stopped = set.stopped().isEmpty() ? "" : ", " + set.stopped().size() + " stopped";
        return set.artifacts().size() + " (+" + changed + " -" + gone + ")" + stopped;
    }

    static CommandResult quarantine(List<QuarantineEntry> entries, Timestamps timestamps) {
        return CommandResult.table(
                        entries,
                        Column.of("PLUGIN", QuarantineEntry::name),
                        Column.of("VERSION", QuarantineEntry::version),
                        Column.of("SHA-256", entry -> entry.sha256().substring(0, 12)),
                        Column.of("SINCE", entry -> timestamps.at(entry.since())),
                        Column.of("REASON", QuarantineEntry::reason))
                .whenEmpty("Nothing is in quarantine.")
                .withFooter("Allow one to run again: hook:parole PLUGIN VERSION");
    }

    static String leaks(List<UnloadStatus> unloads, Timestamps timestamps, int screen) {
        if (unloads.isEmpty()) {
            return "No release has been removed since the start.\n";
        }
        List<UnloadStatus> left = unloads.stream()
                .filter(one -> one.state() != UnloadStatus.State.GONE)
                .toList();
        String counts = "removed releases  " + unloads.size() + ", unloaded " + (unloads.size() - left.size()) + "\n";
        if (left.isEmpty()) {
            return counts;
        }
        Table table = new Table("RELEASE", "REMOVED AT", "STATE", "HELD BY");
        for (UnloadStatus one : left) {
            table.row(
                    one.release(),
                    timestamps.at(one.removedAt()),
                    one.state(),
                    one.holders().isEmpty() ? "-" : String.join("; ", one.holders()));
        }
        StringBuilder text = new StringBuilder(counts).append('\n').append(table.text(screen));
        String blind =
                left.stream().flatMap(one -> one.blind().stream()).distinct().collect(Collectors.joining("; "));
        if (!blind.isEmpty()) {
            text.append(Folded.of("not inspected  ", blind, screen));
        }
        return text.append(Folded.of(
                        "",
                        "WATCHED: the garbage collector has not collected it yet."
                                + " What holds it: hook:leaks --heap PLUGIN VERSION",
                        screen))
                .toString();
    }
}
