package io.hookline.torture.internal;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Prints a ledger for people. */
final class LedgerText {

    private static final double BYTES_PER_MB = 1024.0 * 1024.0;

    private LedgerText() {}

    /** The first line of a run. */
    static String opening(TortureOptions options) {
        return "torture: seed " + options.seed() + ", " + options.callers() + " callers, for "
                + options.time().toSeconds() + " s\n";
    }

    /** A progress line. */
    static String progress(long elapsedNanos, RunMetrics metrics) {
        return String.format(
                Locale.ROOT,
                "%5d s  %,7d operations  %,13d calls  %d violations%n",
                TimeUnit.NANOSECONDS.toSeconds(elapsedNanos),
                metrics.operations().total(),
                metrics.calls(),
                metrics.violations().total());
    }

    /** The whole ledger; the last line is the verdict. */
    static String of(Ledger ledger) {
        StringBuilder text = new StringBuilder(1_024);
        row(text, "calls", ledger.calls());
        ledger.outcomes().forEach((outcome, count) -> row(text, "  " + outcome.words(), count));
        text.append(String.format("%-28s %13s %11s %11s%n", "operations", "count", "median ms", "longest ms"));
        for (Ledger.Operations row : ledger.operations()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-28s %,13d %,11d %,11d%n",
                    "  " + row.kind(),
                    row.count(),
                    row.medianMillis(),
                    row.longestMillis()));
        }
        row(text, "releases called", ledger.releases());
        Ledger.Resources used = ledger.resources();
        row(text, "class loaders held", used.loadersHeld());
        row(text, "class loaders watched still", used.loadersWatched());
        change(text, "threads", String.valueOf(used.threadsBefore()), String.valueOf(used.threadsAfter()));
        used.threadsAdded().forEach(name -> text.append("    ").append(name).append('\n'));
        change(text, "heap, MB", megabytes(used.heapBytesBefore()), megabytes(used.heapBytesAfter()));
        row(
                text,
                "violations",
                ledger.violations().values().stream().mapToLong(Long::longValue).sum());
        ledger.violations().forEach((kind, count) -> row(text, "  " + kind, count));
        ledger.examples().forEach(example -> text.append("    ")
                .append(example.kind())
                .append(": ")
                .append(example.text())
                .append('\n'));
        if (!ledger.asPlanned()) {
            text.append("ended early, after ").append(ledger.seconds()).append(" s\n");
        }
        text.append(
                ledger.clean()
                        ? "clean: every call had exactly one outcome, on exactly one release\n"
                        : "NOT CLEAN: see the violations\n");
        return text.toString();
    }

    private static void row(StringBuilder text, String name, long count) {
        text.append(String.format(Locale.ROOT, "%-28s %,13d%n", name, count));
    }

    private static void change(StringBuilder text, String name, String before, String after) {
        text.append(String.format("%-28s %13s at the start, %s at the end%n", name, before, after));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / BYTES_PER_MB);
    }
}
