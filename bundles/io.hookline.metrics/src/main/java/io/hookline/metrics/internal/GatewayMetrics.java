package io.hookline.metrics.internal;

import io.hookline.gateway.status.GatewayRoutes;
import io.hookline.gateway.status.GatewayTraffic;
import io.hookline.gateway.status.RouteStatus;
import io.hookline.gateway.status.TargetStatus;
import io.hookline.gateway.status.TrafficStatus;
import io.hookline.gateway.strangler.StranglerStatus;
import io.hookline.gateway.strangler.Stranglers;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Requests, routes, upstreams and migrations of the gateway. */
record GatewayMetrics(
        Supplier<@Nullable GatewayTraffic> traffic,
        Supplier<@Nullable GatewayRoutes> routes,
        Supplier<@Nullable Stranglers> stranglers)
        implements MetricSource {

    private static final double PERCENT = 100;
    private static final String[] TARGET = {"upstream", "target"};

    @Override
    public void addTo(Families families) {
        GatewayTraffic requests = traffic.get();
        families.gauge("hookline_gateway_up", "1 while the gateway listens, else 0")
                .add(requests == null ? 0 : 1);
        if (requests != null) {
            addRequests(families, requests.traffic());
        }
        GatewayRoutes routing = routes.get();
        if (routing != null) {
            addRoutes(families, routing);
            addTargets(families, routing);
        }
        Stranglers migrations = stranglers.get();
        if (migrations != null) {
            addMigrations(families, migrations);
        }
    }

    private static void addRequests(Families families, TrafficStatus status) {
        families.gauge("hookline_gateway_requests_in_flight", "Requests that are being served")
                .add(status.inFlight());
        Family requests = families.counter("hookline_gateway_requests", "Requests by the status they got", "status");
        status.statuses().forEach((code, count) -> requests.add(count, String.valueOf(code)));
        Family endings =
                families.counter("hookline_gateway_responses", "Requests by how their response ended", "ending");
        endings.add(status.complete(), "complete");
        endings.add(status.brokenOff(), "broken_off");
        endings.add(status.clientGone(), "client_gone");
        families.counter("hookline_gateway_received_bytes", "Bytes of request bodies")
                .add(status.bytesReceived());
        families.counter("hookline_gateway_sent_bytes", "Bytes of response bodies")
                .add(status.bytesSent());
        HistogramFamily durations = families.histogram(
                "hookline_gateway_request_duration_seconds",
                "Time from a request's head to the end of its response",
                "status_class");
        for (TrafficStatus.Latency latency : status.latencies()) {
            durations.add(latency.statusClass() + "xx", latency);
        }
    }

    private static void addRoutes(Families families, GatewayRoutes routing) {
        Family requests = families.counter("hookline_gateway_route_requests", "Requests that a route took", "route");
        for (RouteStatus route : routing.routes()) {
            requests.add(route.calls(), route.route());
        }
        families.gauge("hookline_gateway_refused_configurations", "Configurations of routes that are refused now")
                .add(routing.refused().size());
    }

    private static void addTargets(Families families, GatewayRoutes routing) {
        Family up = families.gauge(
                "hookline_gateway_target_up",
                "1 if requests go to the target, 0 if it is ejected or unhealthy",
                TARGET);
        Family inFlight = families.gauge("hookline_gateway_target_in_flight", "Requests that the target has", TARGET);
        Family connections = families.gauge("hookline_gateway_target_connections", "Connections to the target", TARGET);
        Family requests = families.counter("hookline_gateway_target_requests", "Requests sent to the target", TARGET);
        Family failures = families.counter(
                "hookline_gateway_target_failures", "Requests that failed because of the target", TARGET);
        for (TargetStatus target : routing.targets()) {
            String[] labels = {target.upstream(), target.target()};
            up.add(target.state().equals("up") ? 1 : 0, labels);
            inFlight.add(target.inFlight(), labels);
            connections.add(target.connections(), labels);
            requests.add(target.calls(), labels);
            failures.add(target.failures(), labels);
        }
    }

    private static void addMigrations(Families families, Stranglers migrations) {
        Family ratio = families.gauge(
                "hookline_migration_weight_ratio", "Share of the new upstream, 0 to 1", "migration", "state");
        Family requests = families.counter(
                "hookline_migration_requests", "Requests by side of the migration", "migration", "side");
        Family failures = families.counter(
                "hookline_migration_failures", "Failed requests by side of the migration", "migration", "side");
        Family copies = families.counter(
                "hookline_migration_copies", "Copies of requests that were compared", "migration", "result");
        for (StranglerStatus each : migrations.all()) {
            ratio.add(each.percent() / PERCENT, each.name(), each.state());
            requests.add(each.before().calls(), each.name(), "old");
            requests.add(each.after().calls(), each.name(), "new");
            failures.add(each.before().failures(), each.name(), "old");
            failures.add(each.after().failures(), each.name(), "new");
            copies.add(each.shadow().same(), each.name(), "same");
            copies.add(each.shadow().different(), each.name(), "different");
        }
    }
}
