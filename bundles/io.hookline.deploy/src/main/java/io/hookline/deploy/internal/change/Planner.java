package io.hookline.deploy.internal.change;

import io.hookline.deploy.Artifact;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.Plan;
import io.hookline.deploy.PlannedChain;
import io.hookline.deploy.PlannedRelease;
import io.hookline.deploy.artifact.ApiComparison;
import io.hookline.deploy.artifact.ArtifactDescription;
import io.hookline.deploy.artifact.ArtifactType;
import io.hookline.deploy.artifact.Dependant;
import io.hookline.deploy.artifact.Resolution;
import io.hookline.deploy.artifact.StagedRelease;
import io.hookline.deploy.internal.receive.ReceivedArtifact;
import io.hookline.deploy.internal.release.Release;
import io.hookline.deploy.internal.release.Releases;
import io.hookline.engine.release.ChainPreview;
import io.hookline.engine.release.PlannedHook;
import io.hookline.engine.release.ReleaseControl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Works out what a change would do, and why it would be refused, without doing any of it. Used by one thread at a time.
 */
final class Planner {

    /** How notes begin that a plan only supposes. */
    static final String HINT = "hint: ";

    private final ReleaseControl control;
    private final KnownReleases known;
    private final ChangeConfigurations configurations;

    Planner(ReleaseControl control, KnownReleases known, ChangeConfigurations configurations) {
        this.control = control;
        this.known = known;
        this.configurations = configurations;
    }

    /** The plan of a change. */
    Plan plan(Change change) {
        PlanProblems problems = new PlanProblems();
        ConfigurationPlan configured = configurations.plan(change);
        problems.notes.addAll(configured.notes());
        Resolution resolved = resolve(change);
        List<PlannedRelease> releases = new ArrayList<>();
        for (ReceivedArtifact received : change.arriving()) {
            releases.add(release(change, received, resolved, configured, problems));
        }
        if (resolved.refusal() != null) {
            problems.refuse(resolved.refusal(), resolved.headline(), resolved.details());
        }
        List<String> ripple = ripple(change, problems);
        List<PlannedChain> chains = chains(change, problems);
        return new Plan(releases, Releases.labels(change.leaving()), chains, ripple, problems.refusals, problems.notes);
    }

    // ---- one release -----------------------------------------------------------------------------------------------

    private PlannedRelease release(
            Change change,
            ReceivedArtifact received,
            Resolution resolved,
            ConfigurationPlan configured,
            PlanProblems problems) {
        Artifact artifact = received.artifact();
        Optional<Release> replaced = change.leaving().stream()
                .filter(release -> release.artifact().name().equals(artifact.name()))
                .findFirst();
        known.refusals(artifact).forEach(problems.refusals::add);
        try {
            for (String conflict : received.type().conflicts(received.identity(), received.content())) {
                problems.refuse(DeployRefusal.FOREIGN_BUNDLE, conflict, List.of());
            }
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            problems.refuse(UnexpectedFault.in(artifact.label(), e));
        }
        problems.refusals.addAll(configured.refusals(artifact));
        if (replaced.isEmpty() && change.options().replacing()) {
            problems.refuse(
                    DeployRefusal.UNKNOWN,
                    "no release of " + artifact.name() + " runs that it could replace: use hook:deploy",
                    List.of());
        }
        String verdict = "new here";
        List<String> apiChanges = List.of();
        if (replaced.isPresent()) {
            Release old = replaced.get();
            boolean downgrade =
                    ReleaseOrder.isOlder(artifact.version(), old.artifact().version());
            if (downgrade
                    && change.kind() == Change.Kind.DEPLOY
                    && !change.options().allowDowngrade()) {
                problems.refuse(
                        DeployRefusal.DOWNGRADE,
                        artifact.label() + " is older than the running "
                                + old.artifact().version()
                                + ": ask for a downgrade (--downgrade), or use hook:rollback",
                        List.of());
            }
            if (artifact.sha256().equals(old.artifact().sha256())) {
                verdict = "not compared: it has the same content";
            } else if (change.kind() == Change.Kind.ROLLBACK || downgrade) {
                verdict = "not compared: it goes back from " + old.artifact().version();
            } else if (artifact.version().equals(old.artifact().version())) {
                verdict = KnownReleases.isSnapshot(artifact.version())
                        ? "not compared: a snapshot may come again under its version"
                        : "not compared: it bears the same version";
            } else if (ReleaseOrder.isReleaseOf(
                    artifact.version(), old.artifact().version())) {
                verdict = "not compared: it is the release of the snapshot that runs";
            } else {
                ApiComparison compared = compare(old, received, problems);
                verdict = compared.headline();
                apiChanges = compared.changes();
                refuseLie(compared, artifact, change, problems);
            }
        }
        return new PlannedRelease(
                artifact,
                received.size(),
                replaced.map(release -> release.artifact().version()).orElse(null),
                verdict,
                apiChanges,
                resolved.isResolved(),
                resolved.isResolved() ? List.of() : resolved.details());
    }

    private static ApiComparison compare(Release running, ReceivedArtifact received, PlanProblems problems) {
        if (!running.isOf(received.type())) {
            return ApiComparison.notMade("the artifact type changes from "
                    + running.artifact().type() + " to " + received.artifact().type());
        }
        try {
            return received.type().compare(running.content(), received.content());
        } catch (IOException e) {
            String why = received.artifact().label() + " cannot be compared with the running release: " + e;
            problems.refuse(DeployRefusal.UNREADABLE, why, List.of());
            return ApiComparison.notMade(String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            problems.refuse(UnexpectedFault.in(received.artifact().label(), e));
            return ApiComparison.notMade(String.valueOf(e));
        }
    }

    private static void refuseLie(ApiComparison compared, Artifact artifact, Change change, PlanProblems problems) {
        if (compared.honest()) {
            return;
        }
        if (change.options().waived().contains(artifact.name())) {
            problems.notes.add("waived for " + artifact.name() + ": " + compared.headline());
        } else {
            problems.refuse(
                    DeployRefusal.VERSION_LIES,
                    artifact.label() + ": " + compared.headline() + "; build it with that version, or waive it by name"
                            + " (--waive " + artifact.name() + ")",
                    compared.changes());
        }
    }

    // ---- all together ----------------------------------------------------------------------------------------------

    private static Resolution resolve(Change change) {
        Set<ArtifactType> types = new LinkedHashSet<>();
        change.arriving().forEach(received -> types.add(received.type()));
        for (ArtifactType type : types) {
            Resolution resolution = resolve(type, change);
            if (!resolution.isResolved()) {
                return resolution;
            }
        }
        return Resolution.RESOLVED;
    }

    private static Resolution resolve(ArtifactType type, Change change) {
        List<String> labels = change.arriving().stream()
                .filter(received -> received.type() == type)
                .map(received -> received.artifact().label())
                .toList();
        List<Path> arriving = change.arriving().stream()
                .filter(received -> received.type() == type)
                .map(ReceivedArtifact::content)
                .toList();
        try {
            return GivenNames.of(change.arriving()).in(type.resolve(arriving, leaving(change, type)));
        } catch (IOException e) {
            return new Resolution(DeployRefusal.UNREADABLE, "the files cannot be read: " + e, List.of());
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            DeployRefusedException refused = UnexpectedFault.in(String.join(", ", labels), e);
            return new Resolution(refused.refusal(), String.valueOf(refused.getMessage()), refused.details());
        }
    }

    private static List<StagedRelease> leaving(Change change, ArtifactType type) {
        return Releases.staged(
                change.leaving().stream().filter(release -> release.isOf(type)).toList());
    }

    private static List<Dependant> dependants(Change change) {
        Set<ArtifactType> types = new LinkedHashSet<>();
        change.leaving().forEach(release -> types.add(release.type()));
        List<Dependant> dependants = new ArrayList<>();
        types.forEach(type -> dependants.addAll(type.dependants(leaving(change, type))));
        return dependants;
    }

    private List<String> ripple(Change change, PlanProblems problems) {
        List<String> others = new ArrayList<>();
        List<String> told = new ArrayList<>();
        for (Dependant dependant : dependants(change)) {
            others.add(dependant.label());
            told.add(
                    dependant.needs().isEmpty()
                            ? dependant.label()
                            : dependant.label() + " (depends on the plugin "
                                    + String.join(", ", new TreeSet<>(dependant.needs())) + ")");
        }
        boolean stop = change.kind() == Change.Kind.STOP;
        if (!others.isEmpty()) {
            if (change.options().allowRipple()) {
                problems.notes.add((stop ? "will be without what they need: " : "will be restarted as well: ")
                        + String.join(", ", told));
            } else if (stop) {
                problems.refuse(
                        DeployRefusal.RIPPLE,
                        "others need " + String.join(", ", Releases.labels(change.leaving())) + ": "
                                + String.join(", ", told)
                                + "; stop these together with it, or allow it (--force)",
                        List.of());
            } else {
                problems.refuse(
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

    private List<PlannedChain> chains(Change change, PlanProblems problems) {
        List<PlannedHook> joining = new ArrayList<>();
        Set<String> complete = new TreeSet<>();
        for (ReceivedArtifact received : change.arriving()) {
            Artifact artifact = received.artifact();
            try {
                ArtifactDescription description = received.type().describe(received.content(), received.identity());
                joining.addAll(description.hooks());
                if (description.complete()) {
                    complete.add(artifact.name());
                }
                forgotten(description, artifact, problems);
            } catch (DeployRefusedException e) {
                String reason = String.valueOf(e.getMessage());
                boolean named = reason.startsWith(artifact.label());
                problems.refuse(e.refusal(), named ? reason : artifact.label() + ": " + reason, e.details());
            } catch (RuntimeException | LinkageError | VirtualMachineError e) {
                problems.refuse(UnexpectedFault.in(artifact.label(), e));
            }
        }
        List<PlannedChain> chains = new ArrayList<>();
        for (ChainPreview preview : control.preview(joining, Releases.ids(change.leaving()))) {
            chains.add(chain(preview, change, complete, problems));
        }
        return chains;
    }

    /** Names the points that a release states to fill, and for which it declares no hook. */
    private static void forgotten(ArtifactDescription description, Artifact artifact, PlanProblems problems) {
        for (String point : description.points()) {
            if (description.hooks().stream().noneMatch(hook -> hook.point().equals(point))) {
                problems.notes.add(HINT + artifact.label() + " requires the hook point " + point
                        + " and declares no hook for it: is @Component missing on its class?"
                        + (description.complete() ? "" : " Unless its code registers one, which a plan cannot see"));
            }
        }
    }

    private static PlannedChain chain(
            ChainPreview preview, Change change, Set<String> complete, PlanProblems problems) {
        List<String> notes = new ArrayList<>();
        if (!preview.open()) {
            notes.add("no host has opened this point: its hooks wait until one does"
                    + (preview.nearest() == null ? "" : "; did you mean " + preview.nearest() + "?"));
        }
        for (String refused : preview.refused()) {
            notes.add("refused by the order: " + refused);
            problems.refuse(
                    DeployRefusal.ORDER_CYCLE,
                    preview.point() + " would refuse " + refused + "; drop one of these constraints",
                    List.of());
        }
        for (String mismatched : preview.mismatched()) {
            notes.add("refused by its contract: " + mismatched);
            problems.refuse(DeployRefusal.NOT_READY, preview.point() + " would refuse " + mismatched, List.of());
        }
        for (String missing : preview.missing()) {
            String text = preview.point() + " requires " + missing + ", which would not be there: calls would fail";
            notes.add(text);
            boolean comesByItself = !complete.contains(missing)
                    && change.arriving().stream()
                            .anyMatch(received -> received.artifact().name().equals(missing));
            if (comesByItself) {
                notes.add("unless " + missing + " registers it in its code, which a plan cannot see");
            } else if (change.options().allowRipple()) {
                problems.notes.add(text);
            } else {
                problems.refuse(
                        DeployRefusal.REQUIRED_MISSING, text + "; allow it (--force) if that is intended", List.of());
            }
        }
        return new PlannedChain(
                preview.point(), preview.open(), preview.before(), preview.after(), preview.inFlight(), notes);
    }

    /** The problems that a plan has found so far. */
    private static final class PlanProblems {

        private final List<Plan.Refusal> refusals = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        void refuse(DeployRefusal kind, String message, List<String> details) {
            refusals.add(new Plan.Refusal(kind, message, details));
        }

        void refuse(DeployRefusedException refused) {
            refuse(refused.refusal(), String.valueOf(refused.getMessage()), refused.details());
        }
    }
}
