package io.hookline.shell.internal.deploy;

import io.hookline.common.text.Folded;
import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Table;
import io.hookline.deploy.CanaryStatus;
import java.util.List;
import java.util.function.UnaryOperator;

/** Canaries as a table of two rows each, the candidate and the stable release, and the latest verdict. */
final class CanaryReport {

    private CanaryReport() {}

    /** A canary that has begun, and the next steps. */
    static String begun(CanaryStatus canary, int screen) {
        String name = canary.name();
        return Folded.of(
                        "",
                        name + " " + canary.candidate() + " runs beside " + canary.stable() + " and takes "
                                + canary.takes() + ".",
                        screen)
                + Folded.of("watch it    ", "hook:canaries", screen)
                + Folded.of("promote it  ", "hook:promote " + name, screen)
                + Folded.of("abort it    ", "hook:abort " + name, screen);
    }

    static String of(List<CanaryStatus> canaries, int screen) {
        if (canaries.isEmpty()) {
            return "No canary runs. Begin one: hook:canary FILE\n";
        }
        NearestNames names =
                new NearestNames(canaries.stream().map(CanaryStatus::name).toList());
        Table table = table(canaries, name -> name);
        if (table.width() > screen) {
            table = table(canaries, names::shortest);
        }
        StringBuilder text = new StringBuilder(table.text(screen)).append('\n');
        for (CanaryStatus canary : canaries) {
            text.append(Folded.of(
                    "",
                    names.shortest(canary.name()) + " " + canary.candidate() + ": " + canary.verdict(),
                    screen,
                    "  "));
            for (String example : canary.examples()) {
                text.append(Folded.of("  differs  ", example, screen));
            }
        }
        return text.toString();
    }

    private static Table table(List<CanaryStatus> canaries, UnaryOperator<String> shown) {
        Table table = new Table("PLUGIN", "VERSION", "ROLE", "STATE", "STEP", "CALLS", "FAILED", "TAKES");
        for (CanaryStatus canary : canaries) {
            table.row(
                    shown.apply(canary.name()),
                    canary.candidate(),
                    "candidate",
                    canary.state(),
                    canary.weights().isEmpty()
                            ? "-"
                            : canary.step() + "/" + canary.weights().size(),
                    canary.candidateCalls(),
                    canary.candidateFailures(),
                    takes(canary));
            table.row(
                    "",
                    canary.stable(),
                    "stable",
                    "",
                    "",
                    canary.stableCalls(),
                    canary.stableFailures(),
                    stableTakes(canary));
        }
        return table;
    }

    private static String takes(CanaryStatus canary) {
        return switch (canary.state()) {
            case PROMOTED -> "all calls";
            case ROLLED_BACK -> "none";
            case SHADOW -> "no answer";
            case RUNNING, PAUSED -> canary.takes();
        };
    }

    private static String stableTakes(CanaryStatus canary) {
        return switch (canary.state()) {
            case PROMOTED -> "none";
            case ROLLED_BACK -> "all calls";
            case SHADOW -> "all calls";
            case RUNNING, PAUSED -> "the others";
        };
    }
}
