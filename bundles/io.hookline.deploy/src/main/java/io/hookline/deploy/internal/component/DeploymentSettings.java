package io.hookline.deploy.internal.component;

import io.hookline.deploy.artifact.ArtifactLimits;
import io.hookline.deploy.internal.verify.JarLimits;
import io.hookline.deploy.internal.verify.SignaturePolicy;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a deployment is configured.
 *
 * @param folder where it keeps the store, the desired sets and its records
 * @param seedFolder the folder whose files make up the first desired set, or null
 * @param dropFolder where plugins are dropped, or null
 * @param startLevel of plugins
 * @param readyTimeout how long new releases may take to become ready, unless a change says otherwise
 * @param stopTimeout how long stopping a release may take before it counts as stopped
 * @param stateTimeout how long saving and restoring state may take, each
 * @param healthTimeout how long a health check may take
 * @param downloadTimeout how long fetching a jar from an address may take
 * @param preparedTimeout how long a prepared change may wait for its commit before it is undone
 * @param provenAfter how long the process has to run before its set counts as one that starts
 * @param limits what a jar may be
 * @param signatures whose signatures are trusted
 */
public record DeploymentSettings(
        Path folder,
        @Nullable Path seedFolder,
        @Nullable Path dropFolder,
        int startLevel,
        Duration readyTimeout,
        Duration stopTimeout,
        Duration stateTimeout,
        Duration healthTimeout,
        Duration downloadTimeout,
        Duration preparedTimeout,
        Duration provenAfter,
        JarLimits limits,
        SignaturePolicy signatures) {

    private static final int NESTED_ARCHIVES = 1;
    private static final Duration VERIFY_TIMEOUT = Duration.ofMinutes(2);

    /** The limits for files of any type. */
    ArtifactLimits artifactLimits() {
        return new ArtifactLimits(limits.packedBytes(), limits.unpackedBytes(), NESTED_ARCHIVES, VERIFY_TIMEOUT);
    }

    /** The same for a folder of its own, without seed and drop folder. */
    public DeploymentSettings privateIn(Path own) {
        return new DeploymentSettings(
                own.toAbsolutePath().normalize(),
                null,
                null,
                startLevel,
                readyTimeout,
                stopTimeout,
                stateTimeout,
                healthTimeout,
                downloadTimeout,
                preparedTimeout,
                provenAfter,
                limits,
                signatures);
    }
}
