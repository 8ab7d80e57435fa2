package io.hookline.gateway.internal;

import io.hookline.gateway.internal.call.CallServices;
import io.hookline.gateway.internal.call.InFlight;
import io.hookline.gateway.internal.config.GatewaySettings;
import io.hookline.gateway.internal.config.UpstreamAddress;
import io.hookline.gateway.internal.hook.GatewayPoints;
import io.hookline.gateway.internal.hook.Stages;
import io.hookline.gateway.internal.listen.ClientConnections;
import io.hookline.gateway.internal.listen.Transport;
import io.hookline.gateway.internal.message.Trailers;
import io.hookline.gateway.internal.route.Routing;
import io.hookline.gateway.internal.route.RoutingPlan;
import io.hookline.gateway.internal.traffic.Traffic;
import io.hookline.gateway.internal.upstream.Origins;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads and connections that serve the clients of one entrance. Limits, timeouts, hooks and the upstream change
 * while it runs; what a change cannot reach, such as TLS, takes another instance.
 */
final class ServerInstance implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServerInstance.class);

    private final GatewayPoints points;
    private final Transport transport;
    private final Stages stages;
    private final Traffic traffic;
    private final InFlight inFlight = new InFlight();
    private final ClientConnections clients;
    private volatile CallServices services;

    /**
     * Prepares everything, and serves nothing yet.
     *
     * @param records the upstream if the settings name none; null if there is none
     * @param plan the routes at first
     * @param traffic counts the requests
     * @throws IllegalStateException if files cannot be used; the message names the cause and the remedy
     * @throws IllegalArgumentException the same
     */
    ServerInstance(
            GatewaySettings settings,
            GatewayPoints points,
            @Nullable UpstreamAddress records,
            RoutingPlan plan,
            Traffic traffic) {
        this.points = points;
        this.traffic = traffic;
        this.transport = new Transport(settings.listening().ioThreads());
        this.stages = new Stages(settings.hooks().workerThreads());
        try {
            this.services = services(settings, routing(settings, records, plan));
            this.clients = new ClientConnections(transport.loops(), settings, this::services, stages.workers());
            services.routing().begin();
        } catch (RuntimeException e) {
            stages.close();
            transport.close();
            throw e;
        }
    }

    /** What a request that begins now is served by. */
    private CallServices services() {
        return services;
    }

    /** How clients address it: {@code http} or {@code https}. */
    String scheme() {
        return clients.scheme();
    }

    /** How many requests it is serving. */
    int inFlight() {
        return inFlight.count();
    }

    /** Runs something, on a thread of its own, if an I/O thread is lost. */
    void onThreadLost(Runnable action) {
        transport.onThreadLost(action);
    }

    /** Takes a connection that was accepted. */
    void take(Channel connection) {
        clients.take(connection);
    }

    /**
     * Serves later requests by other settings; those in flight keep theirs.
     *
     * @return takes effect when it is run; until then nothing has changed
     * @throws IllegalArgumentException if a file cannot be used; the message names the cause and the remedy
     */
    Runnable prepare(GatewaySettings next, @Nullable UpstreamAddress records, RoutingPlan plan) {
        CallServices before = services;
        Routing kept = before.routing();
        Routing routing = next.keepsUpstream(before.settings()) ? kept : routing(next, records, plan);
        return () -> {
            stages.resize(next.hooks().workerThreads());
            services = services(next, routing);
            if (!routing.equals(kept)) {
                routing.begin();
                kept.close();
            }
        };
    }

    /** Sets the upstream of later requests, unless the settings do; null if there is none. */
    void pointTo(@Nullable UpstreamAddress records) {
        if (services.settings().upstream() == null) {
            services.routing().pointTo(records);
        }
    }

    /** What requests that begin now go by. */
    Routing routing() {
        return services.routing();
    }

    /** Lets clients go elsewhere: each connection ends with its next response, or when the grace period is over. */
    void retire() {
        inFlight.retire();
        clients.retire();
        long grace = services.settings().shutdownGraceMillis();
        if (!clients.awaitEnd(grace)) {
            LOG.info("connections from before a change are closed, {} ms after it", grace);
        }
        close();
    }

    /** Refuses new requests from now on. */
    void refuse() {
        clients.drain();
        inFlight.refuse();
    }

    /** Refuses new requests, and waits for those in flight. */
    void drain(long millis) {
        int left = inFlight.drain(millis);
        if (left > 0) {
            LOG.warn(
                    "{} requests were still in flight after {} ms; they are cut off",
                    left,
                    services.settings().shutdownGraceMillis());
        }
    }

    /** Closes all connections and stops the threads. Idempotent. */
    @Override
    public void close() {
        clients.close();
        services.routing().close();
        stages.close();
        transport.close();
    }

    private Routing routing(GatewaySettings settings, @Nullable UpstreamAddress records, RoutingPlan plan) {
        Routing routing = new Routing(
                new Origins(transport.loops(), transport.connectionType(), settings, stages.workers()), settings);
        UpstreamAddress configured = settings.upstream();
        routing.pointTo(configured == null ? records : configured);
        routing.apply(plan);
        return routing;
    }

    private CallServices services(GatewaySettings settings, Routing routing) {
        return new CallServices(
                settings,
                points,
                stages,
                routing,
                new Trailers(settings.bodies().trailers()),
                inFlight,
                traffic);
    }
}
