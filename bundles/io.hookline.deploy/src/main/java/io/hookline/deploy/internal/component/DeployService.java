package io.hookline.deploy.internal.component;

import io.hookline.api.runtime.RuntimeEvents;
import io.hookline.common.file.RegularFile;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.Deployer;
import io.hookline.deploy.artifact.ArtifactType;
import io.hookline.deploy.internal.artifact.BoundedArtifactType;
import io.hookline.deploy.internal.bundle.BundleArtifactType;
import io.hookline.deploy.internal.reach.FrameworkAccess;
import io.hookline.deploy.internal.reach.PluginReach;
import io.hookline.deploy.internal.release.GenerationPublisher;
import io.hookline.deploy.internal.task.DeadlineTask;
import io.hookline.deploy.internal.verify.JarLimits;
import io.hookline.deploy.internal.verify.SignaturePolicy;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.unload.UnloadWatches;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.resolver.Resolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deployment of this framework, for the deploy bundle's own components. Publishes the {@link Deployer}, and tells
 * all deployments of artifact types.
 */
@Component(service = DeployService.class, configurationPid = "io.hookline.deploy", immediate = true)
@Designate(ocd = DeployConfig.class)
public final class DeployService implements DropTarget {

    private static final Logger LOG = LoggerFactory.getLogger(DeployService.class);

    /** The largest file of a trusted key, in bytes. */
    private static final int MOST_KEY_BYTES = 1 << 20;

    private final List<BoundedArtifactType> types = new CopyOnWriteArrayList<>();
    private final List<Deployment> deployments = new CopyOnWriteArrayList<>();
    private final Deployment deployment;
    private final DeploymentSettings settings;
    private final BundleEnvironment environment;
    private final FrameworkAccess access = new FrameworkAccess();
    private final PluginReach reach;
    private final ServiceRegistration<Deployer> published;

    /** Starts the desired set. */
    @Activate
    public DeployService(
            BundleContext context,
            DeployConfig config,
            @Reference ReleaseControl control,
            @Reference RuntimeEvents events,
            @Reference ServiceComponentRuntime components,
            @Reference Resolver resolver,
            @Reference UnloadWatches unloads)
            throws IOException, DeployRefusedException, InterruptedException {
        OwnConfiguration.refuseDefaults(context);
        this.settings = settings(context, config);
        allow(config);
        this.reach = PluginReach.open(context, settings.folder(), access, this::reachesTooFar);
        boolean started = false;
        try {
            this.environment = new BundleEnvironment(
                    context,
                    control,
                    new GenerationPublisher(control),
                    events,
                    components,
                    resolver,
                    unloads,
                    reach,
                    types);
            this.deployment = environment.open(settings);
            deployments.add(deployment);
            try {
                deployment.start();
            } catch (DeployRefusedException | InterruptedException | RuntimeException e) {
                deployment.close();
                throw e;
            }
            this.published = context.registerService(
                    Deployer.class,
                    deployment,
                    FrameworkUtil.asDictionary(Map.of(
                            "hookline.proven.after.millis",
                            settings.provenAfter().toMillis(),
                            "hookline.damage",
                            deployment.damage().toArray(new String[0]))));
            started = true;
        } finally {
            if (!started) {
                reach.close();
            }
        }
    }

    @Modified
    void modified(DeployConfig config) {
        allow(config);
        LOG.info("the configuration of io.hookline.deploy has changed: frameworkAccess and foreignBundles take effect"
                + " at once, the rest at the next start");
    }

    @Deactivate
    void deactivate() {
        published.unregister();
        deployment.close();
        reach.close();
    }

    private void allow(DeployConfig config) {
        access.allow(Set.of(config.frameworkAccess()), Set.of(config.foreignBundles()));
    }

    /** Stops a plugin that changes the framework while it runs, on a thread that its start does not hold. */
    private void reachesTooFar(Bundle bundle, String what) {
        String reason = "it reaches into the framework: " + what;
        LOG.error(
                "{} {} is stopped and quarantined: {}. Allow it by name, if that is intended: frameworkAccess = {} in"
                        + " io.hookline.deploy.cfg; then hook:parole",
                bundle.getSymbolicName(),
                bundle.getVersion(),
                reason,
                bundle.getSymbolicName());
        DeadlineTask.begin("hookline-stop-" + bundle.getBundleId(), () -> {
            deployments.forEach(one -> one.quarantine(BundleArtifactType.idOf(bundle), reason));
            bundle.stop();
        });
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindArtifactType(ArtifactType type) {
        BoundedArtifactType bounded;
        try {
            bounded = new BoundedArtifactType(type);
        } catch (RuntimeException | Error e) {
            LOG.error("{} is ignored: it does not name its type", type.getClass(), e);
            return;
        }
        boolean taken = bounded.name().equals(Artifact.BUNDLE)
                || types.stream().anyMatch(other -> other.name().equals(bounded.name()));
        if (taken) {
            LOG.error("{} is ignored: another service is the artifact type '{}'", type.getClass(), bounded.name());
            return;
        }
        types.add(bounded);
        deployments.forEach(Deployment::typeArrived);
    }

    void unbindArtifactType(ArtifactType type) {
        types.stream().filter(bounded -> bounded.calls(type)).findFirst().ifPresent(bounded -> {
            types.remove(bounded);
            deployments.forEach(one -> one.typeLeaves(bounded));
        });
    }

    @Override
    public Deployment deployment() {
        return deployment;
    }

    /** A deployment with a folder of its own, neither seeded nor with a drop folder. */
    Deployment open(Path folder) throws IOException, DeployRefusedException, InterruptedException {
        deployments.removeIf(Deployment::isClosed);
        Deployment opened = environment.open(settings.privateIn(folder));
        deployments.add(opened);
        opened.start();
        return opened;
    }

    @Override
    public long mostBytes() {
        return settings.limits().packedBytes();
    }

    Path storeFolder() {
        return settings.folder();
    }

    @Override
    public @Nullable Path dropFolder() {
        return settings.dropFolder();
    }

    private static DeploymentSettings settings(BundleContext context, DeployConfig config) throws IOException {
        Path folder = path(context, config.folder());
        if (folder == null) {
            throw new IllegalArgumentException(
                    "folder of io.hookline.deploy is '" + config.folder() + "': it has to name a folder");
        }
        return new DeploymentSettings(
                folder.toAbsolutePath().normalize(),
                path(context, config.seedFolder()),
                path(context, config.dropFolder()),
                config.startLevel(),
                Duration.ofMillis(config.readyTimeoutMillis()),
                Duration.ofMillis(config.stopTimeoutMillis()),
                Duration.ofMillis(config.stateTimeoutMillis()),
                Duration.ofMillis(config.healthTimeoutMillis()),
                Duration.ofMillis(config.downloadTimeoutMillis()),
                Duration.ofMillis(config.preparedTimeoutMillis()),
                Duration.ofMillis(config.provenAfterMillis()),
                JarLimits.DEFAULTS,
                SignaturePolicy.parse(config.requireSigned(), keys(context, config.trustedKeys())));
    }

    /**
     * The path that a text names, with framework properties inserted; null if it is empty, or a property is not set.
     */
    private static @Nullable Path path(BundleContext context, String text) {
        String whole = text;
        for (String property : List.of("hookline.data", "hookline.home")) {
            String mark = "${" + property + "}";
            if (whole.contains(mark)) {
                String value = context.getProperty(property);
                if (value == null) {
                    return null;
                }
                whole = whole.replace(mark, value);
            }
        }
        return whole.isBlank() ? null : Path.of(whole);
    }

    private static List<String> keys(BundleContext context, String[] configured) throws IOException {
        List<String> keys = new ArrayList<>();
        for (String key : configured) {
            boolean inline = key.contains("-----BEGIN") || key.matches("[A-Za-z0-9+/=\\s]{40,}");
            Path file = inline ? null : path(context, key);
            if (file != null) {
                keys.add(new String(RegularFile.read(file, MOST_KEY_BYTES), StandardCharsets.UTF_8));
            } else if (!key.isBlank()) {
                keys.add(key);
            }
        }
        return keys;
    }
}
