package io.hookline.deploy.internal.component;

import io.hookline.api.runtime.Cause;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.artifact.ArtifactType;
import io.hookline.deploy.internal.canary.Canary;
import io.hookline.deploy.internal.canary.CanaryController;
import io.hookline.deploy.internal.change.Uninstaller;
import io.hookline.deploy.internal.release.Release;
import io.hookline.deploy.internal.release.Releases;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops the releases whose artifact type goes; they stay in the desired set. Safe for use by many threads. */
final class Orphans {

    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);

    private final DeploymentEnvironment environment;
    private final Releases releases;
    private final CanaryController canaries;
    private final Uninstaller uninstaller;

    Orphans(DeploymentEnvironment environment, Releases releases, CanaryController canaries, Uninstaller uninstaller) {
        this.environment = environment;
        this.releases = releases;
        this.canaries = canaries;
        this.uninstaller = uninstaller;
    }

    /** Stops all of them: a type may go in the very moment in which a change lets one of its releases run. */
    void stopAll() {
        List<ArtifactType> available = environment.types().all();
        Set<ArtifactType> gone = new HashSet<>();
        called().stream()
                .map(Release::type)
                .filter(type -> !available.contains(type))
                .forEach(gone::add);
        gone.forEach(this::stop);
    }

    /** Stops those of one type at once, even while a change is under way. */
    synchronized void stop(ArtifactType type) {
        List<Release> stopping =
                called().stream().filter(release -> release.isOf(type)).toList();
        String reason = "stopped, because its artifact type '" + type.name() + "' is not available any more; it starts"
                + " again when the type is back";
        List<Canary> abandoned = canaries.abandon(stopping);
        List<Release> candidates = abandoned.stream().map(Canary::candidate).toList();
        Set<Release> leaving = new HashSet<>(stopping);
        leaving.addAll(candidates);
        if (leaving.isEmpty()) {
            return;
        }
        List<Release> all = List.copyOf(leaving);
        LOG.warn("the artifact type {} goes: {} stop", type.name(), Releases.labels(all));
        try {
            all.forEach(release -> release.changedBy(Cause.ofRuntime(reason)));
            long generation;
            try {
                generation = environment.publisher().publish(List.of(), all, Cause.ofRuntime(reason));
            } finally {
                canaries.abandoned(abandoned, reason);
            }
            uninstaller.drainAndRemove(all, generation, ProgressListener.NONE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Release release : all) {
            release.become(candidates.contains(release) ? ReleaseState.CLOSED : ReleaseState.LOADED, reason);
        }
    }

    private List<Release> called() {
        List<Release> called = new ArrayList<>();
        for (Release release : releases.all()) {
            boolean isCalled = release.state() == ReleaseState.RUNNING || release.state() == ReleaseState.CANARY;
            if (isCalled && release.staged() != null) {
                called.add(release);
            }
        }
        return called;
    }
}
