package io.hookline.shell.internal;

import io.hookline.api.runtime.BreakerState;
import io.hookline.api.runtime.GuardEvent;
import io.hookline.api.runtime.GuardStatus;
import io.hookline.common.text.Table;
import java.util.List;
import java.util.Locale;

/** The guards of hooks, and what they did. */
final class GuardReport {

    private GuardReport() {}

    static String of(List<GuardStatus> guards, int screen) {
        if (guards.isEmpty()) {
            return "No hook stands in any chain, so there is nothing to guard. What there is: hook:plugins\n";
        }
        Table table = new Table(
                "POINT",
                "HOOK",
                "PLUGIN",
                "ON FAILURE",
                "RUNS",
                "LIMITS",
                "BREAKER",
                "REFUSED",
                "HANGING",
                "CPU %",
                "MB/S",
                "WHY");
        for (GuardStatus guard : guards) {
            table.row(
                    guard.point(),
                    guard.name(),
                    guard.plugin() + "@" + guard.version(),
                    onFailure(guard),
                    guard.isolation().toLowerCase(Locale.ROOT),
                    guard.limits(),
                    breaker(guard),
                    guard.refusedCalls(),
                    guard.hanging(),
                    String.format(Locale.ROOT, "%.1f", guard.cpuPercent()),
                    String.format(Locale.ROOT, "%.1f", guard.allocatedMegabytes()),
                    guard.reason().isEmpty() ? "-" : guard.reason());
        }
        return table.text(screen);
    }

    static String events(List<GuardEvent> events, Moments moments, int screen) {
        if (events.isEmpty()) {
            return "No breaker has opened and no call has hung.\n";
        }
        Table table = new Table("WHEN", "WHAT", "POINT", "HOOK", "PLUGIN", "WHY");
        for (GuardEvent event : events) {
            table.row(
                    moments.at(event.at()),
                    event.kind(),
                    event.point(),
                    event.name(),
                    event.plugin() + "@" + event.version(),
                    event.reason());
        }
        return table.text(screen);
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

    private static String breaker(GuardStatus guard) {
        long seconds = (guard.probeInMillis() + 999) / 1000;
        return seconds > 0
                ? guard.breaker() + " " + seconds + " s"
                : guard.breaker().name();
    }
}
