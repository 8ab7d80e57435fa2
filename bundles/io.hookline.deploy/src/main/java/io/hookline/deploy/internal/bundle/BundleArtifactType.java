package io.hookline.deploy.internal.bundle;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.artifact.ApiComparison;
import io.hookline.deploy.artifact.ArtifactDescription;
import io.hookline.deploy.artifact.ArtifactIdentity;
import io.hookline.deploy.artifact.ArtifactLimits;
import io.hookline.deploy.artifact.ArtifactType;
import io.hookline.deploy.artifact.Dependant;
import io.hookline.deploy.artifact.Resolution;
import io.hookline.deploy.artifact.RestoreContext;
import io.hookline.deploy.artifact.StagedRelease;
import io.hookline.deploy.artifact.StagingRequest;
import io.hookline.deploy.artifact.StartContext;
import io.hookline.deploy.artifact.StopOutcome;
import io.hookline.deploy.internal.gate.GateVerdict;
import io.hookline.deploy.internal.gate.SemverGate;
import io.hookline.deploy.internal.reach.PluginReach;
import io.hookline.deploy.internal.resolve.ResolveCheck;
import io.hookline.deploy.internal.resolve.ResolveVerdict;
import io.hookline.deploy.internal.resolve.StartCheck;
import io.hookline.deploy.internal.verify.BundleManifest;
import io.hookline.deploy.internal.verify.JarFacts;
import io.hookline.deploy.internal.verify.JarLimits;
import io.hookline.deploy.internal.verify.JarVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.ComponentConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** OSGi bundles: the type of all jars. The only part of deploy that installs, starts and removes bundles. */
public final class BundleArtifactType implements ArtifactType {

    private static final Logger LOG = LoggerFactory.getLogger(BundleArtifactType.class);
    private static final byte[] ZIP_MAGIC = {'P', 'K'};

    private final PluginBundles bundles;
    private final BundleRemoval removal;
    private final BundleStarter starter;
    private final BundleRestorer restorer;
    private final LifecycleRunner lifecycles;
    private final StateTransfer state;
    private final ResolveCheck resolve;
    private final StartCheck startCheck;
    private final Path store;
    private final JarLimits jarLimits;
    private final PluginReach reach;
    private final Consumer<ReleaseId> admitted;
    private final SemverGate gate = new SemverGate();

    /**
     * Bundles whose jars lie in a store.
     *
     * @param store the folder in which deploy keeps the jars
     * @param jarLimits limits that only jars have
     * @param reach keeps plugins from changing the product
     * @param admitted is told of each plugin before it starts
     */
    public BundleArtifactType(
            PluginBundles bundles,
            Readiness readiness,
            LifecycleRunner lifecycles,
            StateTransfer state,
            ResolveCheck resolve,
            Path store,
            JarLimits jarLimits,
            PluginReach reach,
            Consumer<ReleaseId> admitted) {
        this.bundles = bundles;
        this.lifecycles = lifecycles;
        this.state = state;
        this.resolve = resolve;
        this.startCheck = new StartCheck(bundles.context(), resolve, this::staysOverRestart);
        this.store = store;
        this.jarLimits = jarLimits;
        this.reach = reach;
        this.admitted = admitted;
        this.starter = new BundleStarter(bundles, readiness, lifecycles);
        this.removal = new BundleRemoval(bundles);
        this.restorer = new BundleRestorer(bundles, readiness, lifecycles, resolve, removal);
    }

    /**
     * The bundles that are held back until their own start has ended, and the order in which the framework starts them.
     */
    public BundleRestorer restorer() {
        return restorer;
    }

    @Override
    public String name() {
        return Artifact.BUNDLE;
    }

    // ---- files -----------------------------------------------------------------------------------------------------

    @Override
    public boolean recognises(Path content) throws IOException {
        try (InputStream in = Files.newInputStream(content)) {
            return Arrays.equals(in.readNBytes(ZIP_MAGIC.length), ZIP_MAGIC);
        }
    }

    @Override
    public boolean isSignedJar() {
        return true;
    }

    @Override
    public ArtifactIdentity verify(Path content, ArtifactLimits limits) throws DeployRefusedException {
        JarFacts facts = new JarVerifier(jarLimits).verify(content);
        return new ArtifactIdentity(facts.symbolicName(), facts.version().toString());
    }

    @Override
    public ArtifactDescription describe(Path content, ArtifactIdentity identity) throws DeployRefusedException {
        try {
            reach.check(content, identity.name(), identity.label());
            Map<String, String> headers = BundleManifest.read(content);
            boolean hasCode = headers.containsKey(Constants.BUNDLE_ACTIVATOR)
                    || headers.containsKey(ComponentConstants.SERVICE_COMPONENT);
            return new ArtifactDescription(
                    ComponentDescriptions.hooksOf(content, identity.name(), identity.version()),
                    List.of(),
                    RequiredPoints.of(headers),
                    !hasCode);
        } catch (IOException e) {
            throw new DeployRefusedException(DeployRefusal.NOT_A_BUNDLE, String.valueOf(e.getMessage()));
        }
    }

    // ---- plans -----------------------------------------------------------------------------------------------------

    @Override
    public ApiComparison compare(Path running, Path next) throws IOException {
        GateVerdict verdict = gate.judge(running, next);
        return new ApiComparison(verdict.honest(), verdict.headline(), verdict.details());
    }

    @Override
    public Resolution resolve(List<Path> arriving, Collection<StagedRelease> leaving) throws IOException {
        ResolveVerdict verdict = resolve.check(arriving, withThoseLeftAlone(leaving));
        return new Resolution(verdict.refusal(), verdict.headline(), verdict.details());
    }

    @Override
    public Map<Path, Resolution> unstartable(Collection<Path> set) throws IOException {
        Map<Path, Resolution> unstartable = new LinkedHashMap<>();
        startCheck
                .unresolved(set)
                .forEach((jar, verdict) ->
                        unstartable.put(jar, new Resolution(verdict.refusal(), verdict.headline(), verdict.details())));
        return unstartable;
    }

    /**
     * Whether an installed bundle is there at the next start without being in a set. The launcher removes what is
     * neither the product's nor installed by a deployer; without the launcher nothing is removed.
     */
    private boolean staysOverRestart(Bundle bundle) {
        boolean launched = bundles.context().getProperty("hookline.home") != null;
        return bundle.getBundleId() == 0
                || (!isStored(bundle) && (!launched || bundle.getLocation().startsWith("reference:")));
    }

    /** A bundle whose jar lies in the store is managed by deploy, even if it was left behind because its stop hangs. */
    @Override
    public List<String> conflicts(ArtifactIdentity identity, Path content) {
        List<String> conflicts = new ArrayList<>();
        for (Bundle bundle : bundles.context().getBundles()) {
            if (identity.name().equals(bundle.getSymbolicName()) && !isStored(bundle)) {
                conflicts.add("a bundle " + identity.name() + " " + bundle.getVersion() + " is installed already (id "
                        + bundle.getBundleId() + ") and belongs to the product or was installed by hand;"
                        + " if by hand, felix:uninstall " + bundle.getBundleId() + " first");
            }
        }
        return conflicts;
    }

    /** An installation of the same release may be there still: it hangs, or lost what it depends on. */
    private boolean isThere(ArtifactIdentity identity) {
        return Stream.of(bundles.context().getBundles())
                .anyMatch(bundle -> identity.name().equals(bundle.getSymbolicName())
                        && identity.version().equals(bundle.getVersion().toString())
                        && isStored(bundle));
    }

    @Override
    public List<String> unfit(Path content) throws IOException {
        return bundles.unfit(content);
    }

    private boolean isStored(Bundle bundle) {
        return bundle.getLocation().startsWith(PluginBundles.location(store));
    }

    @Override
    public List<Dependant> dependants(Collection<StagedRelease> leaving) {
        List<Bundle> some = bundlesOf(leaving);
        return bundles.ripple(some).stream()
                .filter(bundle -> !removal.leaving().contains(bundle))
                .map(bundle -> new Dependant(
                        bundle.getSymbolicName() + " " + bundle.getVersion(), PluginBundles.needs(bundle, some)))
                .toList();
    }

    // ---- running ---------------------------------------------------------------------------------------------------

    @Override
    public StagedRelease stage(StagingRequest request) throws DeployRefusedException {
        Bundle known = request.restored() ? installed(request.content()) : null;
        try {
            // Once more, since the set may come from an earlier version of the product.
            reach.check(
                    request.content(),
                    request.identity().name(),
                    request.identity().label());
            if (known != null
                    && !known.getVersion().toString().equals(request.identity().version())) {
                // It was updated by hand in an earlier process: back to the content of its file.
                known.update();
            }
            Bundle bundle = known != null
                    ? known
                    : bundles.install(request.content(), request.besideSameVersion() || isThere(request.identity()));
            BundleRelease release = restorer.track(bundle, request.content());
            admitted.accept(release.id());
            return release;
        } catch (IOException e) {
            throw new DeployRefusedException(
                    DeployRefusal.UNREADABLE, request.identity().label() + " cannot be read: " + e);
        } catch (BundleException e) {
            throw new DeployRefusedException(
                    DeployRefusal.NOT_READY, request.identity().label() + " cannot be installed: " + e.getMessage());
        }
    }

    /** The bundle that an earlier process has installed, or an earlier deployer of this one; not one that hangs. */
    private @Nullable Bundle installed(Path content) {
        Bundle found = bundles.find(content);
        if (found != null && BundleRemoval.isBusy(found)) {
            removal.leave(found);
            return null;
        }
        return found;
    }

    @Override
    public void start(List<StagedRelease> arriving, Collection<StagedRelease> leaving, StartContext context)
            throws DeployRefusedException, InterruptedException {
        List<Bundle> starting = bundlesOf(arriving);
        reach.watching(starting, () -> starter.start(starting, withThoseLeftAlone(leaving), context));
    }

    @Override
    public List<String> handOver(StagedRelease running, StagedRelease next)
            throws DeployRefusedException, InterruptedException {
        return state.transfer(bundleOf(running), bundleOf(next));
    }

    @Override
    public List<StagedRelease> stopOrder(Collection<StagedRelease> releases) {
        List<Bundle> order = PluginBundles.inDependencyOrder(bundlesOf(releases));
        List<StagedRelease> sorted = new ArrayList<>(releases);
        sorted.sort((a, b) -> Integer.compare(order.indexOf(bundleOf(b)), order.indexOf(bundleOf(a))));
        return sorted;
    }

    @Override
    public StopOutcome stop(StagedRelease release, String reason, Duration timeout) throws InterruptedException {
        Bundle bundle = bundleOf(release);
        List<String> faults = new ArrayList<>(lifecycles.stop(bundle, reason));
        StopOutcome outcome = removal.stop(bundle, timeout);
        faults.addAll(outcome.faults());
        return new StopOutcome(outcome.ended(), faults);
    }

    @Override
    public List<String> uninstall(Collection<StagedRelease> releases, Duration timeout) throws InterruptedException {
        List<String> faults = removal.uninstall(bundlesOf(releases), timeout);
        releases.forEach(release -> restorer.forget(bundleOf(release)));
        return faults;
    }

    // ---- the start of the process ----------------------------------------------------------------------------------

    @Override
    public void retain(Path folder, Set<Path> content) {
        Set<String> wanted = new HashSet<>();
        content.forEach(jar -> wanted.add(PluginBundles.location(jar)));
        for (Bundle bundle : bundles.context().getBundles()) {
            boolean stored = bundle.getLocation().startsWith(PluginBundles.location(folder));
            if (stored && !wanted.contains(bundle.getLocation())) {
                if (BundleRemoval.isBusy(bundle)) {
                    removal.leave(bundle);
                    continue;
                }
                try {
                    bundle.uninstall();
                } catch (BundleException e) {
                    LOG.warn("{} is not in the desired set and cannot be uninstalled", bundle, e);
                }
            }
        }
    }

    @Override
    public void restore(List<StagedRelease> staged, RestoreContext context) throws InterruptedException {
        restorer.restore(staged.stream().map(BundleRelease.class::cast).toList(), context);
    }

    /** The id under which the hooks of a bundle are registered. */
    public static ReleaseId idOf(Bundle bundle) {
        return BundleRelease.idOf(bundle);
    }

    /** The bundles of releases that leave, with those that are to go and hang. */
    private Set<Bundle> withThoseLeftAlone(Collection<StagedRelease> leaving) {
        Set<Bundle> some = removal.leaving();
        some.addAll(bundlesOf(leaving));
        return some;
    }

    private static Bundle bundleOf(StagedRelease release) {
        return ((BundleRelease) release).bundle();
    }

    private static List<Bundle> bundlesOf(Collection<StagedRelease> releases) {
        List<Bundle> some = new ArrayList<>();
        releases.forEach(release -> some.add(bundleOf(release)));
        return Collections.unmodifiableList(some);
    }
}
