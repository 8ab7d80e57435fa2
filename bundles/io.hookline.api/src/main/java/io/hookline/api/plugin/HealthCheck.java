package io.hookline.api.plugin;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A plugin's own report on whether it works, published as a service.
 *
 * <p>A new release is not called before all its health checks pass; those of a running release are its heartbeat. The
 * deployment calls them every few seconds, one at a time, on a thread of its own that may be interrupted when the
 * answer takes too long.
 */
@FunctionalInterface
@ConsumerType
public interface HealthCheck {

    /**
     * What is wrong, in words for an operator; null if nothing is.
     *
     * @throws Exception counts as unhealthy, with the exception as the reason
     */
    @Nullable
    String problem() throws Exception;
}
