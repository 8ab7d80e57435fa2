package io.hookline.deploy.internal.boot;

import io.hookline.api.runtime.Actor;
import io.hookline.api.runtime.Cause;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.artifact.ArtifactType;
import io.hookline.deploy.artifact.RestoreContext;
import io.hookline.deploy.artifact.StagedRelease;
import io.hookline.deploy.artifact.StartContext;
import io.hookline.deploy.artifact.StopOutcome;
import io.hookline.deploy.internal.change.ChangeStartContext;
import io.hookline.deploy.internal.receive.Cancellation;
import io.hookline.deploy.internal.release.GenerationPublisher;
import io.hookline.deploy.internal.release.Release;
import io.hookline.deploy.internal.release.Releases;
import io.hookline.engine.release.ReleaseControl;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps account of the releases that start outside of a change. Safe for use by many threads. */
public final class RestoredReleases implements RestoreContext {

    private static final Logger LOG = LoggerFactory.getLogger(RestoredReleases.class);

    private final Releases releases;
    private final ReleaseControl control;
    private final GenerationPublisher publisher;
    private final Duration readyTimeout;
    private final Duration stopTimeout;

    /** With the deadlines for starting and stopping a release. */
    public RestoredReleases(
            Releases releases,
            ReleaseControl control,
            GenerationPublisher publisher,
            Duration readyTimeout,
            Duration stopTimeout) {
        this.releases = releases;
        this.control = control;
        this.publisher = publisher;
        this.readyTimeout = readyTimeout;
        this.stopTimeout = stopTimeout;
    }

    @Override
    public StartContext start(String reason) {
        return new ChangeStartContext(reason, readyTimeout, new Cancellation(), ProgressListener.NONE);
    }

    @Override
    public void hold(StagedRelease staged) {
        control.stage(List.of(staged.id()));
        releases.of(staged).ifPresent(release -> release.hold(true));
    }

    @Override
    public void joins(StagedRelease staged) {
        releases.of(staged).ifPresent(release -> {
            release.hold(false);
            release.become(ReleaseState.RUNNING, "");
            publisher.publish(
                    List.of(release), List.of(), new Cause(Actor.of(Actor.Kind.STARTUP), "the process starts"));
        });
    }

    @Override
    public void runs(StagedRelease staged) {
        releases.of(staged).ifPresent(release -> release.become(ReleaseState.WAITING, staged.problem()));
    }

    @Override
    public void waits(StagedRelease staged, String reason) {
        releases.of(staged).ifPresent(release -> release.heldBy(reason));
    }

    /** It is uninstalled, too, so that it can be deployed again. If it hangs, its type does so when that ends. */
    @Override
    public void failed(StagedRelease staged, String problem, boolean ended) {
        Release release = releases.of(staged).orElse(null);
        if (release == null || !isExpected(release)) {
            return;
        }
        String reason = "it does not start: " + problem;
        LOG.error("{} of the desired set is left out: {}", release.artifact().label(), reason);
        release.become(ReleaseState.FAILED, reason);
        ArtifactType type = release.type();
        try {
            if (!ended) {
                // Its hooks come when its start ends after all.
                control.stage(List.of(staged.id()));
            }
            StopOutcome outcome = type.stop(staged, "it is left out", stopTimeout);
            outcome.faults().forEach(fault -> LOG.warn("stopping {} went wrong: {}", release, fault));
            if (!outcome.ended()) {
                release.leaveBehind();
                return;
            }
            type.uninstall(List.of(staged), stopTimeout)
                    .forEach(fault -> LOG.warn("uninstalling {} went wrong: {}", release, fault));
            control.forget(List.of(staged.id()));
            release.removed();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("the artifact type {} has failed to remove {}", type.name(), release, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning(StagedRelease staged) {
        return releases.of(staged)
                .map(release -> release.state() == ReleaseState.RUNNING || release.state() == ReleaseState.WAITING)
                .orElse(false);
    }

    @Override
    public boolean isExpected(StagedRelease staged) {
        return releases.of(staged).map(RestoredReleases::isExpected).orElse(false);
    }

    private static boolean isExpected(Release release) {
        return switch (release.state()) {
            case LOADED, WAITING, RUNNING -> true;
            default -> false;
        };
    }
}
