package io.hookline.deploy.internal.change;

import io.hookline.core.release.ReleaseControl;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.CanaryOptions;
import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.Deployer;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.Plan;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.QuarantineEntry;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.ReleaseStatus;
import io.hookline.deploy.UnloadStatus;
import io.hookline.deploy.internal.bundle.PluginBundles;
import io.hookline.deploy.internal.bundle.Readiness;
import io.hookline.deploy.internal.bundle.StateTransfer;
import io.hookline.deploy.internal.resolve.ResolveCheck;
import io.hookline.deploy.internal.store.BootRecord;
import io.hookline.deploy.internal.store.ContentStore;
import io.hookline.deploy.internal.store.DesiredSets;
import io.hookline.deploy.internal.store.Quarantine;
import io.hookline.deploy.internal.unload.HeapPath;
import io.hookline.deploy.internal.unload.UnloadLimits;
import io.hookline.deploy.internal.unload.UnloadWatch;
import io.hookline.deploy.internal.unload.WatchedLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.resolver.Resolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that looks after the releases of one folder. Safe for use by many threads. */
public final class Deployment implements Deployer, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deployment.class);
    private static final long LOOK_MILLIS = 1_000;

    private final DeploymentSettings settings;
    private final ReleaseControl control;
    private final Clock clock = Clock.systemUTC();
    private final ContentStore store;
    private final DesiredSets sets;
    private final Quarantine quarantine;
    private final Releases releases = new Releases();
    private final ChangeDesk desk = new ChangeDesk();
    private final UnloadWatch unloads = new UnloadWatch(clock, UnloadLimits.standard());
    private final Intake intake;
    private final Canaries canaries;
    private final ChangeRunner runner;
    private final Heartbeats heartbeats;
    private final StatusTable status;
    private final Boot boot;
    private final ScheduledExecutorService watch;

    /**
     * A deployment that is not started yet.
     *
     * @throws IOException if its folder cannot be used
     */
    public Deployment(
            DeploymentSettings settings,
            BundleContext context,
            ReleaseControl control,
            ServiceComponentRuntime components,
            Resolver resolver)
            throws IOException {
        this.settings = settings;
        this.control = control;
        this.store = ContentStore.in(settings.folder());
        this.sets = DesiredSets.in(settings.folder().resolve("sets"), clock);
        this.quarantine = Quarantine.in(settings.folder().resolve("quarantine.json"), clock);
        this.intake = new Intake(store, settings.limits(), settings::signatures);
        this.canaries = new Canaries(control, desk, quarantine);
        PluginBundles bundles = new PluginBundles(context, settings.startLevel());
        Readiness readiness = new Readiness(context, components, control, settings.healthTimeout());
        Departure departure = new Departure(bundles, control, unloads, settings.stopTimeout());
        this.runner = new ChangeRunner(
                new Planner(
                        bundles,
                        control,
                        new ResolveCheck(context, resolver),
                        new KnownReleases(releases, sets, quarantine)),
                new Arrival(
                        bundles,
                        control,
                        readiness,
                        new StateTransfer(context, settings.stateTimeout()),
                        departure,
                        releases,
                        clock),
                departure,
                control,
                sets,
                canaries::routes,
                settings.readyTimeout());
        this.heartbeats = new Heartbeats(releases, control, readiness, clock);
        this.status = new StatusTable(releases, control, quarantine);
        this.boot = new Boot(
                settings,
                bundles,
                sets,
                quarantine,
                new BootRecord(settings.folder().resolve("starts.json")),
                intake,
                releases,
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
        boot.run();
        tidyStore();
        watch.schedule(boot::succeeded, settings.provenAfter().toMillis(), TimeUnit.MILLISECONDS);
        watch.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            heartbeats.look();
            unloads.look();
            canaries.look(runner);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("the watch over releases has failed once", e);
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
        watch.shutdownNow();
        boot.succeeded();
    }

    // ---- changes ---------------------------------------------------------------------------------------------------

    @Override
    public Plan plan(List<String> sources, DeployOptions options) throws DeployRefusedException, InterruptedException {
        return desk.run("a plan", ProgressListener.NONE, cancellation -> {
            try {
                return runner.plan(deployment(sources, "plan", options, cancellation, ProgressListener.NONE));
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
        return desk.run(
                "deploying " + String.join(", ", sources),
                progress,
                cancellation -> runner.run(
                        deployment(sources, origins, how, options, cancellation, progress), cancellation, progress));
    }

    private Change deployment(
            List<String> sources,
            String how,
            DeployOptions options,
            Cancellation cancellation,
            ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        return deployment(sources, sources, how, options, cancellation, progress);
    }

    private Change deployment(
            List<String> sources,
            List<String> origins,
            String how,
            DeployOptions options,
            Cancellation cancellation,
            ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        List<Incoming> arriving = new ArrayList<>();
        List<Release> leaving = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < sources.size(); i++) {
            cancellation.check();
            progress.step("verifying " + sources.get(i));
            Incoming incoming = take(sources.get(i), origins.get(i));
            String name = incoming.artifact().name();
            if (!names.add(name)) {
                throw new DeployRefusedException(
                        DeployRefusal.SAME_VERSION, "two of the releases given together are of " + name);
            }
            refuseDuringCanary(name);
            arriving.add(incoming);
            releases.running(name).ifPresent(leaving::add);
        }
        List<String> labels =
                arriving.stream().map(incoming -> incoming.artifact().label()).toList();
        return new Change(Change.Kind.DEPLOY, how + " " + String.join(", ", labels), arriving, leaving, options);
    }

    private Incoming take(String source, String origin) throws DeployRefusedException, InterruptedException {
        if (source.matches("[^/\\\\:]+@[^/\\\\:@]+") && !Files.exists(Path.of(source))) {
            int at = source.indexOf('@');
            return intake.again(known(source.substring(0, at), source.substring(at + 1)));
        }
        return intake.take(source, origin);
    }

    /** What is known under a name and version, from the sets or from this process. */
    private Artifact known(String name, String version) throws DeployRefusedException {
        List<Artifact> found = new ArrayList<>();
        sets.known(name, version).ifPresent(found::add);
        releases.all().stream()
                .map(Release::artifact)
                .filter(artifact ->
                        artifact.name().equals(name) && artifact.version().equals(version))
                .forEach(found::add);
        if (found.isEmpty()) {
            throw new DeployRefusedException(
                    DeployRefusal.UNKNOWN,
                    "no release " + name + " " + version + " is known here: see hook:history, or name its jar");
        }
        return found.get(0);
    }

    private void refuseDuringCanary(String name) throws DeployRefusedException {
        if (canaries.find(name).isPresent()) {
            throw new DeployRefusedException(
                    DeployRefusal.BUSY,
                    "a canary of " + name + " is running: promote it (hook:promote " + name + ") or end it (hook:abort "
                            + name + ") first");
        }
    }

    @Override
    public DeployResult remove(List<String> names, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        return remove(names, "removed", options, progress);
    }

    /** Removes plugins, with a word for it in the history. */
    public DeployResult remove(List<String> names, String how, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        return desk.run("removing " + String.join(", ", names), progress, cancellation -> {
            List<Release> leaving = new ArrayList<>();
            for (String name : names) {
                refuseDuringCanary(name);
                leaving.add(releases.running(name)
                        .orElseThrow(() -> new DeployRefusedException(
                                DeployRefusal.UNKNOWN, "no plugin " + name + " runs: see hook:status")));
            }
            String cause = how + " " + String.join(", ", Releases.labels(leaving));
            return runner.run(
                    new Change(Change.Kind.DEPLOY, cause, List.of(), leaving, options), cancellation, progress);
        });
    }

    @Override
    public DeployResult rollback(long number, DeployOptions options, ProgressListener progress)
            throws DeployRefusedException, InterruptedException {
        return desk.run("rollback", progress, cancellation -> {
            DesiredSet target = target(number);
            List<Incoming> arriving = new ArrayList<>();
            List<Release> leaving = new ArrayList<>();
            for (Artifact artifact : target.artifacts()) {
                boolean runs = releases.running(artifact.name())
                        .map(release -> release.artifact().sha256().equals(artifact.sha256()))
                        .orElse(false);
                if (!runs) {
                    refuseDuringCanary(artifact.name());
                    progress.step("verifying " + artifact.label());
                    arriving.add(intake.again(artifact));
                    releases.running(artifact.name()).ifPresent(leaving::add);
                }
            }
            for (Release release : releases.in(ReleaseState.RUNNING)) {
                if (target.release(release.artifact().name()).isEmpty()) {
                    refuseDuringCanary(release.artifact().name());
                    leaving.add(release);
                }
            }
            String cause = "rolled back to set " + target.number();
            return runner.run(
                    new Change(Change.Kind.ROLLBACK, cause, arriving, leaving, options), cancellation, progress);
        });
    }

    private DesiredSet target(long number) throws DeployRefusedException {
        List<DesiredSet> history = sets.history();
        if (number == 0) {
            if (history.size() < 2) {
                throw new DeployRefusedException(DeployRefusal.UNKNOWN, "there is no set before the current one");
            }
            return history.get(1);
        }
        return sets.set(number)
                .orElseThrow(() -> new DeployRefusedException(
                        DeployRefusal.UNKNOWN, "there is no set " + number + ": see hook:history"));
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
        return desk.run("canary of " + source, progress, cancellation -> {
            List<String> notes = new ArrayList<>();
            Change change =
                    deployment(List.of(source), "canary of", options.withReplacing(true), cancellation, progress);
            List<Release> staged = runner.stage(change, cancellation, notes, progress);
            Canary begun = new Canary(
                    control, canary, staged.get(0), change.leaving().get(0), notes, clock.instant(), System::nanoTime);
            canaries.begin(begun);
            return begun.status();
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
        canary.promoted();
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
        canary.rolledBack("ended by hand");
        canaries.withdraw(canary, "ended by hand", ReleaseState.CLOSED, runner, progress);
        return canary.status();
    }

    // ---- quarantine, unloading -------------------------------------------------------------------------------------

    @Override
    public List<QuarantineEntry> quarantine() {
        return quarantine.entries();
    }

    @Override
    public void quarantine(String name, String version, String reason)
            throws DeployRefusedException, InterruptedException {
        Artifact artifact = known(name, version);
        quarantine.add(artifact, reason);
        Canary canary = canaries.find(name).orElse(null);
        if (canary != null && canary.candidate().artifact().equals(artifact)) {
            canary.rolledBack(reason);
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
                        report.state().name(),
                        report.holders().stream()
                                .map(holder -> holder.text() + ": " + holder.cure())
                                .toList(),
                        report.blind()))
                .toList();
    }

    @Override
    public String heapPath(String release) throws DeployRefusedException, InterruptedException {
        WatchedLoader loader = unloads.remaining(release);
        if (loader == null) {
            throw new DeployRefusedException(
                    DeployRefusal.UNKNOWN,
                    "no class loader of '" + release + "' is left: see hook:leaks for those that are");
        }
        try {
            return new HeapPath(settings.folder()).find(loader);
        } catch (IOException e) {
            throw new DeployRefusedException(
                    DeployRefusal.STORE_FAILED, "the heap could not be searched: " + e.getMessage());
        }
    }
}
