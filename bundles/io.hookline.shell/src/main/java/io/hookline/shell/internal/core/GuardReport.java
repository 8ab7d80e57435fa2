package io.hookline.shell.internal.core;

import io.hookline.api.runtime.BreakerState;
import io.hookline.api.runtime.GuardEvent;
import io.hookline.api.runtime.GuardStatus;
import io.hookline.common.text.Printable;
import io.hookline.shell.command.Column;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.ResultFormatter;
import io.hookline.shell.internal.text.StackText;
import io.hookline.shell.internal.text.Timestamps;
import java.util.List;
import java.util.Locale;

/** The guards of hooks, and what they did. */
final class GuardReport {

    private GuardReport() {}

    /**
     * The guards.
     *
     * @param unmatched sentences on rules that guard nothing
     */
    static CommandResult of(List<GuardStatus> guards, List<String> unmatched) {
        return CommandResult.table(
                        guards,
                        Column.of("POINT", GuardStatus::point),
                        Column.of("HOOK", GuardStatus::name),
                        Column.of("PLUGIN", guard -> guard.plugin() + "@" + guard.version()),
                        Column.of("ON FAILURE", GuardReport::onFailure),
                        Column.of("RUNS", guard -> guard.isolation().toLowerCase(Locale.ROOT)),
                        Column.of("LIMITS", GuardStatus::limits),
                        Column.of("NON-BLOCKING", GuardReport::nonBlocking),
                        Column.of("BREAKER", GuardReport::breaker),
                        Column.of("REFUSED", GuardStatus::refusedCalls),
                        Column.of("HANGING", GuardStatus::hanging),
                        Column.of("CPU %", guard -> decimal(guard.cpuPercent())),
                        Column.of("MB/S", guard -> decimal(guard.allocatedMegabytes())),
                        Column.of("WHY", guard -> guard.reason().isEmpty() ? "-" : guard.reason()))
                .whenEmpty("No hook is in any chain, so there is nothing to guard. The plugins: hook:plugins")
                .withFooter(Printable.of(String.join(" ", unmatched)));
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static CommandResult events(List<GuardEvent> events, Timestamps timestamps, boolean verbose) {
        CommandResult table = CommandResult.table(
                        events,
                        Column.of("WHEN", event -> timestamps.at(event.at())),
                        Column.of("WHAT", GuardEvent::kind),
                        Column.of("POINT", GuardEvent::point),
                        Column.of("HOOK", GuardEvent::name),
                        Column.of("PLUGIN", event -> event.plugin() + "@" + event.version()),
                        Column.of("WHY", event -> StackText.of(event.reason()).words()))
                .whenEmpty("No breaker has opened, no call has hung, and no hook has blocked that never should.");
        return CommandResult.text(
                events, width -> ResultFormatter.text(width).format(table) + stacks(events, timestamps, verbose));
    }

    /** Where calls were that hang, below the table: a stack needs lines of its own. */
    private static String stacks(List<GuardEvent> events, Timestamps timestamps, boolean verbose) {
        StringBuilder text = new StringBuilder();
        for (GuardEvent event : events) {
            String frames = StackText.of(event.reason()).frames(verbose);
            if (!frames.isEmpty()) {
                text.append('\n')
                        .append(Printable.of(timestamps.at(event.at()) + "  " + event.name() + " at " + event.point()))
                        .append('\n')
                        .append(frames);
            }
        }
        return text.toString();
    }

    /** What a failure does, and whether that lets calls through. */
    static String onFailure(GuardStatus guard) {
        return switch (guard.errorPolicy()) {
            case ABORT -> "abort (closed)";
            case SKIP -> "skip (open)";
            case FALLBACK -> "fallback";
        };
    }

    /** Where a hook runs, and what its breaker does unless it is closed. */
    static String guard(GuardStatus guard) {
        String runs = guard.isolation().toLowerCase(Locale.ROOT);
        return guard.breaker() == BreakerState.CLOSED ? runs : runs + ", " + guard.breaker();
    }

    /** Whether a hook counts as one that never blocks its callers. */
    static String nonBlocking(GuardStatus guard) {
        return switch (guard.blocking()) {
            case MAY_BLOCK -> "no";
            case NON_BLOCKING -> "yes";
            case WITHDRAWN -> "withdrawn";
        };
    }

    private static String breaker(GuardStatus guard) {
        long seconds = (guard.probeInMillis() + 999) / 1000;
        return seconds > 0
                ? guard.breaker() + " " + seconds + " s"
                : guard.breaker().name();
    }
}
