package io.hookline.deploy.internal.component;

import io.hookline.api.runtime.RuntimeEvents;
import io.hookline.config.ReleaseConfigurations;
import io.hookline.deploy.ReleaseStatus;
import io.hookline.deploy.internal.artifact.ArtifactTypes;
import io.hookline.deploy.internal.boot.HeldStarts;
import io.hookline.deploy.internal.boot.ProcessState;
import io.hookline.deploy.internal.release.GenerationPublisher;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.unload.UnloadWatch;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment works with; interfaces only, so that it runs in tests without a framework.
 *
 * @param control the live set
 * @param publisher publishes for all deployments of the live set
 * @param events tells listeners what happens
 * @param types the artifact types
 * @param held releases whose start is held back
 * @param process the process
 * @param unloads watches the class loaders of removed releases
 * @param configurations the configurations of releases; null while nothing checks configurations
 * @param foreign bundles that are no releases, one row each
 * @param onClose ends what the artifact types watch for this deployment
 */
public record DeploymentEnvironment(
        ReleaseControl control,
        GenerationPublisher publisher,
        RuntimeEvents events,
        ArtifactTypes types,
        HeldStarts held,
        ProcessState process,
        UnloadWatch unloads,
        Supplier<@Nullable ReleaseConfigurations> configurations,
        Supplier<List<ReleaseStatus>> foreign,
        Runnable onClose) {}
