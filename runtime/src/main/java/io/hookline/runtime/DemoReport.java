package io.hookline.runtime;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The table and the verdict at the end of the demo. */
final class DemoReport {

    private static final double MICROS_PER_MILLI = 1_000.0;

    private final DemoMetrics total;
    private final int changes;
    private final int heldAndFinished;

    DemoReport(DemoMetrics total, int changes, int heldAndFinished) {
        this.total = total;
        this.changes = changes;
        this.heldAndFinished = heldAndFinished;
    }

    /** Prints it. Returns true if the demo succeeded. */
    boolean print(PrintWriter out) {
        Map<String, Long> served = total.servedByRelease();
        out.println();
        row(out, "calls", total.calls());
        row(out, "  served, ratelimit 1.0.0", served.getOrDefault("1.0.0", 0L));
        row(out, "  served, ratelimit 1.1.0", served.getOrDefault("1.1.0", 0L));
        row(out, "  served, no rate limit", served.getOrDefault(DemoLoad.NO_RELEASE, 0L));
        row(out, "  no valid key: refused, 401", total.refusedCalls());
        row(out, "  no valid key: got through", total.slippedCalls());
        row(out, "  lost", total.lostCalls());
        total.losses().forEach((how, calls) -> row(out, "    " + how, calls));
        row(out, "plugin changes", changes);
        row(out, "  that waited for a call", heldAndFinished);
        out.println();
        out.printf("%-28s %9s %9s %9s%n", "latency, ms", "p50", "p99", "max");
        latency(out, "  between changes", total.quiet());
        latency(out, "  during a change", total.changing());
        out.println();
        boolean good = isGood();
        out.println(
                good
                        ? "No call was lost, no call without a key got through, every removal waited for the calls in flight,"
                                + " and both releases served calls."
                        : "FAILED: see the rows above.");
        out.flush();
        return good;
    }

    boolean isGood() {
        Map<String, Long> served = total.servedByRelease();
        return total.lostCalls() == 0
                && total.slippedCalls() == 0
                && total.refusedCalls() > 0
                && heldAndFinished > 0
                && !served.containsKey(DemoLoad.NO_RELEASE)
                && served.containsKey("1.0.0")
                && served.containsKey("1.1.0");
    }

    private static void row(PrintWriter out, String name, long count) {
        out.printf(Locale.ROOT, "%-28s %,9d%n", name, count);
    }

    private static void latency(PrintWriter out, String name, Histogram micros) {
        out.printf(
                Locale.ROOT,
                "%-28s %9.2f %9.2f %9.2f%n",
                name,
                micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
                micros.getMaxValue() / MICROS_PER_MILLI);
    }
}
