package io.hookline.httpcorpus;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A report as a table for people. */
public final class CorpusText {

    private CorpusText() {}

    /** The cases that failed, or all of them, and the sums. */
    public static String of(CorpusReport report, boolean all) {
        StringBuilder text = new StringBuilder();
        Map<String, int[]> families = new LinkedHashMap<>();
        for (CaseResult result : report.results()) {
            int[] counts = families.computeIfAbsent(result.played().family(), family -> new int[2]);
            counts[result.passed() ? 0 : 1]++;
            if (all || !result.passed()) {
                line(text, result);
            }
        }
        text.append(String.format(Locale.ROOT, "%n%-20s %6s %6s%n", "Family", "passed", "failed"));
        families.forEach((family, counts) ->
                text.append(String.format(Locale.ROOT, "%-20s %6d %6d%n", family, counts[0], counts[1])));
        text.append(String.format(
                Locale.ROOT,
                "%n%d of %d cases passed; failed: %d critical, %d standard, %d policy; %d stray request(s)%n",
                report.passed(),
                report.results().size(),
                report.failures(Kind.CRITICAL).size(),
                report.failures(Kind.STANDARD).size(),
                report.failures(Kind.POLICY).size(),
                report.strays().size()));
        report.strays().forEach(stray -> text.append("  stray: ")
                .append(printable(stray.toString()))
                .append('\n'));
        return text.toString();
    }

    private static void line(StringBuilder text, CaseResult result) {
        Case played = result.played();
        text.append(String.format(
                Locale.ROOT,
                "%-4s %-8s %-60s %-18s %s%n",
                result.passed() ? "ok" : "FAIL",
                played.kind().name().toLowerCase(Locale.ROOT),
                played,
                played.section(),
                printable(result.summary())));
        result.problems()
                .forEach(problem ->
                        text.append("       ").append(printable(problem)).append('\n'));
    }

    /** Without control characters, and not longer than a few lines. */
    static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), 400); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f) {
                printable.append(c);
            } else {
                printable.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
            }
        }
        return text.length() > 400 ? printable.append("...").toString() : printable.toString();
    }
}
