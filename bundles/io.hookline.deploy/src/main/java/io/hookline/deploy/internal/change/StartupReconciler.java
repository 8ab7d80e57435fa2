package io.hookline.deploy.internal.change;

import io.hookline.deploy.Artifact;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.QuarantineEntry;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.internal.bundle.DeadlineTask;
import io.hookline.deploy.internal.bundle.LifecycleRunner;
import io.hookline.deploy.internal.bundle.PluginBundles;
import io.hookline.deploy.internal.bundle.Readiness;
import io.hookline.deploy.internal.bundle.StartOrder;
import io.hookline.deploy.internal.store.BootRecord;
import io.hookline.deploy.internal.store.DesiredSets;
import io.hookline.deploy.internal.store.Quarantine;
import io.hookline.engine.release.ReleaseControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the framework match the desired set when the process starts, whatever the framework remembers. A release that cannot
 * start is left out, with its reason; the others start. A set with which the process has crashed at several starts, one after
 * the other, is replaced by the one before it. Used by one thread.
 */
final class StartupReconciler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StartupReconciler.class);
    private static final int FAILED_STARTS = 3;

    private final DeploymentSettings settings;
    private final PluginBundles bundles;
    private final DesiredSets sets;
    private final Quarantine quarantine;
    private final BootRecord record;
    private final ArtifactReceiver receiver;
    private final Releases releases;
    private final LifecycleRunner lifecycles;
    private final LifecycleGate starts;
    private final Clock clock;
    private volatile @Nullable StartOrder startOrder;

    StartupReconciler(
            DeploymentSettings settings,
            PluginBundles bundles,
            DesiredSets sets,
            Quarantine quarantine,
            BootRecord record,
            ArtifactReceiver receiver,
            Releases releases,
            ReleaseControl control,
            GenerationPublisher publisher,
            Readiness readiness,
            LifecycleRunner lifecycles,
            Clock clock) {
        this.settings = settings;
        this.bundles = bundles;
        this.sets = sets;
        this.quarantine = quarantine;
        this.record = record;
        this.receiver = receiver;
        this.releases = releases;
        this.lifecycles = lifecycles;
        this.clock = clock;
        this.starts = new LifecycleGate(
                bundles.context(),
                control,
                publisher,
                readiness,
                lifecycles,
                releases,
                settings.readyTimeout(),
                (bundle, problem) -> leaveOut(bundle, problem, true));
    }

    /** Starts the set that is to run. */
    void run() throws DeployRefusedException, InterruptedException {
        DesiredSet set = sets.current().isPresent() ? sets.current().get() : first();
        int failed = record.begin(set.number());
        if (failed >= FAILED_STARTS) {
            set = leaveOutNewest(set, failed);
            record.begin(set.number());
        }
        set = withoutVanished(set);
        removeStrangers(set);
        start(set);
    }

    /** The start has come to its end, or the process ends as asked. */
    void succeeded() {
        sets.current().ifPresent(set -> record.succeeded(set.number()));
    }

    private DesiredSet first() throws DeployRefusedException, InterruptedException {
        List<Artifact> artifacts = new ArrayList<>();
        for (Path jar : jars(settings.seedFolder())) {
            try {
                artifacts.add(receiver.take(jar.toString(), "distribution: " + jar.getFileName(), new Cancellation())
                        .artifact());
            } catch (DeployRefusedException e) {
                LOG.error("a plugin of the distribution is left out: {}", e.getMessage());
            }
        }
        return sets.write("first start, with the plugins of the distribution", List.of(), artifacts, List.of());
    }

    private static List<Path> jars(@Nullable Path folder) {
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            LOG.error("{} cannot be listed", folder, e);
            return List.of();
        }
    }

    private DesiredSet leaveOutNewest(DesiredSet set, int failed) {
        Optional<DesiredSet> before = sets.history().stream()
                .filter(older ->
                        older.number() < set.number() && !older.started().equals(set.started()))
                .findFirst();
        if (before.isEmpty()) {
            LOG.error(
                    "the last {} starts with set {} did not come to their end, and there is no set before it",
                    failed,
                    set.number());
            return set;
        }
        String cause = "the last " + failed + " starts with set " + set.number()
                + " did not come to their end: back to set " + before.get().number();
        LOG.error("{}", cause);
        for (Artifact artifact : set.started()) {
            if (!before.get().started().contains(artifact)) {
                quarantine.add(artifact, "the process did not come to the end of " + failed + " starts with it");
            }
        }
        return written(cause, before.get().artifacts(), before.get().stopped());
    }

    /** Leaves out what came through the drop folder and was taken out of it while nobody looked. */
    private DesiredSet withoutVanished(DesiredSet set) {
        Path drop = settings.dropFolder();
        if (drop == null || !Files.isDirectory(drop)) {
            return set;
        }
        List<Artifact> vanished = set.artifacts().stream()
                .filter(artifact -> artifact.origin().startsWith(Artifact.DROP)
                        && !Files.exists(drop.resolve(artifact.origin().substring(Artifact.DROP.length()))))
                .toList();
        if (vanished.isEmpty()) {
            return set;
        }
        List<Artifact> left = new ArrayList<>(set.artifacts());
        left.removeAll(vanished);
        return written(
                "taken out of the drop folder: "
                        + String.join(
                                ", ", vanished.stream().map(Artifact::label).toList()),
                left,
                set.stopped().stream()
                        .filter(name -> left.stream()
                                .anyMatch(artifact -> artifact.name().equals(name)))
                        .toList());
    }

    /** The next set; if it cannot be written it holds for this process only: that is no reason not to start. */
    private DesiredSet written(String cause, List<Artifact> artifacts, List<String> stopped) {
        try {
            return sets.write(cause, List.of(), artifacts, stopped);
        } catch (DeployRefusedException e) {
            LOG.error("{}: {}", cause, e.getMessage());
            return new DesiredSet(0, clock.instant(), cause, List.of(), artifacts, stopped);
        }
    }

    /** Uninstalls bundles that lie in the store and that the set does not name. */
    private void removeStrangers(DesiredSet set) {
        for (Bundle bundle : bundles.context().getBundles()) {
            boolean stored = bundle.getLocation().startsWith(PluginBundles.location(settings.folder()));
            boolean wanted = set.started().stream()
                    .anyMatch(artifact -> bundle.getLocation().contains(artifact.sha256()));
            if (stored && !wanted) {
                try {
                    bundle.uninstall();
                } catch (BundleException e) {
                    LOG.warn("{} is not to run any more and cannot be uninstalled", bundle, e);
                }
            }
        }
    }

    private void start(DesiredSet set) throws InterruptedException {
        List<Release> installed = new ArrayList<>();
        for (Artifact artifact : set.started()) {
            Release release = install(artifact);
            releases.add(release);
            if (release.bundle() != null) {
                installed.add(release);
            }
        }
        List<Bundle> all = installed.stream().map(Release::installed).toList();
        bundles.resolve(all);
        List<Bundle> order = PluginBundles.inDependencyOrder(all);
        startOrder = StartOrder.of(bundles.context(), order);
        starts.hold(installed);
        for (Bundle bundle : order) {
            installed.stream()
                    .filter(release -> bundle.equals(release.bundle()))
                    .forEach(release -> release.become(ReleaseState.RUNNING, ""));
            List<String> unfit = bundles.unfit(bundle);
            if (!unfit.isEmpty()) {
                leaveOut(bundle, String.join("; ", unfit) + "; mend it in conf/ and deploy it again", true);
                continue;
            }
            DeadlineTask.Outcome outcome = DeadlineTask.run(
                    "hookline-start-" + bundle.getBundleId(),
                    settings.readyTimeout(),
                    () -> PluginBundles.start(bundle));
            if (!outcome.isGood()) {
                leaveOut(bundle, outcome.problem(settings.readyTimeout()), outcome.ended());
            }
            starts.settle();
        }
        starts.watch();
    }

    /** The starts of plugins that no change brings in. */
    LifecycleGate starts() {
        return starts;
    }

    /** The framework has reached the start level of plugins: these did not start. */
    void reached(Map<Bundle, Throwable> failures) {
        close();
        failures.forEach((bundle, failure) -> leaveOut(bundle, String.valueOf(rootOf(failure)), true));
    }

    /** Plugins start in whatever order they are started from now on. Idempotent. */
    @Override
    public void close() {
        StartOrder kept = startOrder;
        if (kept != null) {
            kept.close();
        }
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable cause = failure instanceof BundleException ? failure.getCause() : null;
        return cause == null ? failure : cause;
    }

    /** Its bundle goes, too, so that it can be deployed again; unless it still hangs in its start. */
    private void leaveOut(Bundle bundle, String problem, boolean ended) {
        for (Release release : releases.in(ReleaseState.RUNNING)) {
            if (!bundle.equals(release.bundle())) {
                continue;
            }
            String reason = "it does not start: " + problem;
            LOG.error(
                    "{} of the desired set is left out: {}", release.artifact().label(), reason);
            release.become(ReleaseState.FAILED, reason);
            stopPlugin(bundle);
            if (ended) {
                try {
                    bundle.uninstall();
                    release.removed();
                } catch (BundleException e) {
                    LOG.warn("{} is left out and cannot be uninstalled", bundle, e);
                }
            }
        }
    }

    private void stopPlugin(Bundle bundle) {
        try {
            lifecycles
                    .stop(bundle, "it is left out")
                    .forEach(fault -> LOG.warn("stopping {} went wrong: {}", bundle, fault));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Release install(Artifact artifact) {
        Path jar = receiver.jar(artifact);
        try {
            Optional<QuarantineEntry> forbidden = quarantine.find(artifact.sha256());
            if (forbidden.isPresent()) {
                return failed(
                        artifact, jar, ReleaseState.QUARANTINED, forbidden.get().reason());
            }
            ReceivedArtifact received = receiver.again(artifact);
            Bundle known = bundles.find(received.jar());
            Bundle bundle = known != null ? known : bundles.install(received.jar(), false);
            return new Release(artifact, received.jar(), bundle, clock.instant());
        } catch (DeployRefusedException | BundleException e) {
            return failed(artifact, jar, ReleaseState.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private Release failed(Artifact artifact, Path jar, ReleaseState state, String reason) {
        LOG.error("{} of the desired set is left out: {}", artifact.label(), reason);
        Release release = new Release(artifact, jar, null, clock.instant());
        release.become(state, reason);
        return release;
    }
}
