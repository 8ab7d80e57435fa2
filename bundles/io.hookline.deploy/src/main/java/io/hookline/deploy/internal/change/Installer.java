package io.hookline.deploy.internal.change;

import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.artifact.ArtifactType;
import io.hookline.deploy.artifact.StagedRelease;
import io.hookline.deploy.artifact.StagingRequest;
import io.hookline.deploy.internal.receive.Cancellation;
import io.hookline.deploy.internal.receive.ReceivedArtifact;
import io.hookline.deploy.internal.release.Release;
import io.hookline.deploy.internal.release.Releases;
import io.hookline.engine.release.ReleaseControl;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs releases beside those that run and starts them, until they are ready to be called. If one of them does not
 * become ready, all of them are removed again. Used by one thread at a time.
 */
final class Installer {

    private static final Logger LOG = LoggerFactory.getLogger(Installer.class);

    private final ReleaseControl control;
    private final Uninstaller uninstaller;
    private final Releases releases;
    private final Clock clock;

    Installer(ReleaseControl control, Uninstaller uninstaller, Releases releases, Clock clock) {
        this.control = control;
        this.uninstaller = uninstaller;
        this.releases = releases;
        this.clock = clock;
    }

    /**
     * Installs and starts the arriving releases of a change.
     *
     * @param configure sets configurations; called when all are installed, and before one of them starts
     * @return the releases, staged and ready
     * @throws DeployRefusedException if one of them cannot be installed or does not become ready; all of them are
     *     removed again then
     */
    List<Release> install(
            Change change,
            Duration readyTimeout,
            Configure configure,
            Cancellation cancellation,
            ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        List<Release> arriving = new ArrayList<>();
        boolean ready = false;
        String why = "the log says why";
        try {
            for (ReceivedArtifact received : change.arriving()) {
                cancellation.check();
                stage(received, change, arriving, progress);
            }
            control.stage(Releases.ids(arriving));
            configure.run();
            start(arriving, change, new ChangeStartContext(change.cause(), readyTimeout, cancellation, progress));
            ready = true;
            return arriving;
        } catch (RuntimeException | LinkageError e) {
            LOG.error("an artifact type has failed", e);
            String reason = "its artifact type has failed: " + e + "; the log says where";
            arriving.forEach(release -> release.become(ReleaseState.FAILED, reason));
            throw new DeployRefusedException(DeployRefusal.NOT_READY, reason);
        } catch (DeployRefusedException e) {
            why = String.valueOf(e.getMessage());
            arriving.forEach(release -> release.become(
                    e.refusal() == DeployRefusal.CANCELLED ? ReleaseState.CLOSED : ReleaseState.FAILED,
                    e.getMessage()));
            throw e;
        } finally {
            if (!ready) {
                arriving.stream()
                        .filter(release -> release.state() == ReleaseState.LOADED)
                        .forEach(release -> release.become(ReleaseState.FAILED, "the log says why"));
                uninstaller.remove(arriving, progress);
                releases.undone(arriving, why);
            }
        }
    }

    private void stage(ReceivedArtifact received, Change change, List<Release> arriving, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        progress.step("installing " + received.artifact().label() + " beside what runs");
        boolean beside = change.leaving().stream()
                .anyMatch(
                        old -> old.artifact().label().equals(received.artifact().label()));
        ArtifactType type = received.type();
        StagedRelease staged = type.stage(new StagingRequest(received.identity(), received.content(), beside, false));
        Release release = new Release(received.artifact(), received.content(), type, staged, clock.instant());
        release.changedBy(change.why());
        // First, so that whatever fails from here on removes it again.
        arriving.add(release);
        releases.add(release);
    }

    private static void start(List<Release> arriving, Change change, ChangeStartContext context)
            throws DeployRefusedException, InterruptedException {
        Set<ArtifactType> types = new LinkedHashSet<>();
        arriving.forEach(release -> types.add(release.type()));
        for (ArtifactType type : types) {
            context.checkCancelled();
            type.start(staged(arriving, type), staged(change.leaving(), type), context);
        }
    }

    /**
     * Hands the state of the releases that leave over to those that replace them.
     *
     * @return what was handed over, and what was not, one sentence each
     * @throws DeployRefusedException if it cannot be handed over
     */
    List<String> handOver(StagedChange staged, Cancellation cancellation)
            throws DeployRefusedException, InterruptedException {
        List<String> notes = new ArrayList<>();
        for (Release next : staged.arriving()) {
            for (Release old : staged.leaving()) {
                if (old.artifact().name().equals(next.artifact().name()) && next.isOf(old.type())) {
                    cancellation.check();
                    notes.addAll(next.type().handOver(old.installed(), next.installed()));
                }
            }
        }
        return notes;
    }

    private static List<StagedRelease> staged(List<Release> some, ArtifactType type) {
        return Releases.staged(
                some.stream().filter(release -> release.isOf(type)).toList());
    }

    /** Sets configurations. */
    @FunctionalInterface
    interface Configure {

        /** Does it, or refuses to; nothing has changed then. */
        void run() throws DeployRefusedException;
    }
}
