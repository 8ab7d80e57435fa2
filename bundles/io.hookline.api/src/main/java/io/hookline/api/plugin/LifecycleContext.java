package io.hookline.api.plugin;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.osgi.annotation.versioning.ProviderType;

/** What one start or stop of a plugin may know: why it happens, how long it may take, and the services around. Safe for many threads. */
@ProviderType
public interface LifecycleContext {

    /** Symbolic name of the plugin. */
    String plugin();

    /** Version of its release. */
    String version();

    /** What led to it, in words for a log: a deployment, the start of the process, a command. */
    String reason();

    /** Time left until the deadline, never negative. */
    Duration remaining();

    /** Whether the deadline has passed. */
    boolean isExpired();

    /** Whether nobody waits for it any more: the deadline has passed, or the change was given up. */
    boolean isCancelled();

    /**
     * Returns normally while it is worth going on.
     *
     * @throws CancellationException if it was cancelled or its deadline has passed; the message says which
     */
    void checkActive();

    /**
     * Runs the action when this is cancelled: at once, on this thread, if it has been; else on a thread of the deployment's.
     * It is short, closes a socket for instance; what it throws is passed over.
     */
    void onCancel(Runnable action);

    /**
     * A service that the plugin did not ask for as a reference, the highest-ranking one; empty if none is there now. It is given
     * back when the plugin's bundle stops.
     *
     * @throws IllegalStateException if the plugin's bundle is not started any more
     */
    <T> Optional<T> service(Class<T> type);
}
