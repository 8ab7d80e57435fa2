package io.hookline.shell.internal;

import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.QuarantineEntry;
import io.hookline.deploy.ReleaseStatus;
import io.hookline.deploy.UnloadStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What has been deployed, as tables and sentences. */
final class DeployReports {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private DeployReports() {}

    static String result(DeployResult result) {
        StringBuilder text = new StringBuilder();
        if (!result.joined().isEmpty()) {
            text.append("Running: ").append(Printable.list(result.joined()));
        }
        if (!result.left().isEmpty()) {
            text.append(text.length() > 0 ? "; removed: " : "Removed: ").append(Printable.list(result.left()));
        }
        if (text.length() == 0) {
            text.append("Nothing runs differently");
        }
        text.append(". Set ").append(result.set()).append(", generation ").append(result.generation());
        if (!result.left().isEmpty()) {
            text.append("; waited ").append(result.drainMillis()).append(" ms for calls");
            if (result.callsLeft() > 0) {
                text.append(", ").append(result.callsLeft()).append(" did not end in time");
            }
        }
        text.append(".\n");
        result.notes()
                .forEach(
                        note -> text.append("Note: ").append(Printable.of(note)).append('\n'));
        return text.toString();
    }

    static String status(List<ReleaseStatus> rows, Instant now, int screen) {
        if (rows.isEmpty()) {
            return "No plugin runs, and none has run since the start. Deploy one: hook:deploy FILE\n";
        }
        Table table = new Table(
                "PLUGIN", "VERSION", "STATE", "LOADED AT", "HEARTBEAT", "IN FLIGHT", "CALLS", "FAILED", "P99", "WHY");
        for (ReleaseStatus row : rows) {
            table.row(
                    row.name(),
                    row.version(),
                    row.state(),
                    time(row.loadedAt()),
                    ago(row.heartbeat(), now),
                    row.inFlight(),
                    row.calls(),
                    row.failures(),
                    row.p99Nanos() == 0 ? "-" : StatsReport.duration(row.p99Nanos()),
                    row.why().isEmpty() ? "-" : row.why());
        }
        return table.text(screen);
    }

    static String history(List<DesiredSet> sets, int screen) {
        if (sets.isEmpty()) {
            return "No desired set has been written yet.\n";
        }
        Table table = new Table("SET", "WRITTEN AT", "RELEASES", "CAUSE");
        for (int i = 0; i < sets.size(); i++) {
            DesiredSet set = sets.get(i);
            String waived = set.waivers().isEmpty() ? "" : " [" + String.join("; ", set.waivers()) + "]";
            table.row(
                    i == 0 ? set.number() + " *" : set.number() + "  ",
                    time(set.at()),
                    changes(set, i + 1 < sets.size() ? sets.get(i + 1) : null),
                    set.cause() + waived);
        }
        return table.text(screen) + "* is in force. Go back: hook:rollback SET; what is in one: hook:history --json\n";
    }

    /** The number of releases; in the cause stands which ones changed. */
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
        return set.artifacts().size() + " (" + changed + " new, " + gone + " gone)";
    }

    static String canary(CanaryStatus canary) {
        return canary.name() + " " + canary.candidate() + " beside " + canary.stable() + ": takes " + canary.takes()
                + ". Watch it: hook:canaries; end it: hook:abort " + canary.name() + "; let it take over: hook:promote "
                + canary.name() + "\n";
    }

    static String canaries(List<CanaryStatus> canaries, int screen) {
        if (canaries.isEmpty()) {
            return "No canary runs. Begin one: hook:canary FILE\n";
        }
        Table table = new Table(
                "PLUGIN",
                "CANDIDATE",
                "BESIDE",
                "STATE",
                "STEP",
                "TAKES",
                "CALLS",
                "FAILED",
                "STABLE CALLS",
                "FAILED",
                "VERDICT");
        for (CanaryStatus canary : canaries) {
            table.row(
                    canary.name(),
                    canary.candidate(),
                    canary.stable(),
                    canary.state(),
                    canary.step() + "/" + canary.weights().size(),
                    canary.takes(),
                    canary.candidateCalls(),
                    canary.candidateFailures(),
                    canary.stableCalls(),
                    canary.stableFailures(),
                    canary.verdict());
        }
        return table.text(screen);
    }

    static String quarantine(List<QuarantineEntry> entries, int screen) {
        if (entries.isEmpty()) {
            return "Nothing is in quarantine.\n";
        }
        Table table = new Table("PLUGIN", "VERSION", "SHA-256", "SINCE", "REASON");
        for (QuarantineEntry entry : entries) {
            table.row(
                    entry.name(),
                    entry.version(),
                    entry.sha256().substring(0, 12),
                    time(entry.since()),
                    entry.reason());
        }
        return table.text(screen) + "Let one out: hook:parole PLUGIN VERSION\n";
    }

    static String leaks(List<UnloadStatus> unloads, int screen) {
        if (unloads.isEmpty()) {
            return "No release has been removed since the start.\n";
        }
        long gone = unloads.stream().filter(one -> one.state().equals("GONE")).count();
        StringBuilder text = new StringBuilder();
        text.append(gone).append(" of the latest ").append(unloads.size()).append(" removed releases are unloaded.\n");
        List<UnloadStatus> left =
                unloads.stream().filter(one -> !one.state().equals("GONE")).toList();
        if (left.isEmpty()) {
            return text.toString();
        }
        Table table = new Table("RELEASE", "REMOVED AT", "STATE", "HELD BY");
        for (UnloadStatus one : left) {
            table.row(
                    one.release(),
                    time(one.removedAt()),
                    one.state(),
                    one.holders().isEmpty() ? "-" : String.join("; ", one.holders()));
        }
        text.append('\n').append(table.text(screen));
        String blind =
                left.stream().flatMap(one -> one.blind().stream()).distinct().collect(Collectors.joining("; "));
        if (!blind.isEmpty()) {
            text.append("Not looked at: ").append(Printable.of(blind)).append('\n');
        }
        return text.append("WATCHED: the garbage collector has not been at it yet. The path that holds one: hook:leaks"
                        + " --heap RELEASE VERSION\n")
                .toString();
    }

    private static String time(@Nullable Instant at) {
        return at == null ? "-" : TIME.format(at);
    }

    private static String ago(@Nullable Instant at, Instant now) {
        if (at == null) {
            return "-";
        }
        long seconds = Math.max(0, Duration.between(at, now).toSeconds());
        return seconds < 120
                ? seconds + " s ago"
                : seconds < 7_200 ? seconds / 60 + " min ago" : seconds / 3_600 + " h ago";
    }
}
