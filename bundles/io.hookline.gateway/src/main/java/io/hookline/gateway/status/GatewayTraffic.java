package io.hookline.gateway.status;

import org.osgi.annotation.versioning.ProviderType;

/**
 * How many requests the running gateway has served, and how long they took, as an OSGi service. It is there while a
 * server runs. Safe for use by many threads.
 *
 * @since 1.1
 */
@ProviderType
public interface GatewayTraffic {

    /** The counts since the server started, as of now; those of a request are complete when it has ended. */
    TrafficStatus traffic();
}
