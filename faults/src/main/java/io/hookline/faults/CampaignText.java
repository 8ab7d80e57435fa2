package io.hookline.faults;

import io.hookline.faults.ledger.CallVerdict;
import io.hookline.faults.ledger.Ledger;
import io.hookline.faults.ledger.Outcome;
import io.hookline.faults.ledger.StepRecord;
import io.hookline.faults.ledger.Violation;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A campaign as text. */
final class CampaignText {

    private static final int LONGEST = 600;

    private CampaignText() {}

    /** The line of the step that has just ended. */
    static String step(Ledger ledger) {
        List<StepRecord> steps = ledger.steps();
        StepRecord last = steps.get(steps.size() - 1);
        return String.format(
                Locale.ROOT,
                "%4d  %-44s %-13s %7d ms%s",
                last.number(),
                last.fault(),
                last.outcome(),
                last.millis(),
                ledger.isSpoiled() ? "  VIOLATION" : "");
    }

    static String of(CampaignReport report) {
        StringBuilder text = new StringBuilder(1_024);
        text.append(String.format(
                Locale.ROOT,
                "%nseed %d, %d steps in %d s%s%n",
                report.seed(),
                report.steps().size(),
                report.seconds(),
                report.isComplete() ? "" : ", ended early"));
        Map<CallVerdict, Long> calls = new EnumMap<>(CallVerdict.class);
        calls.putAll(report.calls());
        row(text, "calls", calls.values().stream().mapToLong(Long::longValue).sum());
        calls.forEach((verdict, count) -> row(text, "  " + words(verdict), count));
        Map<Outcome, Long> outcomes = new TreeMap<>();
        report.steps().forEach(step -> outcomes.merge(step.outcome(), 1L, Long::sum));
        row(text, "outcomes", report.steps().size());
        outcomes.forEach((outcome, count) -> row(text, "  " + words(outcome), count));
        row(text, "violations", report.violations().size());
        Set<Integer> steps = new HashSet<>();
        for (Violation violation : report.violations()) {
            text.append("  step ")
                    .append(violation.step())
                    .append("  ")
                    .append(violation.fault())
                    .append("  ");
            text.append(violation.kind())
                    .append(": ")
                    .append(excerpt(violation.text()))
                    .append('\n');
            if (steps.add(violation.step())) {
                text.append("    to repeat it:  ")
                        .append(report.repeatAlone(violation))
                        .append('\n');
                text.append("    with all before:  ")
                        .append(report.repeatAll(violation))
                        .append('\n');
            }
        }
        return text.append(
                        report.isClean()
                                ? "clean: each fault ended as allowed, and the gateway was never open\n"
                                : "NOT CLEAN: see the violations\n")
                .toString();
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void row(StringBuilder text, String name, long count) {
        text.append(String.format(Locale.ROOT, "%-20s %,10d%n", name, count));
    }

    private static String excerpt(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
