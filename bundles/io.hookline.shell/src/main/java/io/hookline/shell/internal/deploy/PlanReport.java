package io.hookline.shell.internal.deploy;

import io.hookline.common.text.Folded;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.Plan;
import io.hookline.deploy.PlannedChain;
import io.hookline.deploy.PlannedRelease;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A plan as text. */
final class PlanReport {

    private PlanReport() {}

    static String of(Plan plan, int screen) {
        StringBuilder text = new StringBuilder();
        plan.releases().forEach(release -> release(release, text, screen));
        List<String> removed = plan.leaving().stream()
                .filter(label -> plan.releases().stream()
                        .noneMatch(
                                release -> label.startsWith(release.artifact().name() + " ")))
                .toList();
        if (!removed.isEmpty()) {
            text.append(Folded.of("Removed: ", String.join(", ", removed), screen))
                    .append('\n');
        }
        plan.chains().forEach(chain -> chain(chain, plan.refusals(), text, screen));
        text.append(Folded.of("Blast radius: ", radius(plan), screen));
        plan.notes().forEach(note -> text.append(Folded.of("Note: ", note, screen)));
        if (plan.refusals().isEmpty()) {
            return text.append("This plan can be deployed.\n").toString();
        }
        text.append("This plan would be refused:\n");
        Set<String> told = new HashSet<>();
        plan.releases().forEach(release -> {
            told.addAll(release.apiChanges());
            told.addAll(release.resolveDetails());
        });
        for (Plan.Refusal refusal : plan.refusals()) {
            text.append(Folded.of("  " + refusal.kind() + ": ", refusal.message(), screen, "    "));
            List<String> untold = Reasons.further(refusal.message(), refusal.details());
            untold.removeAll(told);
            untold.forEach(detail -> text.append(Folded.of("    ", detail, screen, "      ")));
        }
        return text.toString();
    }

    private static String radius(Plan plan) {
        String ripple = plan.ripple().isEmpty()
                ? "no other bundle restarts"
                : counted(plan.ripple().size(), "other bundle") + " would restart: " + String.join(", ", plan.ripple());
        return counted(plan.chains().size(), "chain") + "; " + counted(plan.inFlight(), "call") + " in flight; "
                + ripple;
    }

    private static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static void release(PlannedRelease release, StringBuilder text, int screen) {
        Artifact artifact = release.artifact();
        String place = release.replaces() == null ? ", new" : ", replaces " + release.replaces();
        text.append(Folded.of("", artifact.label() + place, screen, "  "));
        String signer = artifact.signer();
        line(
                text,
                "content",
                artifact.sha256().substring(0, 12) + ", " + release.size() / 1024 + " KiB, "
                        + (signer == null ? "not signed by a trusted key" : "signed by " + signer),
                screen);
        line(text, "gate", release.versionVerdict(), screen);
        release.apiChanges().forEach(change -> line(text, "", change, screen));
        line(text, "resolve", release.resolves() ? "all its requirements are met" : "does not resolve", screen);
        release.resolveDetails().forEach(detail -> line(text, "", detail, screen));
        text.append('\n');
    }

    private static void line(StringBuilder text, String title, String content, int screen) {
        text.append(Folded.of(String.format("  %-8s ", title), content, screen));
    }

    private static void chain(PlannedChain chain, List<Plan.Refusal> refusals, StringBuilder text, int screen) {
        text.append(Folded.of("", chain.point() + (chain.open() ? "" : ", not open: its hooks wait"), screen));
        for (String hook : chain.before()) {
            if (!chain.after().contains(hook)) {
                text.append(Folded.of("  -    ", hook, screen));
            }
        }
        for (int i = 0; i < chain.after().size(); i++) {
            String hook = chain.after().get(i);
            int was = chain.before().indexOf(hook);
            text.append(Folded.of(
                    String.format("  %s %-2d ", was < 0 ? "+" : " ", i + 1),
                    hook + (was >= 0 && was != i ? "   (was " + (was + 1) + ")" : ""),
                    screen));
        }
        if (chain.after().isEmpty()) {
            text.append("       (empty)\n");
        }
        // What is a reason to refuse the change stands there.
        chain.notes().stream()
                .filter(note ->
                        refusals.stream().noneMatch(refusal -> refusal.message().contains(note)))
                .forEach(note -> text.append(Folded.of("  !    ", note, screen)));
        text.append('\n');
    }
}
