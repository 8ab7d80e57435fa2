package io.hookline.api.plugin;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a plugin does before its hooks are called for the first time, and after their last call. Published as a service.
 *
 * <p>A component gets the services that it asks for as its references: {@link #start} is called once all components of
 * the plugin have theirs, and so after all plugins that it depends on. The service has to be published when the
 * plugin's bundle is started. Both methods run on a thread of the deployment, for one service after the other: starts
 * in the order of their ranking, stops in the opposite order. They may block; when the deadline passes, or the change
 * is given up, the context is cancelled, and a moment later the thread is interrupted.
 */
@ConsumerType
public interface PluginLifecycle {

    /**
     * Makes the plugin ready. If it throws, or is too late, the release is not deployed, and running releases are not
     * affected. This call then has to end what it has begun, because {@link #stop} is not called.
     *
     * @throws Exception the reason, for an operator
     */
    void start(LifecycleContext context) throws Exception;

    /**
     * Ends what {@link #start} began. No call is in the plugin's hooks any more, unless the wait for them was given up.
     * If it throws, or is too late, the plugin still counts as stopped, and the fault is recorded.
     *
     * @throws Exception the reason, for an operator
     */
    default void stop(LifecycleContext context) throws Exception {
        // By default there is nothing to end besides the plugin's components.
    }
}
