package io.hookline.shell.internal;

import io.hookline.common.text.Folded;
import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Table;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.ReleaseStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The releases as a table. */
final class StatusReport {

    private StatusReport() {}

    static String of(List<ReleaseStatus> all, boolean withClosed, Moments moments, int screen) {
        if (all.isEmpty()) {
            return "No plugin runs, and none has run since the start. Deploy one: hook:deploy FILE\n";
        }
        List<ReleaseStatus> rows = withClosed ? all : withoutNoise(all);
        Table table = table(rows, moments, name -> name);
        if (table.width() > screen) {
            NearestNames names =
                    new NearestNames(all.stream().map(ReleaseStatus::name).toList());
            table = table(rows, moments, names::shortest);
        }
        int hidden = all.size() - rows.size();
        return table.text(screen)
                + Folded.of(
                        "",
                        (hidden > 0 ? hidden + " closed not shown: hook:status --all. " : "")
                                + "More: hook:canaries, hook:chain, hook:stats, hook:leaks",
                        screen);
    }

    /** Those that are not closed, and of closed ones the latest of each version that is there in no other state. */
    private static List<ReleaseStatus> withoutNoise(List<ReleaseStatus> all) {
        List<ReleaseStatus> kept = new ArrayList<>();
        for (ReleaseStatus row : all) {
            if (row.state() != ReleaseState.CLOSED
                    || all.stream().noneMatch(other -> isSameRelease(row, other) && standsFor(other, row))) {
                kept.add(row);
            }
        }
        return kept;
    }

    private static boolean isSameRelease(ReleaseStatus one, ReleaseStatus other) {
        return one.name().equals(other.name()) && one.version().equals(other.version());
    }

    private static boolean standsFor(ReleaseStatus other, ReleaseStatus closed) {
        return other.state() != ReleaseState.CLOSED
                || (other.loadedAt() != null
                        && (closed.loadedAt() == null || other.loadedAt().isAfter(closed.loadedAt())));
    }

    private static Table table(List<ReleaseStatus> rows, Moments moments, UnaryOperator<String> shown) {
        Table table = new Table(
                "PLUGIN", "VERSION", "STATE", "LOADED AT", "HEARTBEAT", "IN FLIGHT", "CALLS", "FAILED", "P99", "WHY");
        for (ReleaseStatus row : rows) {
            table.row(
                    shown.apply(row.name()),
                    row.version(),
                    row.state(),
                    moments.at(row.loadedAt()),
                    moments.ago(row.heartbeat()),
                    row.inFlight(),
                    row.calls(),
                    row.failures(),
                    row.p99Nanos() == 0 ? "-" : StatsReport.duration(row.p99Nanos()),
                    row.why().isEmpty() ? "-" : row.why());
        }
        return table;
    }
}
