package io.hookline.deploy.internal.change;

import io.hookline.api.runtime.Actor;
import io.hookline.api.runtime.Cause;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.Plan;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.internal.artifact.ArtifactTypes;
import io.hookline.deploy.internal.receive.Cancellation;
import io.hookline.deploy.internal.release.GenerationPublisher;
import io.hookline.deploy.internal.release.Release;
import io.hookline.deploy.internal.release.Releases;
import io.hookline.deploy.internal.store.DesiredSetDraft;
import io.hookline.deploy.internal.store.DesiredSetStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes changes in two steps, of which the first can be undone.
 *
 * <pre>
 *  prepare:  planned ─▶ installed beside ─▶ started ─▶ ready
 *                                                        │
 *  commit:   state handed over ─▶ sealed ─▶ desired set written
 *                                                        │
 *            unloaded ◀─ stopped ◀─ drained ◀─ one generation published
 * </pre>
 *
 * A failure before the desired set is written leaves everything as it was. After that nothing fails: what goes wrong
 * with the old releases is noted. Used by one thread at a time.
 */
public final class ChangeRunner {

    private final Planner planner;
    private final ChangeConfigurations configurations;
    private final WholeSet whole;
    private final Installer installer;
    private final RegisteredHooks registered;
    private final Uninstaller uninstaller;
    private final GenerationPublisher publisher;
    private final DesiredSetStore sets;
    private final Releases releases;
    private final ArtifactTypes types;
    private final Duration readyTimeout;

    ChangeRunner(
            Planner planner,
            ChangeConfigurations configurations,
            WholeSet whole,
            Installer installer,
            RegisteredHooks registered,
            Uninstaller uninstaller,
            GenerationPublisher publisher,
            DesiredSetStore sets,
            Releases releases,
            ArtifactTypes types,
            Duration readyTimeout) {
        this.planner = planner;
        this.configurations = configurations;
        this.whole = whole;
        this.installer = installer;
        this.registered = registered;
        this.uninstaller = uninstaller;
        this.publisher = publisher;
        this.sets = sets;
        this.releases = releases;
        this.types = types;
        this.readyTimeout = readyTimeout;
    }

    /** What a change would do; changes nothing. */
    public Plan plan(Change change) {
        return whole.completed(planner.plan(change), change);
    }

    /**
     * Prepares a change: its releases are ready, and no call reaches them.
     *
     * @throws DeployRefusedException if the plan refuses it, or its releases do not become ready; nothing of it is left
     *     then
     */
    public StagedChange prepare(Change change, Cancellation cancellation, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        Plan plan = accepted(change);
        Duration timeout = change.options().readyTimeout();
        ChangedConfigurations configured = configurations.changed(change);
        StagedChange staged = null;
        boolean complete = false;
        try {
            staged = new StagedChange(
                    change,
                    plan,
                    installer.install(
                            change,
                            timeout == null ? readyTimeout : timeout,
                            configured::apply,
                            cancellation,
                            progress),
                    configured);
            staged.note(registered.check(change, staged.arriving()));
            complete = true;
            return staged;
        } finally {
            if (!complete && staged != null) {
                undo(staged, "it lacks a hook that a point requires", progress);
            } else if (!complete) {
                configured.undo();
            }
        }
    }

    /**
     * Makes a change that is prepared.
     *
     * @throws DeployRefusedException if it fails before the desired set is written; it is undone then
     */
    public DeployResult commit(StagedChange staged, Cancellation cancellation, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        Change change = staged.change();
        DesiredSet set;
        boolean written = false;
        String refused = "";
        try {
            requireTypes(staged);
            staged.note(installer.handOver(staged, cancellation));
            cancellation.seal();
            set = write(
                    new DesiredSetChange(
                            change.cause(),
                            change.options().actor(),
                            change.options().reason(),
                            staged.waivers()),
                    change.leaving(),
                    change.dropped(),
                    staged.arriving(),
                    change.stopped(),
                    staged.configurations().before());
            written = true;
        } catch (DeployRefusedException e) {
            refused = String.valueOf(e.getMessage());
            staged.arriving().forEach(release -> release.become(ReleaseState.CLOSED, e.getMessage()));
            throw e;
        } finally {
            if (!written) {
                remove(staged, refused, progress);
            }
        }
        staged.leaving().forEach(release -> release.changedBy(change.why()));
        return publish(set, change.why(), staged.arriving(), staged.leaving(), staged.notes(), progress);
    }

    /** Undoes a change that is prepared: removes its releases, which no call has reached. */
    public void undo(StagedChange staged, String reason, ProgressListener progress) throws InterruptedException {
        staged.arriving().forEach(release -> release.become(ReleaseState.CLOSED, reason));
        remove(staged, reason, progress);
    }

    private void remove(StagedChange staged, String reason, ProgressListener progress) throws InterruptedException {
        try {
            uninstaller.remove(staged.arriving(), progress);
        } finally {
            releases.undone(staged.arriving(), reason);
            staged.configurations().undo();
        }
    }

    /**
     * Lets a candidate, which some calls reach, replace the stable release for all of them.
     *
     * @param reason why, in the words of the actor; empty if they gave none
     */
    public DeployResult promote(
            String cause,
            Actor actor,
            String reason,
            List<String> waivers,
            Release candidate,
            Release stable,
            ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        List<Release> arriving = List.of(candidate);
        List<Release> leaving = List.of(stable);
        DesiredSet set = write(
                new DesiredSetChange(cause, actor, reason, waivers), leaving, List.of(), arriving, List.of(), Map.of());
        Cause why = new Cause(actor, Change.withReason(cause, reason));
        candidate.changedBy(why);
        stable.changedBy(why);
        return publish(set, why, arriving, leaving, waivers, progress);
    }

    /** Removes a candidate, which some calls reached before a generation that no route of it is part of. */
    public Uninstaller.Removal withdraw(Release candidate, long generation, Cause cause, ProgressListener progress)
            throws InterruptedException {
        candidate.changedBy(cause);
        return uninstaller.drainAndRemove(List.of(candidate), generation, progress);
    }

    /** A type may have gone since the preparation, and its releases do not work without it. */
    private void requireTypes(StagedChange staged) throws DeployRefusedException {
        for (Release release : staged.arriving()) {
            if (!types.all().contains(release.type())) {
                throw new DeployRefusedException(
                        DeployRefusal.TYPE_MISSING,
                        "the artifact type '" + release.artifact().type() + "' of "
                                + release.artifact().label() + " is not available any more; nothing has changed");
            }
        }
    }

    private Plan accepted(Change change) throws DeployRefusedException {
        Plan plan = plan(change);
        if (!plan.refusals().isEmpty()) {
            Plan.Refusal first = plan.refusals().get(0);
            List<String> details = new ArrayList<>(first.details());
            plan.refusals().stream().skip(1).forEach(further -> details.add("also: " + further.message()));
            throw new Plan.Refusal(first.kind(), first.message(), details).toException();
        }
        return plan;
    }

    private DesiredSet write(
            DesiredSetChange why,
            Collection<Release> leaving,
            Collection<Artifact> dropped,
            Collection<Release> arriving,
            Collection<Artifact> stopped,
            Map<String, Long> configurationsBefore)
            throws DeployRefusedException {
        NextSet next = NextSet.of(
                sets.current(),
                leaving,
                dropped,
                arriving.stream().map(Release::artifact).toList(),
                stopped);
        DesiredSet set = sets.write(new DesiredSetDraft(
                why.cause(),
                why.actor(),
                why.waivers(),
                next.artifacts(),
                next.stopped(),
                configurations.around(next.artifacts(), configurationsBefore),
                why.reason().isEmpty() ? null : why.reason()));
        Set<String> changed = new HashSet<>();
        leaving.forEach(release -> changed.add(release.artifact().name()));
        dropped.forEach(artifact -> changed.add(artifact.name()));
        arriving.forEach(release -> changed.add(release.artifact().name()));
        releases.changed(changed);
        arriving.forEach(release -> releases.forgetWaiting(release.artifact().name()));
        dropped.forEach(artifact -> releases.forgetWaiting(artifact.name()));
        stopped.forEach(artifact -> releases.forgetWaiting(artifact.name()));
        return set;
    }

    private DeployResult publish(
            DesiredSet set,
            Cause cause,
            List<Release> arriving,
            List<Release> leaving,
            List<String> notes,
            ProgressListener progress)
            throws InterruptedException {
        progress.step("publishing");
        long generation = publisher.publish(arriving, leaving, cause);
        arriving.forEach(release -> release.become(ReleaseState.RUNNING, ""));
        Uninstaller.Removal removal = uninstaller.drainAndRemove(leaving, generation, progress);
        List<String> all = new ArrayList<>(notes);
        all.addAll(removal.notes());
        all.addAll(missing(set));
        return new DeployResult(
                set.number(),
                generation,
                Releases.labels(arriving),
                Releases.labels(leaving),
                removal.drainMillis(),
                removal.callsLeft(),
                all);
    }

    /** What the set names and does not run, although it is to: one sentence each. */
    private List<String> missing(DesiredSet set) {
        List<String> missing = new ArrayList<>();
        for (Release release : releases.current()) {
            boolean isNamed = set.started().contains(release.artifact());
            if (isNamed && release.state() != ReleaseState.RUNNING) {
                missing.add(release.artifact().label() + " does not run: " + release.why());
            }
        }
        return missing;
    }

    /** Why a desired set changes. */
    private record DesiredSetChange(String cause, Actor actor, String reason, List<String> waivers) {}
}
