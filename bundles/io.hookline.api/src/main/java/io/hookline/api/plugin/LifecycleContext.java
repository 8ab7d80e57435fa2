package io.hookline.api.plugin;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The context of one start or stop of a plugin: why it happens, how long it may take, and the available services. Safe
 * for many threads.
 */
@ProviderType
public interface LifecycleContext {

    /** Symbolic name of the plugin. */
    String plugin();

    /** Version of its release. */
    String version();

    /** Its cause, in words for a log: a deployment, the start of the process, a command. */
    String reason();

    /** Time left until the deadline, never negative. */
    Duration remaining();

    /** Whether the deadline has passed. */
    boolean isExpired();

    /** Whether it is no longer needed: the deadline has passed, or the change was given up. */
    boolean isCancelled();

    /**
     * Returns normally unless it was cancelled or its deadline has passed.
     *
     * @throws CancellationException if it was cancelled or its deadline has passed; the message says which
     */
    void checkActive();

    /**
     * Runs the action when this is cancelled: at once, on this thread, if it has been; else on a thread of the
     * deployment. The action must be short, such as closing a socket; an exception from it is ignored.
     */
    void onCancel(Runnable action);

    /**
     * A service that the plugin did not ask for as a reference, the highest-ranking one; empty if none is there now. It
     * is given back when the plugin's bundle stops.
     *
     * @throws IllegalStateException if the plugin's bundle is no longer started
     */
    <T> Optional<T> service(Class<T> type);
}
