package io.hookline.shell.internal.deploy;

import io.hookline.common.text.Folded;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.JoinedHooks;
import io.hookline.deploy.QuarantineEntry;
import io.hookline.shell.command.Column;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.internal.text.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Deployments, desired sets and quarantine as text. */
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
        String running = "running   ";
        for (String release : result.joined()) {
            text.append(Folded.of(running, release + brought(release, result.hooks()), screen, "            "));
            running = "          ";
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

    /** What a release has brought: hooks by point. */
    private static String brought(String release, List<JoinedHooks> all) {
        List<String> parts = new ArrayList<>();
        for (JoinedHooks some : all) {
            if (some.release().equals(release)) {
                String count = some.hooks() + (some.hooks() == 1 ? " hook" : " hooks");
                parts.add(count + " at " + some.point() + (some.waiting() ? ", which is not open yet" : ""));
            }
        }
        return parts.isEmpty() ? "" : ": " + String.join("; ", parts);
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
                        Column.of("BY", DeployReports::actor),
                        Column.of("CAUSE", DeployReports::cause),
                        Column.of("REASON", set -> set.reason() == null ? "-" : set.reason()))
                .whenEmpty("No desired set has been written yet.")
                .withFooter(
                        "* is the current one; + came, - left, ~ was replaced. Go back: hook:rollback SET; the releases"
                                + " of each: hook:history --json");
    }

    private static @Nullable DesiredSet before(DesiredSet set, List<DesiredSet> sets) {
        int place = sets.indexOf(set) + 1;
        return place < sets.size() ? sets.get(place) : null;
    }

    private static String actor(DesiredSet set) {
        return set.actor() == null ? "-" : String.valueOf(set.actor());
    }

    private static String cause(DesiredSet set) {
        return set.cause() + (set.waivers().isEmpty() ? "" : " [" + String.join("; ", set.waivers()) + "]");
    }

    /** The number of releases, and how many came, left, and replaced another one. The cause names them. */
    private static String changes(DesiredSet set, @Nullable DesiredSet before) {
        if (before == null) {
            return String.valueOf(set.artifacts().size());
        }
        long came = without(set, before);
        long replaced = set.artifacts().stream()
                        .filter(artifact -> !before.artifacts().contains(artifact))
                        .count()
                - came;
        String counts = Stream.of(count("+", came), count("-", without(before, set)), count("~", replaced))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" ", " (", ")"));
        String stopped = set.stopped().isEmpty() ? "" : ", " + set.stopped().size() + " stopped";
        return set.artifacts().size() + (counts.equals(" ()") ? "" : counts) + stopped;
    }

    /** How many plugins of a set are not in another one. */
    private static long without(DesiredSet set, DesiredSet other) {
        return set.artifacts().stream()
                .filter(artifact -> other.release(artifact.name()).isEmpty())
                .count();
    }

    private static String count(String sign, long number) {
        return number == 0 ? "" : sign + number;
    }

    static CommandResult quarantine(List<QuarantineEntry> entries, Timestamps timestamps) {
        return CommandResult.table(
                        entries,
                        Column.of("PLUGIN", QuarantineEntry::name),
                        Column.of("VERSION", QuarantineEntry::version),
                        Column.of("SHA-256", entry -> entry.sha256().substring(0, 12)),
                        Column.of("SINCE", entry -> timestamps.at(entry.since())),
                        Column.of("BY", entry -> entry.actor() == null ? "-" : String.valueOf(entry.actor())),
                        Column.of("REASON", QuarantineEntry::reason))
                .whenEmpty("Nothing is in quarantine.")
                .withFooter("Allow one to run again: hook:parole PLUGIN VERSION");
    }
}
