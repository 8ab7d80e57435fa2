package io.hookline.deploy.internal.component;

import io.hookline.api.runtime.RuntimeEvents;
import io.hookline.config.ReleaseConfigurations;
import io.hookline.deploy.artifact.ArtifactType;
import io.hookline.deploy.internal.artifact.ArtifactTypes;
import io.hookline.deploy.internal.bundle.BundleArtifactType;
import io.hookline.deploy.internal.bundle.BundleRestorer;
import io.hookline.deploy.internal.bundle.LifecycleRunner;
import io.hookline.deploy.internal.bundle.PluginBundles;
import io.hookline.deploy.internal.bundle.Readiness;
import io.hookline.deploy.internal.bundle.StateTransfer;
import io.hookline.deploy.internal.reach.PluginReach;
import io.hookline.deploy.internal.release.GenerationPublisher;
import io.hookline.deploy.internal.resolve.ResolveCheck;
import io.hookline.deploy.internal.store.StoreLock;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.unload.UnloadWatches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.resolver.Resolver;
import org.osgi.util.tracker.ServiceTracker;

/**
 * What all deployments of a framework work with.
 *
 * @param reach keeps plugins from changing the product
 * @param types the artifact types that are services at the time
 */
record BundleEnvironment(
        BundleContext context,
        ReleaseControl control,
        GenerationPublisher publisher,
        RuntimeEvents events,
        ServiceComponentRuntime components,
        Resolver resolver,
        UnloadWatches unloads,
        PluginReach reach,
        List<? extends ArtifactType> types) {

    /**
     * A deployment that is not started yet.
     *
     * @throws IOException if its folder cannot be used, or is used by another deployment
     */
    Deployment open(DeploymentSettings settings) throws IOException {
        StoreLock lock = StoreLock.claim(settings.folder());
        try {
            return open(settings, () -> release(lock));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void release(StoreLock lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Deployment open(DeploymentSettings settings, Runnable release) throws IOException {
        reach.addStore(settings.folder());
        PluginBundles plugins = new PluginBundles(context, settings.startLevel());
        LifecycleRunner lifecycles = new LifecycleRunner(context, settings.stopTimeout(), plugins.abandoned());
        BundleArtifactType bundles = new BundleArtifactType(
                plugins,
                new Readiness(context, components, control, settings.healthTimeout()),
                lifecycles,
                new StateTransfer(context, settings.stateTimeout(), plugins.abandoned()),
                new ResolveCheck(context, resolver),
                settings.folder(),
                settings.limits(),
                reach,
                control::guard);
        BundleRestorer restorer = bundles.restorer();
        ServiceTracker<ReleaseConfigurations, ReleaseConfigurations> configurations =
                new ServiceTracker<>(context, ReleaseConfigurations.class, null);
        configurations.open();
        return new Deployment(
                settings,
                new DeploymentEnvironment(
                        control,
                        publisher,
                        events,
                        new ArtifactTypes(bundles, () -> List.copyOf(types)),
                        restorer,
                        restorer,
                        unloads.open(),
                        configurations::getService,
                        reach::foreign,
                        () -> {
                            configurations.close();
                            restorer.close();
                            lifecycles.close();
                            release.run();
                        }));
    }
}
