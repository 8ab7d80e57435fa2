package io.hookline.load;

import io.hookline.common.text.Printable;
import io.hookline.load.LoadReport.Count;
import io.hookline.load.LoadReport.Latencies;
import java.time.Duration;
import java.util.Locale;

/** Prints a report for people. */
final class LoadText {

    private static final int NAME_WIDTH = 26;
    private static final int LONGEST_DETAIL = 160;

    private LoadText() {}

    static String of(LoadReport report) {
        LoadPlan plan = report.plan();
        StringBuilder text = new StringBuilder();
        text.append('\n').append(opening(plan));
        if (report.endedEarly()) {
            text.append(line("ended early, after %.1f s", report.seconds()));
        }
        text.append(line(
                "%-" + NAME_WIDTH + "s %,12d   %,.1f a second%s",
                "calls",
                report.calls(),
                report.perSecond(),
                plan.rate() > 0 ? String.format(Locale.ROOT, "; %,d were requested", plan.rate()) : ""));
        report.outcomes().stream().filter(count -> !count.outcome().failed()).forEach(count -> text.append(row(count)));
        text.append(
                line("%-" + NAME_WIDTH + "s %,12d   %s %%", "errors", report.errors(), percent(report.errorPercent())));
        report.outcomes().stream().filter(count -> count.outcome().failed()).forEach(count -> text.append(row(count)));
        if (report.unmade() > 0) {
            text.append(line(
                    "%-" + NAME_WIDTH
                            + "s %,12d   due, but all %s were busy: the target or this machine does not keep up",
                    "  not made",
                    report.unmade(),
                    plan.callersAre()));
        }
        if (report.unfinished() > 0) {
            text.append(line(
                    "%-" + NAME_WIDTH + "s %,12d   %s",
                    "  not ended",
                    report.unfinished(),
                    report.endedEarly() ? "no errors, since the run was ended early" : "were given up"));
        }
        if (report.calls() + report.unmade() > 0) {
            text.append('\n').append(latencies(report));
        }
        if (plan.rate() == 0) {
            text.append(
                    """

                    Latencies are not corrected: without --rate each caller waits for its answer before it calls again, so a
                    stall also delays the calls that would have shown it. To measure latencies at a given load, use --rate.
                    """);
        }
        return text.toString();
    }

    /** The first line: what the run does. */
    static String opening(LoadPlan plan) {
        return line(
                "%s: %s over %,d %s for %s%s",
                Printable.of(plan.what()),
                plan.rate() == 0 ? "as fast as it goes" : String.format(Locale.ROOT, "%,d calls a second", plan.rate()),
                plan.callers(),
                plan.callers() == 1 ? plan.callersAre().replaceFirst("s$", "") : plan.callersAre(),
                time(plan.time()),
                plan.warmUp().isZero() ? "" : ", after " + time(plan.warmUp()) + " of warm-up");
    }

    static String tick(LoadTick tick) {
        String elapsed = String.format(Locale.ROOT, "%5.0f s  ", tick.elapsedNanos() / 1e9);
        return tick.warmUp()
                ? elapsed + "warm-up"
                : elapsed
                        + String.format(
                                Locale.ROOT,
                                "%,11.0f a second  p99 %9s  %,d errors",
                                tick.perSecond(),
                                tick.p99Nanos() == 0
                                        ? "-"
                                        : Scale.of(tick.p99Nanos()).withUnit(tick.p99Nanos()),
                                tick.errors());
    }

    private static String row(Count count) {
        String detail = Printable.of(count.outcome().detail());
        if (detail.length() > LONGEST_DETAIL) {
            detail = detail.substring(0, LONGEST_DETAIL) + "...";
        }
        return line(
                "%-" + NAME_WIDTH + "s %,12d   %s",
                "  " + Printable.of(count.outcome().kind()),
                count.calls(),
                detail);
    }

    private static String latencies(LoadReport report) {
        Latencies asMade = report.asMade();
        Scale scale = Scale.of(report.latency().p99Nanos());
        StringBuilder text = new StringBuilder(line(
                "%-" + NAME_WIDTH + "s %10s %10s %10s %10s %10s %10s",
                "latency, " + scale.unit,
                "p50",
                "p90",
                "p99",
                "p99.9",
                "max",
                "mean"));
        text.append(latencies(asMade == null ? "  as made" : "  from when due", report.latency(), scale));
        if (asMade != null) {
            text.append(latencies("  as made, uncorrected", asMade, scale));
        }
        return text.toString();
    }

    private static String latencies(String name, Latencies latencies, Scale scale) {
        return line(
                "%-" + NAME_WIDTH + "s %10s %10s %10s %10s %10s %10s",
                name,
                scale.of(latencies.p50Nanos(), ""),
                scale.of(latencies.p90Nanos(), ""),
                scale.of(latencies.p99Nanos(), ""),
                scale.of(latencies.p999Nanos(), ""),
                scale.of(latencies.maxNanos(), ""),
                scale.of(latencies.meanNanos(), ""));
    }

    private static String percent(double percent) {
        return percent > 0 && percent < 0.01 ? "less than 0.01" : String.format(Locale.ROOT, "%.2f", percent);
    }

    private static String time(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values).stripTrailing() + "\n";
    }

    /** The unit of a table of latencies. */
    private enum Scale {
        MICROS("us", 1e3),
        MILLIS("ms", 1e6);

        private final String unit;
        private final double nanos;

        Scale(String unit, double nanos) {
            this.unit = unit;
            this.nanos = nanos;
        }

        static Scale of(long nanos) {
            return nanos < 100_000 ? MICROS : MILLIS;
        }

        String of(long value, String suffix) {
            return String.format(Locale.ROOT, "%,.2f%s", value / nanos, suffix);
        }

        String withUnit(long value) {
            return of(value, " " + unit);
        }
    }
}
