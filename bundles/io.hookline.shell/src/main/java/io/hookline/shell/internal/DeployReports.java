package io.hookline.shell.internal;

import io.hookline.common.text.Folded;
import io.hookline.common.text.Table;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.QuarantineEntry;
import io.hookline.deploy.UnloadStatus;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What has been deployed, as tables and sentences. */
final class DeployReports {

    private DeployReports() {}

    static String result(DeployResult result, int screen) {
        return result(result, "removed   ", screen);
    }

    static String stopped(DeployResult result, int screen) {
        return result(result, "stopped   ", screen);
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
                : waited + "; " + result.callsLeft() + " of them did not end in time and pass it over";
    }

    static String history(List<DesiredSet> sets, Moments moments, int screen) {
        if (sets.isEmpty()) {
            return "No desired set has been written yet.\n";
        }
        Table table = new Table("SET", "WRITTEN AT", "RELEASES", "CAUSE");
        for (int i = 0; i < sets.size(); i++) {
            DesiredSet set = sets.get(i);
            String waived = set.waivers().isEmpty() ? "" : " [" + String.join("; ", set.waivers()) + "]";
            table.row(
                    i == 0 ? set.number() + " *" : set.number() + "  ",
                    moments.at(set.at()),
                    changes(set, i + 1 < sets.size() ? sets.get(i + 1) : null),
                    set.cause() + waived);
        }
        return table.text(screen)
                + Folded.of(
                        "", "* is in force. Go back: hook:rollback SET; what is in one: hook:history --json", screen);
    }

    /** The number of releases, and how many came and went; in the cause stands which. */
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

    static String quarantine(List<QuarantineEntry> entries, Moments moments, int screen) {
        if (entries.isEmpty()) {
            return "Nothing is in quarantine.\n";
        }
        Table table = new Table("PLUGIN", "VERSION", "SHA-256", "SINCE", "REASON");
        for (QuarantineEntry entry : entries) {
            table.row(
                    entry.name(),
                    entry.version(),
                    entry.sha256().substring(0, 12),
                    moments.at(entry.since()),
                    entry.reason());
        }
        return table.text(screen) + "Let one out: hook:parole PLUGIN VERSION\n";
    }

    static String leaks(List<UnloadStatus> unloads, Moments moments, int screen) {
        if (unloads.isEmpty()) {
            return "No release has been removed since the start.\n";
        }
        List<UnloadStatus> left = unloads.stream()
                .filter(one -> one.state() != UnloadStatus.State.GONE)
                .toList();
        String counts =
                "removed releases  " + unloads.size() + ", of them unloaded " + (unloads.size() - left.size()) + "\n";
        if (left.isEmpty()) {
            return counts;
        }
        Table table = new Table("RELEASE", "REMOVED AT", "STATE", "HELD BY");
        for (UnloadStatus one : left) {
            table.row(
                    one.release(),
                    moments.at(one.removedAt()),
                    one.state(),
                    one.holders().isEmpty() ? "-" : String.join("; ", one.holders()));
        }
        StringBuilder text = new StringBuilder(counts).append('\n').append(table.text(screen));
        String blind =
                left.stream().flatMap(one -> one.blind().stream()).distinct().collect(Collectors.joining("; "));
        if (!blind.isEmpty()) {
            text.append(Folded.of("not looked at  ", blind, screen));
        }
        return text.append(Folded.of(
                        "",
                        "WATCHED: the garbage collector has not been at it yet."
                                + " What holds one: hook:leaks --heap PLUGIN VERSION",
                        screen))
                .toString();
    }
}
