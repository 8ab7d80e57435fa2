package io.hookline.shell.internal.deploy;

import io.hookline.common.text.Folded;
import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Table;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.ReleaseStatus;
import io.hookline.shell.internal.text.Durations;
import io.hookline.shell.internal.text.Timestamps;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The releases as a table. */
final class StatusReport {

    private StatusReport() {}

    static String of(List<ReleaseStatus> all, boolean withClosed, Timestamps timestamps, int screen) {
        if (all.isEmpty()) {
            return "No plugin runs, and none has run since the start. Deploy one: hook:deploy FILE\n";
        }
        List<ReleaseStatus> rows = withClosed ? all : withoutReplaced(all);
        Table table = table(rows, timestamps, name -> name);
        if (table.width() > screen) {
            NearestNames names =
                    new NearestNames(all.stream().map(ReleaseStatus::name).toList());
            table = table(rows, timestamps, names::shortest);
        }
        int hidden = all.size() - rows.size();
        return table.text(screen)
                + Folded.of(
                        "",
                        (hidden > 0 ? hidden + " closed releases not shown: hook:status --all. " : "")
                                + "More: hook:canaries, hook:chain, hook:stats, hook:leaks",
                        screen);
    }

    /** Those that are not closed, and of closed ones the latest of each version that is there in no other state. */
    private static List<ReleaseStatus> withoutReplaced(List<ReleaseStatus> all) {
        List<ReleaseStatus> kept = new ArrayList<>();
        for (ReleaseStatus row : all) {
            if (row.state() != ReleaseState.CLOSED
                    || all.stream().noneMatch(other -> isSameRelease(row, other) && replaces(other, row))) {
                kept.add(row);
            }
        }
        return kept;
    }

    private static boolean isSameRelease(ReleaseStatus one, ReleaseStatus other) {
        return one.name().equals(other.name()) && one.version().equals(other.version());
    }

    private static boolean replaces(ReleaseStatus other, ReleaseStatus closed) {
        return other.state() != ReleaseState.CLOSED
                || (other.loadedAt() != null
                        && (closed.loadedAt() == null || other.loadedAt().isAfter(closed.loadedAt())));
    }

    private static Table table(List<ReleaseStatus> rows, Timestamps timestamps, UnaryOperator<String> shown) {
        Table table = new Table(
                "PLUGIN", "VERSION", "STATE", "LOADED AT", "HEARTBEAT", "IN FLIGHT", "CALLS", "FAILED", "P99", "WHY");
        for (ReleaseStatus row : rows) {
            table.row(
                    shown.apply(row.name()),
                    row.version(),
                    row.state(),
                    timestamps.at(row.loadedAt()),
                    timestamps.ago(row.heartbeat()),
                    row.inFlight(),
                    row.calls(),
                    row.failures(),
                    row.p99Nanos() == 0 ? "-" : Durations.ofNanos(row.p99Nanos()),
                    row.why().isEmpty() ? "-" : row.why());
        }
        return table;
    }
}
