package io.hookline.deploy.internal.change;

import io.hookline.deploy.Artifact;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.Plan;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.internal.store.DesiredSets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes changes.
 *
 * <pre>
 *  taken in ─▶ planned ─▶ installed beside ─▶ started ─▶ ready ─▶ state handed over ─▶ desired set written
 *                                                                                          │  sealed
 *                          unloaded ◀─ stopped ◀─ drained ◀─ one generation published ◀────┘
 * </pre>
 *
 * Whatever fails ahead of the desired set leaves everything as it was. From then on nothing fails: what goes wrong with the
 * old releases is noted. Used by one thread at a time.
 */
public final class ChangeRunner {

    private final Planner planner;
    private final Installer installer;
    private final Uninstaller uninstaller;
    private final GenerationPublisher publisher;
    private final DesiredSets sets;
    private final Duration readyTimeout;

    ChangeRunner(
            Planner planner,
            Installer installer,
            Uninstaller uninstaller,
            GenerationPublisher publisher,
            DesiredSets sets,
            Duration readyTimeout) {
        this.planner = planner;
        this.installer = installer;
        this.uninstaller = uninstaller;
        this.publisher = publisher;
        this.sets = sets;
        this.readyTimeout = readyTimeout;
    }

    /** What a change would do. */
    public Plan plan(Change change) {
        return planner.plan(change);
    }

    /**
     * Makes a change.
     *
     * @throws DeployRefusedException if it is refused, or fails before it is published; nothing has changed then
     */
    public DeployResult run(Change change, Cancellation cancellation, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        Plan plan = accepted(change);
        List<String> notes = new ArrayList<>(plan.notes());
        List<Release> arriving = bring(change, cancellation, notes, progress);
        DesiredSet set;
        try {
            cancellation.seal();
            set = write(change.cause(), plan.notes(), change.leaving(), change.dropped(), arriving, change.stopped());
        } catch (DeployRefusedException e) {
            arriving.forEach(release -> release.become(ReleaseState.CLOSED, e.getMessage()));
            uninstaller.takeOut(arriving, notes, progress);
            throw e;
        }
        return publish(set, arriving, change.leaving(), notes, progress);
    }

    /**
     * Brings the releases of a change in, ready and called by nobody.
     *
     * @throws DeployRefusedException if the change is refused, or they do not become ready; they are gone then
     */
    public List<Release> stage(
            Change change,
            Cancellation cancellation,
            List<String> waivers,
            List<String> notes,
            ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        waivers.addAll(accepted(change).notes());
        return bring(change, cancellation, notes, progress);
    }

    /** Lets releases that are staged, or called by some, take over from others. */
    public DeployResult promote(
            String cause,
            List<String> waivers,
            List<Release> arriving,
            List<Release> leaving,
            ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        DesiredSet set = write(cause, waivers, leaving, List.of(), arriving, List.of());
        return publish(set, arriving, leaving, new ArrayList<>(waivers), progress);
    }

    /** Takes releases out that were called by some; the routes do not name them any more. */
    public List<String> withdraw(List<Release> candidates, ProgressListener progress) throws InterruptedException {
        List<String> notes = new ArrayList<>();
        long generation = publisher.publish(List.of(), List.of());
        uninstaller.drainAndTakeOut(candidates, generation, notes, progress);
        return notes;
    }

    private Plan accepted(Change change) throws DeployRefusedException {
        Plan plan = planner.plan(change);
        if (!plan.refusals().isEmpty()) {
            Plan.Refusal first = plan.refusals().get(0);
            List<String> details = new ArrayList<>(first.details());
            plan.refusals().stream().skip(1).forEach(further -> details.add("also: " + further.message()));
            throw new Plan.Refusal(first.kind(), first.message(), details).toException();
        }
        return plan;
    }

    private List<Release> bring(Change change, Cancellation cancellation, List<String> notes, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        Duration timeout = change.options().readyTimeout();
        return installer.bring(
                change.arriving(),
                change.leaving(),
                change.cause(),
                timeout == null ? readyTimeout : timeout,
                cancellation,
                notes,
                progress);
    }

    private DesiredSet write(
            String cause,
            List<String> waivers,
            List<Release> leaving,
            List<Artifact> dropped,
            List<Release> arriving,
            List<Artifact> stopped)
            throws DeployRefusedException {
        Map<String, Artifact> artifacts = new TreeMap<>();
        Set<String> stoppedNames = new TreeSet<>();
        sets.current().ifPresent(set -> {
            set.artifacts().forEach(artifact -> artifacts.put(artifact.name(), artifact));
            stoppedNames.addAll(set.stopped());
        });
        leaving.forEach(release -> artifacts.remove(release.artifact().name()));
        dropped.forEach(artifact -> artifacts.remove(artifact.name()));
        for (Release release : arriving) {
            artifacts.put(release.artifact().name(), release.artifact());
            stoppedNames.remove(release.artifact().name());
        }
        for (Artifact artifact : stopped) {
            artifacts.put(artifact.name(), artifact);
            stoppedNames.add(artifact.name());
        }
        stoppedNames.retainAll(artifacts.keySet());
        return sets.write(cause, waivers, List.copyOf(artifacts.values()), stoppedNames);
    }

    private DeployResult publish(
            DesiredSet set,
            List<Release> arriving,
            List<Release> leaving,
            List<String> notes,
            ProgressListener progress)
            throws InterruptedException {
        progress.step("publishing");
        long generation = publisher.publish(arriving, leaving);
        arriving.forEach(release -> release.become(ReleaseState.RUNNING, ""));
        Uninstaller.Drained drained = uninstaller.drainAndTakeOut(leaving, generation, notes, progress);
        return new DeployResult(
                set.number(),
                generation,
                Releases.labels(arriving),
                Releases.labels(leaving),
                drained.millis(),
                drained.callsLeft(),
                notes);
    }
}
