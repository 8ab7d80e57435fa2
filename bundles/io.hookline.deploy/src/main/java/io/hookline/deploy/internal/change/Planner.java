package io.hookline.deploy.internal.change;

import io.hookline.deploy.Artifact;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.Plan;
import io.hookline.deploy.PlannedChain;
import io.hookline.deploy.PlannedRelease;
import io.hookline.deploy.internal.bundle.ComponentDescriptions;
import io.hookline.deploy.internal.bundle.PluginBundles;
import io.hookline.deploy.internal.gate.GateVerdict;
import io.hookline.deploy.internal.gate.SemverGate;
import io.hookline.deploy.internal.resolve.ResolveCheck;
import io.hookline.deploy.internal.resolve.ResolveVerdict;
import io.hookline.engine.release.ChainPreview;
import io.hookline.engine.release.PlannedHook;
import io.hookline.engine.release.ReleaseControl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** Finds out what a change would do, without doing anything of it. Used by one thread at a time. */
final class Planner {

    private final PluginBundles bundles;
    private final ReleaseControl control;
    private final ResolveCheck resolve;
    private final KnownReleases known;
    private final SemverGate gate = new SemverGate();

    Planner(PluginBundles bundles, ReleaseControl control, ResolveCheck resolve, KnownReleases known) {
        this.bundles = bundles;
        this.control = control;
        this.resolve = resolve;
        this.known = known;
    }

    /** The plan of a change. */
    Plan plan(Change change) {
        InspectionFindings findings = new InspectionFindings();
        ResolveVerdict resolved = resolve(change);
        List<PlannedRelease> releases = new ArrayList<>();
        for (ReceivedArtifact received : change.arriving()) {
            releases.add(release(change, received, resolved, findings));
        }
        if (resolved.refusal() != null) {
            findings.refuse(resolved.refusal(), resolved.headline(), resolved.details());
        }
        List<String> ripple = ripple(change, findings);
        List<PlannedChain> chains = chains(change, findings);
        return new Plan(releases, Releases.labels(change.leaving()), chains, ripple, findings.refusals, findings.notes);
    }

    // ---- one release -----------------------------------------------------------------------------------------------

    private PlannedRelease release(
            Change change, ReceivedArtifact received, ResolveVerdict resolved, InspectionFindings findings) {
        Artifact artifact = received.artifact();
        Optional<Release> replaced = change.leaving().stream()
                .filter(release -> release.artifact().name().equals(artifact.name()))
                .findFirst();
        known.refusals(artifact).forEach(findings.refusals::add);
        foreign(received, findings);
        if (replaced.isEmpty() && change.options().replacing()) {
            findings.refuse(
                    DeployRefusal.UNKNOWN,
                    "no release of " + artifact.name() + " runs that it could replace: use hook:deploy",
                    List.of());
        }
        String verdict = "new here";
        List<String> apiChanges = List.of();
        if (replaced.isPresent()) {
            Release old = replaced.get();
            boolean downgrade = Version.parseVersion(artifact.version())
                            .compareTo(Version.parseVersion(old.artifact().version()))
                    < 0;
            if (downgrade
                    && change.kind() == Change.Kind.DEPLOY
                    && !change.options().allowDowngrade()) {
                findings.refuse(
                        DeployRefusal.DOWNGRADE,
                        artifact.label() + " is older than the running "
                                + old.artifact().version()
                                + ": ask for a downgrade (--downgrade), or use hook:rollback",
                        List.of());
            }
            if (change.kind() == Change.Kind.ROLLBACK || downgrade) {
                verdict = "not compared: it goes back from " + old.artifact().version();
            } else if (artifact.version().equals(old.artifact().version())
                    && KnownReleases.isSnapshot(artifact.version())) {
                verdict = "not compared: a snapshot may come again under its version";
            } else {
                GateVerdict judged = judge(old.jar(), received, findings);
                if (judged != null) {
                    verdict = judged.headline();
                    apiChanges = judged.details();
                    refuseLie(judged, artifact, change, findings);
                }
            }
        }
        return new PlannedRelease(
                artifact,
                received.size(),
                replaced.map(release -> release.artifact().version()).orElse(null),
                verdict,
                apiChanges,
                resolved.ok(),
                resolved.ok() ? List.of() : resolved.details());
    }

    private @Nullable GateVerdict judge(Path running, ReceivedArtifact received, InspectionFindings findings) {
        try {
            return gate.judge(running, received.jar());
        } catch (IOException e) {
            findings.refuse(
                    DeployRefusal.UNREADABLE,
                    received.artifact().label() + " cannot be compared with the running release: " + e,
                    List.of());
            return null;
        }
    }

    private static void refuseLie(GateVerdict judged, Artifact artifact, Change change, InspectionFindings findings) {
        if (judged.honest()) {
            return;
        }
        if (change.options().waived().contains(artifact.name())) {
            findings.notes.add("waived for " + artifact.name() + ": " + judged.headline());
        } else {
            findings.refuse(
                    DeployRefusal.VERSION_LIES,
                    artifact.label() + ": " + judged.headline() + "; build it with that version, or waive it by name"
                            + " (--waive " + artifact.name() + ")",
                    judged.details());
        }
    }

    /** What an earlier release has left behind because it does not end is no stranger: it lies in the store, too. */
    private void foreign(ReceivedArtifact received, InspectionFindings findings) {
        Artifact artifact = received.artifact();
        String store = PluginBundles.location(
                Objects.requireNonNull(received.jar().getParent(), "a jar of the store lies in its folder"));
        for (Bundle bundle : bundles.context().getBundles()) {
            if (artifact.name().equals(bundle.getSymbolicName())
                    && !known.isManaged(bundle)
                    && !bundle.getLocation().startsWith(store)) {
                findings.refuse(
                        DeployRefusal.FOREIGN_BUNDLE,
                        "a bundle " + artifact.name() + " " + bundle.getVersion() + " is installed already (id "
                                + bundle.getBundleId() + ") and belongs to the product or was installed by hand;"
                                + " if by hand, felix:uninstall " + bundle.getBundleId() + " first",
                        List.of());
            }
        }
    }

    // ---- all together ----------------------------------------------------------------------------------------------

    private ResolveVerdict resolve(Change change) {
        List<Path> jars = change.arriving().stream().map(ReceivedArtifact::jar).toList();
        Set<Bundle> leaving = new HashSet<>();
        change.leaving().forEach(release -> leaving.add(release.installed()));
        try {
            return resolve.check(jars, leaving);
        } catch (IOException e) {
            return new ResolveVerdict(DeployRefusal.UNREADABLE, "the jars cannot be read: " + e, List.of());
        }
    }

    private List<String> ripple(Change change, InspectionFindings findings) {
        List<Bundle> leaving = change.leaving().stream().map(Release::installed).toList();
        List<String> others = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (Bundle bundle : bundles.ripple(leaving)) {
            String label = bundle.getSymbolicName() + " " + bundle.getVersion();
            Set<String> needs = PluginBundles.needs(bundle, leaving);
            others.add(label);
            told.add(needs.isEmpty() ? label : label + " (depends on the plugin " + String.join(", ", needs) + ")");
        }
        boolean stop = change.kind() == Change.Kind.STOP;
        if (!others.isEmpty()) {
            if (change.options().allowRipple()) {
                findings.notes.add((stop ? "will be without what they need: " : "will be restarted as well: ")
                        + String.join(", ", told));
            } else if (stop) {
                findings.refuse(
                        DeployRefusal.RIPPLE,
                        "others need " + String.join(", ", Releases.labels(change.leaving())) + ": "
                                + String.join(", ", told)
                                + "; stop these together with it, or allow it (--force)",
                        List.of());
            } else {
                findings.refuse(
                        DeployRefusal.RIPPLE,
                        "removing " + String.join(", ", Releases.labels(change.leaving()))
                                + " would restart bundles that are not part of the change: "
                                + String.join(", ", told)
                                + "; give their new releases together with this one, or allow it (--force)",
                        List.of());
            }
        }
        return others;
    }

    private List<PlannedChain> chains(Change change, InspectionFindings findings) {
        List<PlannedHook> joining = new ArrayList<>();
        for (ReceivedArtifact received : change.arriving()) {
            try {
                joining.addAll(ComponentDescriptions.hooksOf(
                        received.jar(),
                        received.artifact().name(),
                        received.artifact().version()));
            } catch (IOException e) {
                findings.refuse(
                        DeployRefusal.NOT_A_BUNDLE, received.artifact().label() + ": " + e.getMessage(), List.of());
            }
        }
        List<PlannedChain> chains = new ArrayList<>();
        for (ChainPreview preview : control.preview(joining, Releases.ids(change.leaving()))) {
            chains.add(chain(preview, change, findings));
        }
        return chains;
    }

    private static PlannedChain chain(ChainPreview preview, Change change, InspectionFindings findings) {
        List<String> notes = new ArrayList<>();
        if (!preview.open()) {
            notes.add("no host has opened this point: its hooks will wait for it");
        }
        for (String refused : preview.refused()) {
            notes.add("refused by the order: " + refused);
            findings.refuse(
                    DeployRefusal.ORDER_CYCLE,
                    preview.point() + " would refuse " + refused + "; take one of these wishes back",
                    List.of());
        }
        for (String missing : preview.missing()) {
            String text = preview.point() + " requires " + missing + ", which would not be there: calls would fail";
            notes.add(text);
            boolean comesByItself = change.arriving().stream()
                    .anyMatch(received -> received.artifact().name().equals(missing));
            if (comesByItself) {
                notes.add("unless " + missing + " registers it in its code, which cannot be foreseen");
            } else if (change.options().allowRipple()) {
                findings.notes.add(text);
            } else {
                findings.refuse(
                        DeployRefusal.REQUIRED_MISSING, text + "; allow it (--force) if that is meant", List.of());
            }
        }
        return new PlannedChain(
                preview.point(), preview.open(), preview.before(), preview.after(), preview.inFlight(), notes);
    }

    /** What a plan has found so far. */
    private static final class InspectionFindings {

        private final List<Plan.Refusal> refusals = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        void refuse(DeployRefusal kind, String message, List<String> details) {
            refusals.add(new Plan.Refusal(kind, message, details));
        }
    }
}
