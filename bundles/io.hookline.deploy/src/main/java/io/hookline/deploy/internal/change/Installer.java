package io.hookline.deploy.internal.change;

import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.internal.bundle.DeadlineTask;
import io.hookline.deploy.internal.bundle.LifecycleRunner;
import io.hookline.deploy.internal.bundle.PluginBundles;
import io.hookline.deploy.internal.bundle.Readiness;
import io.hookline.deploy.internal.bundle.StagedWiring;
import io.hookline.deploy.internal.bundle.StateTransfer;
import io.hookline.engine.release.ReleaseControl;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * Brings releases in beside those that run, until they are ready to be called, and not further. If one of them does not come
 * that far, all of them go again. Used by one thread at a time.
 */
final class Installer {

    private static final Duration POLL_EVERY = Duration.ofMillis(20);
    private static final long TELL_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final PluginBundles bundles;
    private final ReleaseControl control;
    private final Readiness readiness;
    private final LifecycleRunner lifecycles;
    private final StateTransfer state;
    private final Uninstaller uninstaller;
    private final Releases releases;
    private final Clock clock;

    Installer(
            PluginBundles bundles,
            ReleaseControl control,
            Readiness readiness,
            LifecycleRunner lifecycles,
            StateTransfer state,
            Uninstaller uninstaller,
            Releases releases,
            Clock clock) {
        this.bundles = bundles;
        this.control = control;
        this.readiness = readiness;
        this.lifecycles = lifecycles;
        this.state = state;
        this.uninstaller = uninstaller;
        this.releases = releases;
        this.clock = clock;
    }

    /**
     * Brings releases in.
     *
     * @param leaving those that they will not be wired to
     * @param cause what led to it, for their starts
     * @param notes told what else is to be known
     * @return the releases, staged and ready
     * @throws DeployRefusedException if they cannot be; they are gone then
     */
    List<Release> bring(
            List<ReceivedArtifact> received,
            List<Release> leaving,
            String cause,
            Duration readyTimeout,
            Cancellation cancellation,
            List<String> notes,
            ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        List<Release> arriving = new ArrayList<>();
        boolean ready = false;
        try {
            for (ReceivedArtifact one : received) {
                cancellation.check();
                arriving.add(install(one, leaving, progress));
            }
            control.stage(Releases.ids(arriving));
            start(arriving, leaving, readyTimeout, cancellation, progress);
            long begun = System.nanoTime();
            awaitReady(arriving, readiness::of, begun, readyTimeout, cancellation, progress);
            startPlugins(arriving, cause, begun, readyTimeout, cancellation, progress);
            awaitReady(arriving, readiness::healthOf, begun, readyTimeout, cancellation, progress);
            handOver(arriving, leaving, cancellation, notes, progress);
            ready = true;
            return arriving;
        } catch (DeployRefusedException e) {
            arriving.forEach(release -> release.become(
                    e.refusal() == DeployRefusal.CANCELLED ? ReleaseState.CLOSED : ReleaseState.FAILED,
                    e.getMessage()));
            throw e;
        } finally {
            if (!ready) {
                arriving.stream()
                        .filter(release -> release.state() == ReleaseState.LOADED)
                        .forEach(release -> release.become(ReleaseState.FAILED, "the log says why"));
                uninstaller.takeOut(arriving, notes, progress);
            }
        }
    }

    private Release install(ReceivedArtifact received, List<Release> leaving, ProgressListener progress)
            throws DeployRefusedException {
        progress.step("installing " + received.artifact().label() + " beside what runs");
        if (bundles.find(received.jar()) != null) {
            throw new DeployRefusedException(
                    DeployRefusal.BUSY,
                    received.artifact().label()
                            + " is still being stopped from an earlier time and does not end; restart the runtime");
        }
        boolean beside = leaving.stream()
                .anyMatch(
                        old -> old.artifact().label().equals(received.artifact().label()));
        try {
            Bundle bundle = bundles.install(received.jar(), beside);
            Release release = new Release(received.artifact(), received.jar(), bundle, clock.instant());
            releases.add(release);
            return release;
        } catch (BundleException e) {
            throw new DeployRefusedException(
                    DeployRefusal.NOT_READY, received.artifact().label() + " cannot be installed: " + e.getMessage());
        }
    }

    private void start(
            List<Release> arriving,
            List<Release> leaving,
            Duration timeout,
            Cancellation cancellation,
            ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        List<Bundle> installed = arriving.stream().map(Release::installed).toList();
        try (StagedWiring kept = new StagedWiring(
                bundles.context(),
                installed,
                leaving.stream().map(Release::installed).toList())) {
            if (!bundles.resolve(installed)) {
                throw new DeployRefusedException(
                        DeployRefusal.UNRESOLVED,
                        "the framework does not resolve " + String.join(", ", Releases.labels(arriving))
                                + " although a dry run did: did a bundle go meanwhile? hook:refused tells more");
            }
            for (Bundle bundle : PluginBundles.inDependencyOrder(installed)) {
                cancellation.check();
                refuseUnfit(bundle);
                progress.step("starting " + bundle.getSymbolicName() + " " + bundle.getVersion());
                DeadlineTask.Outcome outcome = DeadlineTask.run(
                        "hookline-start-" + bundle.getBundleId(), timeout, () -> PluginBundles.start(bundle));
                if (!outcome.isGood()) {
                    throw new DeployRefusedException(
                            DeployRefusal.NOT_READY,
                            bundle.getSymbolicName() + " " + bundle.getVersion() + " does not start: "
                                    + outcome.problem(timeout));
                }
            }
        }
    }

    private void startPlugins(
            List<Release> arriving,
            String cause,
            long begun,
            Duration timeout,
            Cancellation cancellation,
            ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        for (Bundle bundle : PluginBundles.inDependencyOrder(
                arriving.stream().map(Release::installed).toList())) {
            cancellation.check();
            if (readiness.hasLifecycle(bundle)) {
                progress.step("waiting for the start of " + bundle.getSymbolicName() + " " + bundle.getVersion());
            }
            Duration left = timeout.minusNanos(System.nanoTime() - begun);
            Optional<String> problem = lifecycles.start(bundle, cause, left, cancellation::isCancelled);
            cancellation.check();
            if (problem.isPresent()) {
                throw new DeployRefusedException(
                        DeployRefusal.NOT_READY,
                        bundle.getSymbolicName() + " " + bundle.getVersion() + " does not start: " + problem.get());
            }
        }
    }

    /** A component that starts without the configuration that was meant for it does something else than was meant. */
    private void refuseUnfit(Bundle bundle) throws DeployRefusedException {
        List<String> unfit = bundles.unfit(bundle);
        if (!unfit.isEmpty()) {
            throw new DeployRefusedException(
                    DeployRefusal.CONFIGURATION,
                    bundle.getSymbolicName() + " " + bundle.getVersion() + " is not fit to start: " + unfit.get(0)
                            + "; mend it in conf/ or with hook:config",
                    unfit.subList(1, unfit.size()));
        }
    }

    private void awaitReady(
            List<Release> arriving,
            ReadinessProbe probe,
            long begun,
            Duration timeout,
            Cancellation cancellation,
            ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        List<Bundle> installed = arriving.stream().map(Release::installed).toList();
        long tellNanos = System.nanoTime() + TELL_EVERY_NANOS;
        while (true) {
            Readiness.State lacks = probe.check(installed);
            if (lacks.isReady()) {
                return;
            }
            long now = System.nanoTime();
            if (!lacks.failures().isEmpty() || now - begun > timeout.toNanos()) {
                throw new DeployRefusedException(
                        DeployRefusal.NOT_READY,
                        String.join(", ", Releases.labels(arriving)) + " did not become ready"
                                + (lacks.failures().isEmpty() ? " within " + timeout.toMillis() + " ms" : "") + ": "
                                + lacks.all().get(0),
                        lacks.all());
            }
            if (now - tellNanos > 0) {
                progress.step("waiting until ready: " + lacks.all().get(0));
                tellNanos += TELL_EVERY_NANOS;
            }
            cancellation.pause(POLL_EVERY);
        }
    }

    private void handOver(
            List<Release> arriving,
            List<Release> leaving,
            Cancellation cancellation,
            List<String> notes,
            ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        for (Release next : arriving) {
            for (Release old : leaving) {
                if (old.artifact().name().equals(next.artifact().name())) {
                    cancellation.check();
                    List<String> handed = state.transfer(old.installed(), next.installed());
                    handed.forEach(progress::step);
                    notes.addAll(handed);
                }
            }
        }
    }

    /** Finds out what bundles lack. */
    @FunctionalInterface
    private interface ReadinessProbe {

        Readiness.State check(List<Bundle> installed) throws InterruptedException;
    }
}
