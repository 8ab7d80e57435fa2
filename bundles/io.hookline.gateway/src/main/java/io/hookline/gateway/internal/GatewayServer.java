package io.hookline.gateway.internal;

import io.hookline.api.HookPoints;
import io.hookline.gateway.internal.config.GatewayConfig;
import io.hookline.gateway.internal.config.GatewaySettings;
import io.hookline.gateway.internal.config.GatewaySettings.Listening;
import io.hookline.gateway.internal.config.UpstreamAddress;
import io.hookline.gateway.internal.hook.GatewayPoints;
import io.hookline.gateway.internal.hook.GatewaySamples;
import io.hookline.gateway.internal.listen.ListeningSocket;
import io.hookline.gateway.internal.route.RoutedServer;
import io.hookline.gateway.internal.route.Routing;
import io.hookline.gateway.internal.route.RoutingPlan;
import io.hookline.gateway.internal.route.UpstreamHealth;
import io.hookline.gateway.internal.traffic.Traffic;
import io.hookline.gateway.internal.upstream.UpstreamProbe;
import io.hookline.gateway.status.TrafficStatus;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening server with its points. Started once, changed while it runs, closed once. Safe for use by many threads.
 *
 * <pre>
 *  a change of      limits, timeouts, hooks, upstream   the instance serves later requests by the new settings
 *                   TLS, HTTP/2, threads                a new instance takes the socket over, the old one drains
 *                   address                             a new socket is bound, and served by a new instance
 *  what fails       changes nothing
 *  a lost thread    a new instance, or a new socket, takes over
 * </pre>
 */
final class GatewayServer implements RoutedServer, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayServer.class);

    private final GatewayPoints points;
    private final UpstreamProbe probe = new UpstreamProbe();
    private final Traffic traffic = new Traffic();
    private final List<ServerInstance> retired = new ArrayList<>();
    private GatewaySettings settings;
    private ListeningSocket socket;
    private ServerInstance instance;
    private @Nullable UpstreamAddress records;
    private RoutingPlan plan;
    private boolean closed;

    private GatewayServer(GatewaySettings settings, GatewayPoints points, RoutingPlan plan) {
        this.settings = settings;
        this.points = points;
        this.plan = plan;
        this.instance = new ServerInstance(settings, points, null, plan, traffic);
        try {
            this.socket = bind(settings.listening());
        } catch (RuntimeException e) {
            instance.close();
            throw e;
        }
        limit(socket, settings.listening());
        socket.handTo(instance::take);
        watch(instance);
        watch(socket);
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
    synchronized URI uri() {
        String host = socket.address().getHostString();
        try {
            return new URI(instance.scheme(), null, host, socket.address().getPort(), null, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no URI for " + socket.address(), e);
        }
    }

    /** The same as the system knows it. */
    synchronized InetSocketAddress address() {
        return socket.address();
    }

    /** What clients connect to. */
    synchronized ListeningSocket listening() {
        return socket;
    }

    /** Why no request can be passed on now; empty if an upstream can be used. May wait for two seconds. */
    Optional<String> upstreamProblem() {
        Routing routing = routing();
        UpstreamAddress own = routing.own();
        if (own != null && routing.upstreams().size() == 1) {
            return Optional.ofNullable(probe.problem(own));
        }
        if (routing.upstreams().isEmpty()) {
            return Optional.of("there is no route, no Endpoint service, and 'upstream' is not configured");
        }
        UpstreamHealth health = routing.health();
        return health.usable() ? Optional.empty() : Optional.of(health.reason());
    }

    @Override
    public synchronized Routing routing() {
        return instance.routing();
    }

    @Override
    public synchronized void route(RoutingPlan next) {
        instance.routing().apply(next);
        retired.forEach(each -> each.routing().apply(next));
        plan = next;
    }

    /** The requests since it started. */
    synchronized TrafficStatus traffic() {
        int inFlight = instance.inFlight();
        for (ServerInstance each : retired) {
            inFlight += each.inFlight();
        }
        return traffic.status(inFlight);
    }

    /** Sample calls of its points. */
    GatewaySamples samples() {
        return new GatewaySamples(points);
    }

    /** Sets the upstream of later requests, unless the configuration does; null if there is none. */
    synchronized void pointTo(@Nullable URI uri) {
        records = uri == null ? null : UpstreamAddress.of(uri);
        instance.pointTo(records);
        retired.forEach(each -> each.pointTo(records));
    }

    /**
     * Changes the settings; requests that begin afterwards are served by the new ones.
     *
     * @throws IllegalStateException if they cannot work; the message names the cause and the remedy. Nothing has
     *     changed then
     * @throws IllegalArgumentException the same
     */
    synchronized void apply(GatewaySettings next) {
        if (closed || next.equals(settings)) {
            return;
        }
        // Connections from before the change follow the new settings as well, until they have ended.
        List<Runnable> changes = new ArrayList<>();
        changes.add(instance.prepare(next, records, plan));
        for (ServerInstance each : retired) {
            changes.add(each.prepare(next, records, plan));
        }
        ServerInstance successor =
                next.keepsClients(settings) ? null : new ServerInstance(next, points, records, plan, traffic);
        ListeningSocket before = socket;
        try {
            socket = isBound(next.listening()) ? before : rebind(next.listening());
            points.change(next.hooks());
        } catch (RuntimeException e) {
            restore(before);
            if (successor != null) {
                successor.close();
            }
            throw e;
        }
        changes.forEach(Runnable::run);
        settings = next;
        limit(socket, next.listening());
        if (socket != before) {
            watch(socket);
        }
        if (successor != null) {
            watch(successor);
            replaceBy(successor, before);
        }
    }

    private void watch(ServerInstance serving) {
        serving.onThreadLost(() -> repair(serving));
    }

    private void watch(ListeningSocket listening) {
        listening.onThreadLost(() -> repair(listening));
    }

    /** A lost thread takes its part of all connections with it, for good: others take over. */
    private synchronized void repair(ServerInstance broken) {
        if (!closed && instance == broken) {
            LOG.error("an I/O thread of the gateway was lost, mostly for lack of memory: new threads take over");
            ServerInstance successor = new ServerInstance(settings, points, records, plan, traffic);
            watch(successor);
            replaceBy(successor, socket);
        }
    }

    private synchronized void repair(ListeningSocket broken) {
        if (!closed && socket == broken) {
            LOG.error("the thread that accepts connections was lost, mostly for lack of memory: another takes over");
            broken.close();
            Listening listening = settings.listening();
            socket = bind(listening, broken.address().getPort());
            limit(socket, listening);
            socket.handTo(instance::take);
            watch(socket);
        }
    }

    private void replaceBy(ServerInstance successor, ListeningSocket before) {
        ServerInstance old = instance;
        instance = successor;
        socket.handTo(successor::take);
        if (before != socket) {
            before.close();
        }
        retired.add(old);
        Thread draining = new Thread(() -> retire(old), "gateway drain");
        draining.setDaemon(true);
        draining.start();
    }

    private void retire(ServerInstance old) {
        old.retire();
        synchronized (this) {
            retired.remove(old);
        }
    }

    /** Refuses new requests, lets those in flight finish for the grace period, and stops. */
    @Override
    public void close() {
        List<ServerInstance> all;
        long end;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(retired);
            all.add(instance);
            end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings.shutdownGraceMillis());
        }
        try {
            all.forEach(ServerInstance::refuse);
            all.forEach(each -> each.drain(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
        } finally {
            socket.close();
            all.forEach(ServerInstance::close);
            points.close();
        }
    }

    private boolean isBound(Listening wanted) {
        return settings.listening().sameAddress(wanted)
                || (settings.listening().host().equals(wanted.host())
                        && socket.address().getPort() == wanted.port());
    }

    /** Binds before the old socket is closed, unless only that one is in the way. */
    private ListeningSocket rebind(Listening wanted) {
        if (socket.address().getPort() == wanted.port()) {
            // The same port on another host: on most systems both cannot be bound at a time, so there is a gap.
            socket.close();
        }
        return bind(wanted);
    }

    /** Goes back to the socket before a change that failed. */
    private void restore(ListeningSocket before) {
        if (socket != before) {
            socket.close();
            socket = before;
        }
        if (!before.isOpen()) {
            socket = bind(settings.listening());
            limit(socket, settings.listening());
            socket.handTo(instance::take);
            watch(socket);
        }
    }

    private static ListeningSocket bind(Listening wanted) {
        return bind(wanted, wanted.port());
    }

    private static ListeningSocket bind(Listening wanted, int port) {
        try {
            return new ListeningSocket("gateway accept", wanted.host(), port);
        } catch (IOException e) {
            throw new IllegalStateException(cannotListen(wanted, e), e);
        }
    }

    /** Why it cannot listen, and what to do. */
    static String cannotListen(Listening wanted, IOException cause) {
        return "The gateway cannot listen on " + wanted.host() + ":" + wanted.port() + " (" + cause.getMessage()
                + "). Stop the process that uses the port, or set 'host' and 'port' of " + GatewayConfig.PID
                + "; port 0 takes any free one.";
    }

    private static void limit(ListeningSocket socket, Listening settings) {
        socket.limit(settings.maxConnections(), settings.maxPerClient());
    }
}
