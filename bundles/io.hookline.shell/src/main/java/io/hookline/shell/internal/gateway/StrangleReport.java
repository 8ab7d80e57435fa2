package io.hookline.shell.internal.gateway;

import io.hookline.common.text.Folded;
import io.hookline.common.text.Table;
import io.hookline.gateway.strangler.StranglerStatus;
import io.hookline.gateway.strangler.StranglerStatus.Difference;
import io.hookline.gateway.strangler.StranglerStatus.Shadow;
import io.hookline.gateway.strangler.StranglerStatus.Side;
import io.hookline.shell.internal.text.Durations;
import io.hookline.shell.internal.text.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code hook:strangle} prints. */
final class StrangleReport {

    private StrangleReport() {}

    static String list(List<StranglerStatus> all, int width) {
        if (all.isEmpty()) {
            return "No route moves. Begin with one: hook:strangle start NAME --to UPSTREAM\n";
        }
        Table table =
                new Table("NAME", "ROUTE", "STATE", "NEW", "OLD CALLS", "FAILED", "NEW CALLS", "FAILED", "DIFFERENT");
        for (StranglerStatus one : all) {
            Shadow shadow = one.shadow();
            table.row(
                    one.name(),
                    one.route(),
                    state(one),
                    one.percent() + " %",
                    one.before().calls(),
                    one.before().failures(),
                    one.after().calls(),
                    one.after().failures(),
                    shadow.different() + shadow.noAnswer() + " of " + compared(shadow));
        }
        StringBuilder text = new StringBuilder(table.text(width));
        all.stream().filter(one -> one.state().equals("refused")).forEach(one -> text.append('\n')
                .append(Folded.of("refused: ", one.name() + ": " + one.verdict(), width)));
        return text.toString();
    }

    static String of(StranglerStatus one, int width) {
        StringBuilder text = new StringBuilder();
        if (one.state().equals("refused")) {
            return Folded.of("refused: ", one.name() + ": " + one.verdict(), width);
        }
        String steps = one.steps().stream().map(String::valueOf).collect(Collectors.joining(", "));
        text.append(Folded.of(
                "",
                one.name() + ": " + one.percent() + " % of the route " + one.route() + " go to " + one.to() + " (steps "
                        + steps + ")" + (one.paused() ? ", paused" : ""),
                width));
        text.append('\n');
        Table table = new Table("SIDE", "UPSTREAM", "CALLS", "FAILED", "P50", "P99");
        side(table, "old", one.from(), one.before());
        side(table, "new", one.to(), one.after());
        side(table, "copies", one.to(), one.shadow().answers());
        text.append(table.text(width)).append('\n');
        Shadow shadow = one.shadow();
        text.append(Folded.of(
                "copies   ",
                shadow.copies() + " sent, " + shadow.leftOut() + " left out because too many were under way, "
                        + shadow.underWay() + " under way",
                width));
        text.append(Folded.of(
                "compared ",
                shadow.same() + " the same, " + shadow.different() + " different, " + shadow.noAnswer()
                        + " without an answer, " + shadow.uncompared() + " that cannot be compared",
                width));
        text.append(Folded.of("verdict  ", one.verdict(), width));
        if (!one.differences().isEmpty()) {
            Timestamps now = Timestamps.now(Instant.now());
            Table differences = new Table("LAST", "TIMES", "REQUEST", "DIFFERENCE");
            for (Difference difference : one.differences()) {
                differences.row(
                        now.at(difference.at()),
                        difference.count(),
                        difference.method() + " " + difference.path(),
                        difference.what());
            }
            text.append('\n').append(differences.text(width));
        }
        return text.toString();
    }

    private static long compared(Shadow shadow) {
        return shadow.same() + shadow.different() + shadow.noAnswer() + shadow.uncompared();
    }

    private static String state(StranglerStatus one) {
        return one.paused() ? one.state() + ", paused" : one.state();
    }

    private static void side(Table table, String name, String upstream, Side side) {
        table.row(name, upstream, side.calls(), side.failures(), time(side.p50Micros()), time(side.p99Micros()));
    }

    private static String time(long micros) {
        return micros < 0 ? "-" : Durations.ofNanos(micros * 1_000);
    }
}
