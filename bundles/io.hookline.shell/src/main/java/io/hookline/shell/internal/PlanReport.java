package io.hookline.shell.internal;

import io.hookline.deploy.Artifact;
import io.hookline.deploy.Plan;
import io.hookline.deploy.PlannedChain;
import io.hookline.deploy.PlannedRelease;
import java.util.List;

/** What a change would do, for people. */
final class PlanReport {

    private PlanReport() {}

    static String of(Plan plan) {
        StringBuilder text = new StringBuilder();
        plan.releases().forEach(release -> release(release, text));
        List<String> removed = plan.leaving().stream()
                .filter(label -> plan.releases().stream()
                        .noneMatch(
                                release -> label.startsWith(release.artifact().name() + " ")))
                .toList();
        if (!removed.isEmpty()) {
            text.append("Removed: ").append(Printable.list(removed)).append("\n\n");
        }
        plan.chains().forEach(chain -> chain(chain, text));
        text.append("Blast radius: ")
                .append(plan.chains().size())
                .append(" chains, ")
                .append(plan.inFlight())
                .append(" calls in flight now, ")
                .append(
                        plan.ripple().isEmpty()
                                ? "no other bundle"
                                : plan.ripple().size() + " other bundles")
                .append(" restarted")
                .append(plan.ripple().isEmpty() ? "" : ": " + Printable.list(plan.ripple()))
                .append('\n');
        plan.notes()
                .forEach(
                        note -> text.append("Note: ").append(Printable.of(note)).append('\n'));
        if (plan.refusals().isEmpty()) {
            text.append("It would be made.\n");
        } else {
            text.append("It would be refused:\n");
            for (Plan.Refusal refusal : plan.refusals()) {
                text.append("  ").append(refusal.kind()).append(": ").append(Printable.of(refusal.message()));
                text.append('\n');
                refusal.details()
                        .forEach(detail ->
                                text.append("    ").append(Printable.of(detail)).append('\n'));
            }
        }
        return text.toString();
    }

    private static void release(PlannedRelease release, StringBuilder text) {
        Artifact artifact = release.artifact();
        text.append(Printable.of(artifact.label()));
        if (release.replaces() != null) {
            text.append(" in the place of ").append(Printable.of(release.replaces()));
        }
        text.append('\n');
        line(
                text,
                "content",
                artifact.sha256().substring(0, 12) + ", " + release.size() + " bytes, "
                        + (artifact.signer() == null
                                ? "not signed by a trusted key"
                                : "signed by " + artifact.signer()));
        line(text, "version", release.versionVerdict());
        release.apiChanges().forEach(change -> line(text, "", change));
        line(text, "resolve", release.resolves() ? "all that it requires is offered" : "does not resolve");
        release.resolveDetails().forEach(detail -> line(text, "", detail));
        text.append('\n');
    }

    private static void line(StringBuilder text, String title, String content) {
        text.append(String.format("  %-8s ", title))
                .append(Printable.of(content))
                .append('\n');
    }

    private static void chain(PlannedChain chain, StringBuilder text) {
        text.append(Printable.of(chain.point()))
                .append(", ")
                .append(chain.inFlight())
                .append(" calls in flight\n");
        for (String hook : chain.before()) {
            if (!chain.after().contains(hook)) {
                text.append("  - ").append(Printable.of(hook)).append('\n');
            }
        }
        for (int i = 0; i < chain.after().size(); i++) {
            String hook = chain.after().get(i);
            int was = chain.before().indexOf(hook);
            text.append(was < 0 ? "  + " : "    ").append(i + 1).append("  ").append(Printable.of(hook));
            text.append(was >= 0 && was != i ? "   (was " + (was + 1) + ")" : "")
                    .append('\n');
        }
        if (chain.after().isEmpty()) {
            text.append("    (empty)\n");
        }
        chain.notes()
                .forEach(note -> text.append("  ! ").append(Printable.of(note)).append('\n'));
        text.append('\n');
    }
}
