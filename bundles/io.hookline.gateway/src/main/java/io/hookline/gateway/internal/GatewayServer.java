package io.hookline.gateway.internal;

import io.hookline.api.HookPoints;
import io.hookline.gateway.internal.call.CallServices;
import io.hookline.gateway.internal.call.InFlight;
import io.hookline.gateway.internal.config.GatewaySettings;
import io.hookline.gateway.internal.config.UpstreamAddress;
import io.hookline.gateway.internal.hook.GatewayPoints;
import io.hookline.gateway.internal.hook.GatewaySamples;
import io.hookline.gateway.internal.hook.Stages;
import io.hookline.gateway.internal.listen.Listener;
import io.hookline.gateway.internal.listen.Transport;
import io.hookline.gateway.internal.message.Trailers;
import io.hookline.gateway.internal.route.RoutedServer;
import io.hookline.gateway.internal.route.Routing;
import io.hookline.gateway.internal.route.RoutingPlan;
import io.hookline.gateway.internal.upstream.Origins;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listening server with its points and its upstream. Started once, closed once. */
final class GatewayServer implements RoutedServer, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);

    private final GatewaySettings settings;
    private final GatewayPoints points;
    private final Transport transport;
    private final Stages stages;
    private final Routing routing;
    private final InFlight inFlight = new InFlight();
    private final Listener listener;

    private GatewayServer(GatewaySettings settings, GatewayPoints points, RoutingPlan plan) {
        this.settings = settings;
        this.points = points;
        this.transport = new Transport(settings.listening().ioThreads());
        this.stages = new Stages(settings.hooks().workerThreads());
        this.routing = new Routing(
                new Origins(transport.loops(), transport.connectionType(), settings, stages.workers()), settings);
        Trailers trailers = new Trailers(settings.bodies().trailers());
        try {
            routing.pointTo(settings.upstream());
            routing.apply(plan);
            this.listener = new Listener(
                    transport.loops(),
                    transport.serverType(),
                    new CallServices(settings, points, stages, routing, trailers, inFlight));
        } catch (RuntimeException e) {
            stages.close();
            transport.close();
            throw e;
        }
    }

    /**
     * Opens the points and listens.
     *
     * @param plan the routes at first
     * @throws IllegalStateException if it cannot listen; the message names the cause and the remedy
     */
    static GatewayServer start(GatewaySettings settings, HookPoints hookPoints, RoutingPlan plan) {
        GatewayPoints points = GatewayPoints.open(hookPoints, settings.hooks());
        try {
            return new GatewayServer(settings, points, plan);
        } catch (RuntimeException e) {
            points.close();
            throw e;
        }
    }

    /** The address that it listens on. */
    URI uri() {
        return listener.uri();
    }

    /** Sample calls of its points. */
    GatewaySamples samples() {
        return new GatewaySamples(points);
    }

    @Override
    public Routing routing() {
        return routing;
    }

    @Override
    public void route(RoutingPlan plan) {
        routing.apply(plan);
    }

    /** Sets the upstream of later requests without a route, unless the configuration does; null if there is none. */
    void pointTo(@Nullable URI records) {
        if (settings.upstream() == null) {
            routing.pointTo(records == null ? null : UpstreamAddress.of(records));
        }
    }

    /** Refuses new requests, lets those in flight finish for the grace period, and stops. */
    @Override
    public void close() {
        try {
            int left = inFlight.drain(settings.shutdownGraceMillis());
            if (left > 0) {
                LOG.warn(
                        "{} requests were still in flight after {} ms; they are cut off",
                        left,
                        settings.shutdownGraceMillis());
            }
        } finally {
            listener.close();
            routing.close();
            stages.close();
            transport.close();
            points.close();
        }
    }
}
