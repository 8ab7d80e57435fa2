package io.hookline.deploy.internal.component;

import io.hookline.api.runtime.RuntimeEvents;
import io.hookline.deploy.artifact.ArtifactType;
import io.hookline.deploy.internal.artifact.ArtifactTypes;
import io.hookline.deploy.internal.bundle.BundleArtifactType;
import io.hookline.deploy.internal.bundle.BundleRestorer;
import io.hookline.deploy.internal.bundle.LifecycleRunner;
import io.hookline.deploy.internal.bundle.PluginBundles;
import io.hookline.deploy.internal.bundle.Readiness;
import io.hookline.deploy.internal.bundle.StateTransfer;
import io.hookline.deploy.internal.release.GenerationPublisher;
import io.hookline.deploy.internal.resolve.ResolveCheck;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.unload.UnloadWatches;
import java.io.IOException;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.resolver.Resolver;

/**
 * What all deployments of a framework work with.
 *
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
        List<? extends ArtifactType> types) {

    /** A deployment that is not started yet. */
    Deployment open(DeploymentSettings settings) throws IOException {
        PluginBundles plugins = new PluginBundles(context, settings.startLevel());
        LifecycleRunner lifecycles = new LifecycleRunner(context, settings.stopTimeout(), plugins.abandoned());
        BundleArtifactType bundles = new BundleArtifactType(
                plugins,
                new Readiness(context, components, control, settings.healthTimeout()),
                lifecycles,
                new StateTransfer(context, settings.stateTimeout()),
                new ResolveCheck(context, resolver),
                settings.folder(),
                settings.limits());
        BundleRestorer restorer = bundles.restorer();
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
                        () -> {
                            restorer.close();
                            lifecycles.close();
                        }));
    }
}
