package io.hookline.deploy.internal.component;

import io.hookline.api.runtime.Actor;
import io.hookline.api.runtime.Cause;
import io.hookline.api.runtime.ReleaseId;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.CanaryOptions;
import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.ChangeRequest;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.Deployer;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.Plan;
import io.hookline.deploy.Prepared;
import io.hookline.deploy.PrivateDeployer;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.QuarantineEntry;
import io.hookline.deploy.ReleaseStatus;
import io.hookline.deploy.UnloadStatus;
import io.hookline.deploy.artifact.ArtifactType;
import io.hookline.deploy.artifact.StagedRelease;
import io.hookline.deploy.internal.boot.RestoredReleases;
import io.hookline.deploy.internal.boot.StartupReconciler;
import io.hookline.deploy.internal.boot.StartupSettings;
import io.hookline.deploy.internal.canary.Canary;
import io.hookline.deploy.internal.canary.CanaryController;
import io.hookline.deploy.internal.change.ChangeExecutor;
import io.hookline.deploy.internal.change.ChangeRequests;
import io.hookline.deploy.internal.change.ChangeRunner;
import io.hookline.deploy.internal.change.Changes;
import io.hookline.deploy.internal.change.Uninstaller;
import io.hookline.deploy.internal.receive.ArtifactReceiver;
import io.hookline.deploy.internal.receive.DistributionContent;
import io.hookline.deploy.internal.release.Release;
import io.hookline.deploy.internal.release.Releases;
import io.hookline.deploy.internal.status.LivenessMonitor;
import io.hookline.deploy.internal.status.StatusTable;
import io.hookline.deploy.internal.store.BootRecord;
import io.hookline.deploy.internal.store.ContentStore;
import io.hookline.deploy.internal.store.DesiredSetStore;
import io.hookline.deploy.internal.store.FileDesiredSetStore;
import io.hookline.deploy.internal.store.Quarantine;
import io.hookline.engine.release.Route;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The releases of one folder: changes, canaries, status, quarantine, and the watch over all of them. Safe for use by
 * many threads.
 */
public final class Deployment implements PrivateDeployer {

    private static final Logger LOG = LoggerFactory.getLogger(Deployment.class);
    private static final Actor API = Actor.of(Actor.Kind.API);
    private static final long POLL_MILLIS = 1_000;
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(15);

    private final DeploymentSettings settings;
    private final DeploymentEnvironment environment;
    private final ContentStore store;
    private final DesiredSetStore sets;
    private final Quarantine quarantine;
    private final Releases releases;
    private final ChangeExecutor executor = new ChangeExecutor();
    private final List<String> damage = new CopyOnWriteArrayList<>();
    private final CanaryController canaries;
    private final Supplier<List<Route>> routes;
    private final ChangeRequests requests;
    private final ChangeRunner runner;
    private final Orphans orphans;
    private final Preparer preparer;
    private final LivenessMonitor liveness;
    private final StatusTable status;
    private final StartupReconciler startup;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "hookline-deploy");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Runnable stopWaitingForStart = () -> {};
    private volatile boolean closed;

    /**
     * A deployment that is not started yet.
     *
     * @throws IOException if its folder cannot be used
     */
    public Deployment(DeploymentSettings settings, DeploymentEnvironment environment) throws IOException {
        Clock clock = Clock.systemUTC();
        this.settings = settings;
        this.environment = environment;
        this.releases = new Releases(environment.events());
        this.store = ContentStore.in(settings.folder());
        this.sets = FileDesiredSetStore.in(settings.folder().resolve("sets"), clock, damage::add);
        this.quarantine = Quarantine.in(settings.folder().resolve("quarantine.json"), clock, damage::add);
        ArtifactReceiver receiver = new ArtifactReceiver(
                store,
                environment.types(),
                settings.artifactLimits(),
                settings::signatures,
                new DistributionContent(settings.seedFolder()),
                settings.downloadTimeout());
        this.canaries = new CanaryController(environment.publisher(), executor, quarantine, environment.events());
        this.routes = canaries::routes;
        environment.publisher().add(routes);
        this.requests = new ChangeRequests(receiver, releases, sets, canaries::isRunning);
        Uninstaller uninstaller = new Uninstaller(environment.control(), environment.unloads(), settings.stopTimeout());
        this.runner = Changes.runner(
                environment.control(),
                environment.publisher(),
                releases,
                sets,
                quarantine,
                environment.types(),
                receiver::path,
                uninstaller,
                settings.readyTimeout(),
                environment.configurations(),
                clock);
        this.orphans = new Orphans(environment, releases, canaries, uninstaller);
        this.preparer = new Preparer(
                environment.control(),
                executor,
                requests,
                runner,
                canaries,
                quarantine,
                settings.preparedTimeout(),
                clock);
        this.liveness = new LivenessMonitor(releases, environment.control(), clock);
        this.status = new StatusTable(releases, environment.control(), quarantine, sets, environment.foreign());
        this.startup = new StartupReconciler(
                new StartupSettings(settings.folder(), settings.seedFolder(), settings.dropFolder()),
                environment.types(),
                sets,
                quarantine,
                new BootRecord(
                        settings.folder().resolve("starts.json"),
                        environment.process().lastStart(),
                        damage::add),
                receiver,
                releases,
                new RestoredReleases(
                        releases,
                        environment.control(),
                        environment.publisher(),
                        settings.readyTimeout(),
                        settings.stopTimeout()),
                clock);
    }

    /** Makes what runs match the desired set, and begins to watch. */
    @SuppressWarnings("FutureReturnValueIgnored") // What fails in a poll is logged there.
    public void start() throws DeployRefusedException, InterruptedException {
        startup.run();
        tidyStore();
        stopWaitingForStart = environment
                .process()
                .whenStarted(() -> watch.schedule(
                        startup::succeeded, settings.provenAfter().toMillis(), TimeUnit.MILLISECONDS));
        watch.scheduleWithFixedDelay(this::poll, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** One round of the watch, once a second. */
    void poll() {
        if (environment.process().isStopping()) {
            // Plugins stop before this one does, which is not their fault.
            return;
        }
        try {
            orphans.stopAll();
            startHeld();
            startWaiting();
            canaries.poll(runner);
            liveness.poll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("the watch over releases has failed once", e);
        }
        try {
            environment.unloads().check();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("the watch over removed releases has failed once", e);
        }
    }

    private void startHeld() throws InterruptedException {
        if (!environment.held().isDue()) {
            return;
        }
        try {
            executor.runIfFree("the start of plugins", cancellation -> {
                environment.held().settle();
                return true;
            });
        } catch (DeployRefusedException e) {
            LOG.debug("plugins start later", e);
        }
    }

    private void tidyStore() {
        Set<String> needed = new HashSet<>(sets.digests());
        releases.all().forEach(release -> needed.add(release.artifact().sha256()));
        store.retain(needed);
    }

    /** Ends the watch, and aborts a change that is prepared. The releases go on running. */
    @Override
    public void close() {
        closed = true;
        stopWaitingForStart.run();
        watch.shutdownNow();
        environment.onClose().run();
        preparer.close();
        if (!executor.shut(CLOSE_WAIT)) {
            LOG.warn("a change is still under way: it is left alone");
        }
        canaries.close();
        environment.publisher().remove(routes);
        startup.ended();
    }

    /** What was found damaged at the start, and what was made of it; one sentence each. */
    List<String> damage() {
        return List.copyOf(damage);
    }

    /** Whether the content of a release is in the store and may run. */
    boolean isAvailable(Artifact artifact) {
        return quarantine.find(artifact.sha256()).isEmpty() && store.isIntact(artifact.sha256());
    }

    /** Hook points lack plugins, by name, that they require and that the current set promises; empty if none does. */
    void lacks(Collection<String> plugins) {
        startup.lacks(plugins);
    }

    boolean isClosed() {
        return closed;
    }

    // ---- artifact types --------------------------------------------------------------------------------------------

    /** An artifact type has become available: the releases that wait for it start soon. */
    void typeArrived() {
        try {
            watch.execute(this::poll);
        } catch (RejectedExecutionException e) {
            LOG.debug("this deployment is closed", e);
        }
    }

    private void startWaiting() throws InterruptedException {
        if (!startup.isDue()) {
            return;
        }
        try {
            executor.runIfFree("the start of releases that waited for their type", cancellation -> {
                startup.startWaiting();
                return true;
            });
        } catch (DeployRefusedException e) {
            LOG.debug("releases start later", e);
        }
    }

    /** An artifact type is about to go: its releases are stopped at once, and wait for it. */
    void typeLeaves(ArtifactType type) {
        orphans.stop(type);
    }

    // ---- changes ---------------------------------------------------------------------------------------------------

    @Override
    public Plan plan(ChangeRequest change) throws DeployRefusedException, InterruptedException {
        return executor.run("a plan", ProgressListener.NONE, cancellation -> {
            try {
                return preparer.plan(change, cancellation);
            } finally {
                tidyStore();
            }
        });
    }

    @Override
    public Deployer actingFor(Actor actor, String reason) {
        return new ActingDeployer(this, actor, reason);
    }

    @Override
    public Prepared prepare(ChangeRequest change, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        return preparer.prepare(change, progress);
    }

    @Override
    public List<DesiredSet> history() {
        return sets.history();
    }

    @Override
    public List<ReleaseStatus> status() {
        return status.rows();
    }

    // ---- canaries --------------------------------------------------------------------------------------------------

    @Override
    public CanaryStatus canary(String source, CanaryOptions canary, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        return preparer.beginCanary(ChangeRequest.canary(source, canary, options), progress);
    }

    @Override
    public List<CanaryStatus> canaries() {
        return canaries.status();
    }

    @Override
    public CanaryStatus pauseCanary(String name) throws DeployRefusedException {
        return pauseCanary(name, API, "");
    }

    CanaryStatus pauseCanary(String name, Actor actor, String reason) throws DeployRefusedException {
        Canary canary = canaries.get(name);
        try {
            canary.pause();
        } catch (IllegalStateException e) {
            throw new DeployRefusedException(DeployRefusal.UNKNOWN, String.valueOf(e.getMessage()));
        }
        canaries.decidedByHand(canary, actor, "paused", reason);
        return canary.status();
    }

    @Override
    public CanaryStatus resumeCanary(String name) throws DeployRefusedException {
        return resumeCanary(name, API, "");
    }

    CanaryStatus resumeCanary(String name, Actor actor, String reason) throws DeployRefusedException {
        Canary canary = canaries.get(name);
        try {
            canary.resume();
        } catch (IllegalStateException e) {
            throw new DeployRefusedException(DeployRefusal.UNKNOWN, String.valueOf(e.getMessage()));
        }
        canaries.decidedByHand(canary, actor, "resumed", reason);
        return canary.status();
    }

    // ---- quarantine, unloading -------------------------------------------------------------------------------------

    /**
     * Quarantines the content of an installed release; does nothing for a release of others. What runs of it is left to
     * the engine.
     */
    public void quarantine(ReleaseId id, String reason) {
        for (Release release : releases.all()) {
            StagedRelease staged = release.staged();
            if (staged != null && staged.id().equals(id)) {
                quarantine.add(release.artifact(), new Cause(Actor.of(Actor.Kind.GUARD), reason));
            }
        }
    }

    @Override
    public List<QuarantineEntry> quarantine() {
        return quarantine.entries();
    }

    @Override
    public void parole(String name, String version) throws DeployRefusedException {
        QuarantineEntry entry = quarantine.entries().stream()
                .filter(one -> one.name().equals(name) && one.version().equals(version))
                .findFirst()
                .orElseThrow(() -> new DeployRefusedException(
                        DeployRefusal.UNKNOWN, name + " " + version + " is not in quarantine"));
        try {
            quarantine.parole(entry.sha256());
        } catch (IOException e) {
            throw new DeployRefusedException(
                    DeployRefusal.STORE_FAILED, "the quarantine cannot be written, it stays as it was: " + e);
        }
    }

    @Override
    public List<UnloadStatus> unloads() {
        return environment.unloads().reports().stream().map(UnloadRow::of).toList();
    }

    @Override
    public String heapPath(String release) throws DeployRefusedException, InterruptedException {
        try {
            return environment
                    .unloads()
                    .heapPath(release, settings.folder())
                    .orElseThrow(() -> new DeployRefusedException(
                            DeployRefusal.UNKNOWN,
                            "no class loader of '" + release + "' is left: see hook:leaks for those that are"));
        } catch (IOException e) {
            throw new DeployRefusedException(
                    DeployRefusal.STORE_FAILED, "the heap could not be searched: " + e.getMessage());
        }
    }
}
