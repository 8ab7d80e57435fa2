package io.hookline.deploy.internal.change;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.CanaryOptions;
import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.Plan;
import io.hookline.deploy.PrivateDeployer;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.QuarantineEntry;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.ReleaseStatus;
import io.hookline.deploy.UnloadStatus;
import io.hookline.deploy.internal.bundle.LifecycleRunner;
import io.hookline.deploy.internal.bundle.PluginBundles;
import io.hookline.deploy.internal.bundle.Readiness;
import io.hookline.deploy.internal.bundle.StateTransfer;
import io.hookline.deploy.internal.resolve.ResolveCheck;
import io.hookline.deploy.internal.store.BootRecord;
import io.hookline.deploy.internal.store.ContentStore;
import io.hookline.deploy.internal.store.DesiredSets;
import io.hookline.deploy.internal.store.Quarantine;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.engine.release.Route;
import io.hookline.unload.UnloadWatch;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.resolver.Resolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that polls after the releases of one folder. Safe for use by many threads. */
public final class Deployment implements PrivateDeployer {

    private static final Logger LOG = LoggerFactory.getLogger(Deployment.class);
    private static final long POLL_MILLIS = 1_000;
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(15);

    private final DeploymentSettings settings;
    private final ReleaseControl control;
    private final Clock clock = Clock.systemUTC();
    private final ContentStore store;
    private final DesiredSets sets;
    private final Quarantine quarantine;
    private final Releases releases = new Releases();
    private final ChangeExecutor executor = new ChangeExecutor();
    private final UnloadWatch unloads;
    private final ArtifactReceiver receiver;
    private final CanaryController canaries;
    private final GenerationPublisher publisher;
    private final Supplier<List<Route>> routes;
    private final ChangeRequests requests;
    private final ChangeRunner runner;
    private final LivenessMonitor liveness;
    private final StatusTable status;
    private final StartupReconciler startup;
    private final LifecycleRunner lifecycles;
    private final ScheduledExecutorService watch;
    private final BundleContext context;
    private volatile @Nullable StartLevelWatch startLevel;

    /**
     * A deployment that is not started yet.
     *
     * @throws IOException if its folder cannot be used
     */
    public Deployment(
            DeploymentSettings settings,
            BundleContext context,
            ReleaseControl control,
            GenerationPublisher publisher,
            ServiceComponentRuntime components,
            Resolver resolver,
            UnloadWatch unloads)
            throws IOException {
        this.settings = settings;
        this.context = context;
        this.control = control;
        this.unloads = unloads;
        this.store = ContentStore.in(settings.folder());
        this.sets = DesiredSets.in(settings.folder().resolve("sets"), clock);
        this.quarantine = Quarantine.in(settings.folder().resolve("quarantine.json"), clock);
        this.receiver =
                new ArtifactReceiver(store, settings.limits(), settings::signatures, settings.downloadTimeout());
        this.canaries = new CanaryController(publisher, executor, quarantine);
        this.publisher = publisher;
        this.routes = canaries::routes;
        publisher.add(routes);
        this.requests = new ChangeRequests(receiver, releases, sets, canaries);
        PluginBundles bundles = new PluginBundles(context, settings.startLevel());
        Readiness readiness = new Readiness(context, components, control, settings.healthTimeout());
        this.lifecycles = new LifecycleRunner(context, settings.stopTimeout());
        Uninstaller uninstaller = new Uninstaller(bundles, lifecycles, control, unloads, settings.stopTimeout());
        this.runner = new ChangeRunner(
                new Planner(
                        bundles,
                        control,
                        new ResolveCheck(context, resolver),
                        new KnownReleases(releases, sets, quarantine)),
                new Installer(
                        bundles,
                        control,
                        readiness,
                        lifecycles,
                        new StateTransfer(context, settings.stateTimeout()),
                        uninstaller,
                        releases,
                        clock),
                uninstaller,
                publisher,
                sets,
                settings.readyTimeout());
        this.liveness = new LivenessMonitor(releases, control, readiness, clock);
        this.status = new StatusTable(releases, control, quarantine, sets);
        this.startup = new StartupReconciler(
                settings,
                bundles,
                sets,
                quarantine,
                new BootRecord(settings.folder().resolve("starts.json")),
                receiver,
                releases,
                control,
                publisher,
                readiness,
                lifecycles,
                clock);
        this.watch = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "hookline-deploy");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Makes the framework match the desired set, and begins to watch. */
    @SuppressWarnings("FutureReturnValueIgnored") // What fails in a look is logged there.
    public void start() throws DeployRefusedException, InterruptedException {
        startup.run();
        tidyStore();
        startLevel = StartLevelWatch.begin(context, settings.startLevel(), failures -> {
            startup.reached(failures);
            watch.schedule(startup::succeeded, settings.provenAfter().toMillis(), TimeUnit.MILLISECONDS);
        });
        watch.scheduleWithFixedDelay(this::poll, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void poll() {
        if (context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING) {
            // Plugins stop ahead of this one, which is no fault of theirs.
            return;
        }
        try {
            startHeld();
            canaries.poll(runner);
            liveness.poll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("the watch over releases has failed once", e);
        }
        try {
            unloads.check();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("the watch over removed releases has failed once", e);
        }
    }

    private void startHeld() throws InterruptedException {
        if (!startup.starts().isDue()) {
            return;
        }
        try {
            executor.run("the start of plugins", ProgressListener.NONE, cancellation -> {
                startup.starts().settle();
                return startup;
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

    /** Ends the watch. The releases go on running. */
    @Override
    public void close() {
        StartLevelWatch begun = startLevel;
        if (begun != null) {
            begun.close();
        }
        startup.close();
        watch.shutdownNow();
        startup.starts().close();
        lifecycles.close();
        if (!executor.shut(CLOSE_WAIT)) {
            LOG.warn("a change is still under way: it is left alone");
        }
        canaries.close();
        publisher.remove(routes);
        startup.succeeded();
    }

    // ---- changes ---------------------------------------------------------------------------------------------------

    @Override
    public Plan plan(List<String> sources, DeployOptions options) throws DeployRefusedException, InterruptedException {
        return executor.run("a plan", ProgressListener.NONE, cancellation -> {
            try {
                return runner.plan(
                        requests.deployment(sources, sources, "plan", options, cancellation, ProgressListener.NONE));
            } finally {
                tidyStore();
            }
        });
    }

    @Override
    public DeployResult deploy(List<String> sources, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        return deploy(sources, sources, "deployed", options, progress);
    }

    /**
     * Deploys sources.
     *
     * @param origins what to remember of where each came from
     * @param how the word for it in the history
     */
    public DeployResult deploy(
            List<String> sources, List<String> origins, String how, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        return executor.run(
                "deploying " + String.join(", ", sources),
                progress,
                cancellation -> runner.run(
                        requests.deployment(sources, origins, how, options, cancellation, progress),
                        cancellation,
                        progress));
    }

    @Override
    public DeployResult remove(List<String> names, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        return remove(names, "removed", options, progress);
    }

    /** Removes plugins, with a word for it in the history. */
    public DeployResult remove(List<String> names, String how, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        return executor.run(
                "removing " + String.join(", ", names),
                progress,
                cancellation -> runner.run(requests.removal(names, how, options), cancellation, progress));
    }

    @Override
    public DeployResult stop(List<String> names, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        return executor.run(
                "stopping " + String.join(", ", names),
                progress,
                cancellation -> runner.run(requests.stop(names, options), cancellation, progress));
    }

    @Override
    public DeployResult start(List<String> names, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        return executor.run(
                "starting " + String.join(", ", names),
                progress,
                cancellation -> runner.run(requests.start(names, options, progress), cancellation, progress));
    }

    @Override
    public DeployResult rollback(long number, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        return executor.run(
                "rollback",
                progress,
                cancellation -> runner.run(requests.rollback(number, options, progress), cancellation, progress));
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
        return executor.run("canary of " + source, progress, cancellation -> {
            List<String> notes = new ArrayList<>();
            List<String> waivers = new ArrayList<>();
            Change change = requests.deployment(
                    List.of(source), List.of(source), "canary of", options.withReplacing(true), cancellation, progress);
            List<Release> staged = runner.stage(change, cancellation, waivers, notes, progress);
            boolean begins = false;
            try {
                cancellation.seal();
                Canary begun = new Canary(
                        control,
                        canary,
                        staged.get(0),
                        change.leaving().get(0),
                        waivers,
                        clock.instant(),
                        System::nanoTime);
                canaries.begin(begun);
                begins = true;
                return begun.status();
            } finally {
                if (!begins) {
                    runner.withdraw(staged, progress);
                }
            }
        });
    }

    @Override
    public List<CanaryStatus> canaries() {
        return canaries.status();
    }

    @Override
    public CanaryStatus pauseCanary(String name) throws DeployRefusedException {
        Canary canary = canaries.get(name);
        try {
            canary.pause();
        } catch (IllegalStateException e) {
            throw new DeployRefusedException(DeployRefusal.UNKNOWN, e.getMessage() + "");
        }
        return canary.status();
    }

    @Override
    public CanaryStatus resumeCanary(String name) throws DeployRefusedException {
        Canary canary = canaries.get(name);
        try {
            canary.resume();
        } catch (IllegalStateException e) {
            throw new DeployRefusedException(DeployRefusal.UNKNOWN, e.getMessage() + "");
        }
        return canary.status();
    }

    @Override
    public DeployResult promoteCanary(String name, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        Canary canary = canaries.get(name);
        return canaries.promote(
                canary,
                "canary promoted by hand: " + canary.candidate().artifact().label(),
                runner,
                progress);
    }

    @Override
    public CanaryStatus abortCanary(String name, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        Canary canary = canaries.get(name);
        canaries.withdraw(canary, "ended by hand", ReleaseState.CLOSED, runner, progress);
        return canary.status();
    }

    // ---- quarantine, unloading -------------------------------------------------------------------------------------

    /** Forbids the content of an installed release; does nothing if it is unknown. What runs goes on as the core has it. */
    public void quarantine(ReleaseId id, String reason) {
        for (Release release : releases.all()) {
            Bundle bundle = release.bundle();
            if (bundle != null && PluginBundles.releaseOf(bundle).equals(id)) {
                quarantine.add(release.artifact(), reason);
            }
        }
    }

    @Override
    public List<QuarantineEntry> quarantine() {
        return quarantine.entries();
    }

    @Override
    public void quarantine(String name, String version, String reason)
            throws DeployRefusedException, InterruptedException {
        Artifact artifact = requests.known(name, version);
        quarantine.add(artifact, reason);
        Canary canary = canaries.find(name).orElse(null);
        if (canary != null && canary.candidate().artifact().equals(artifact)) {
            canaries.withdraw(canary, reason, ReleaseState.QUARANTINED, runner, ProgressListener.NONE);
        }
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
        return unloads.reports().stream()
                .map(report -> new UnloadStatus(
                        report.release(),
                        report.removedAt(),
                        switch (report.state()) {
                            case GONE -> UnloadStatus.State.GONE;
                            case WATCHED -> UnloadStatus.State.WATCHED;
                            case HELD -> UnloadStatus.State.HELD;
                        },
                        report.holders().stream()
                                .map(holder -> holder.text() + ": " + holder.remedy())
                                .toList(),
                        report.blind()))
                .toList();
    }

    @Override
    public String heapPath(String release) throws DeployRefusedException, InterruptedException {
        try {
            return unloads.heapPath(release, settings.folder())
                    .orElseThrow(() -> new DeployRefusedException(
                            DeployRefusal.UNKNOWN,
                            "no class loader of '" + release + "' is left: see hook:leaks for those that are"));
        } catch (IOException e) {
            throw new DeployRefusedException(
                    DeployRefusal.STORE_FAILED, "the heap could not be searched: " + e.getMessage());
        }
    }
}
