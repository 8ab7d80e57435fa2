package io.hookline.gateway.status;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where the running gateway sends requests, as an OSGi service. It is there while the gateway's bundle is active, also
 * while no server runs; then there are no routes. Its methods do not block. Safe for use by many threads.
 */
@ProviderType
public interface GatewayRoutes {

    /** Whether a server runs. */
    boolean isRunning();

    /** The routes in the order in which they are tried, the default one last. */
    List<RouteStatus> routes();

    /** Configurations of routes and upstreams that are refused. */
    List<RefusedConfiguration> refused();

    /** The targets of all upstreams, by upstream. */
    List<TargetStatus> targets();

    /**
     * Says what each route says about a request, in order, up to the one that takes it. Nothing is counted or sent.
     *
     * @param target the path, with or without a query
     * @param headers name and value of each field, with {@code Host}
     * @throws IllegalArgumentException if the gateway would refuse the request
     */
    RouteTrial tryOut(String method, String target, List<Map.Entry<String, String>> headers);
}
