package io.hookline.deploy.artifact;

import io.hookline.deploy.DeployRefusedException;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** The change within which releases start. Used by the thread that calls {@link ArtifactType#start}. */
@ProviderType
public interface StartContext {

    /** What led to the start, for people and for the plugins. */
    String reason();

    /** How long the releases may take to become ready. */
    Duration timeout();

    /** Whether the change was cancelled. May be called by any thread. */
    boolean isCancelled();

    /**
     * Goes on, unless the change was cancelled.
     *
     * @throws DeployRefusedException if it was
     */
    void checkCancelled() throws DeployRefusedException;

    /**
     * Waits, at most so long, or until the change is cancelled.
     *
     * @throws DeployRefusedException if it is
     */
    void pause(Duration duration) throws DeployRefusedException, InterruptedException;

    /** Tells the operator what happens now. */
    void progress(String step);
}
