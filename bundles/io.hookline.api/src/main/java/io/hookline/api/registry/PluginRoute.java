package io.hookline.api.registry;

import io.hookline.api.Registration;
import io.hookline.api.runtime.CandidateStatus;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A route to the best plugin for given tags: see {@link PluginRegistry}. Safe for use by many threads.
 *
 * @param <T> the type of service that the plugins publish for it
 */
@ProviderType
public interface PluginRoute<T> extends AutoCloseable {

    /**
     * The best plugin's service, seen through one object of its type: always the same one; keep it or ask for it each
     * time. Each call on it goes to the plugin that is the best one when the call begins, on the caller's thread; what
     * the plugin throws reaches the caller unchanged.
     *
     * <p>A plugin that goes away is held until the calls in it have ended, at most for the drain timeout: calls are in
     * it until they return or, if they return a {@code CompletionStage}, until that completes.
     *
     * <p>A call throws {@link NoPluginException} if there is no such plugin, and {@link IllegalStateException} if the
     * route is closed.
     */
    T call();

    /** The plugin that calls go to now, by its name and release; empty if there is none. */
    Optional<CandidateStatus> chosen();

    /** The plugins that have the tags, the best one first, each with the reason for its place. */
    List<CandidateStatus> candidates();

    /**
     * Adds a listener that is told when calls begin to go to another plugin, or to none.
     *
     * @param listener called on the thread that makes the change, which waits for it; an exception is logged
     */
    Registration onChange(Runnable listener);

    /** Ends the route, after the calls in flight have ended, at most for the drain timeout. Idempotent. */
    @Override
    void close();
}
