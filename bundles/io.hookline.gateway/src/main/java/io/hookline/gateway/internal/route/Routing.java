package io.hookline.gateway.internal.route;

import io.hookline.gateway.internal.balance.UpstreamGroup;
import io.hookline.gateway.internal.config.GatewaySettings;
import io.hookline.gateway.internal.config.RouteSettings;
import io.hookline.gateway.internal.config.RouteSettings.WeightedUpstream;
import io.hookline.gateway.internal.config.UpstreamAddress;
import io.hookline.gateway.internal.config.UpstreamSettings;
import io.hookline.gateway.internal.strangle.Migration;
import io.hookline.gateway.internal.upstream.HealthCheck;
import io.hookline.gateway.internal.upstream.Origins;
import io.hookline.gateway.internal.upstream.UpstreamTarget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The routes and upstreams of a running server. A change makes a new table and publishes it with one write; calls in
 * flight end at the targets that they have. Safe for use by many threads.
 */
public final class Routing implements AutoCloseable {

    private final Origins origins;
    private final GatewaySettings settings;
    private volatile RouteTable table = new RouteTable(List.of(), null);
    private volatile Map<String, Upstream> upstreams = Map.of();
    // Guarded by this.
    private final Map<Upstream, List<HealthCheck>> checks = new HashMap<>();
    private RoutingPlan plan = RoutingPlan.EMPTY;
    private @Nullable UpstreamAddress own;
    private boolean checking;

    /** Without routes. */
    public Routing(Origins origins, GatewaySettings settings) {
        this.origins = origins;
        this.settings = settings;
    }

    /** Begins the checks of targets, now and of later ones. Until then nothing runs that would have to be closed. */
    public synchronized void begin() {
        checking = true;
        upstreams.values().forEach(this::startChecks);
    }

    /** The current table. A call asks once. */
    public RouteTable table() {
        return table;
    }

    /** All upstreams by name, sorted. */
    public Map<String, Upstream> upstreams() {
        return upstreams;
    }

    /**
     * Changes routes and groups.
     *
     * @throws IllegalArgumentException if one of them cannot be opened; nothing has changed then
     */
    public synchronized void apply(RoutingPlan next) {
        if (!next.leadsLike(plan)) {
            change(next, own);
        }
        plan = next;
    }

    /**
     * Sets the upstream that requests without a route go to; null if there is none.
     *
     * @throws IllegalArgumentException if it cannot be opened; nothing has changed then
     */
    public synchronized void pointTo(@Nullable UpstreamAddress address) {
        if (address == null ? own != null : !address.equals(own)) {
            change(plan, address);
            own = address;
        }
    }

    /** The upstream that requests without a route go to; null if there is none. */
    public synchronized @Nullable UpstreamAddress own() {
        return own;
    }

    /** Whether requests have somewhere to go. */
    public UpstreamHealth health() {
        Map<String, Upstream> all = upstreams;
        if (all.isEmpty()) {
            return new UpstreamHealth(false, "there is no upstream");
        }
        List<String> down = all.values().stream()
                .filter(upstream -> !upstream.group().hasUsable())
                .map(Upstream::name)
                .toList();
        String reason = down.isEmpty() ? "" : "no usable target in " + String.join(", ", down);
        return new UpstreamHealth(down.size() < all.size(), reason);
    }

    /** Ends the checks, and closes connections as they become idle. Requests that have begun are still served. */
    @Override
    public synchronized void close() {
        checking = false;
        checks.values().forEach(running -> running.forEach(HealthCheck::close));
        checks.clear();
        upstreams.values().forEach(upstream -> upstream.group().targets().forEach(target -> target.origin()
                .close()));
    }

    private void change(RoutingPlan next, @Nullable UpstreamAddress nextOwn) {
        Map<String, UpstreamSettings> wanted = new TreeMap<>(next.upstreams());
        if (nextOwn != null) {
            wanted.putIfAbsent(nextOwn.toString(), UpstreamSettings.of(nextOwn));
        }
        Map<String, Upstream> before = upstreams;
        Map<String, Upstream> after = new TreeMap<>();
        List<UpstreamTarget> opened = new ArrayList<>();
        try {
            wanted.forEach((name, group) -> after.put(name, upstream(group, before.get(name), opened)));
        } catch (IllegalArgumentException e) {
            opened.forEach(target -> target.origin().close());
            throw e;
        }
        Map<String, LongAdder> counters = new HashMap<>();
        table.routes().forEach(route -> counters.put(route.name(), route.counter()));
        List<Route> routes = Stream.concat(
                        next.routes().stream()
                                .map(route -> route(
                                        route,
                                        after,
                                        counters,
                                        next.migrations().get(route.name()))),
                        next.closed().stream().map(route -> Route.closed(route, counters.get(route.name()))))
                .toList();
        Route old = table.fallback();
        Route fallback = nextOwn == null
                ? null
                : route(
                        fallback(nextOwn),
                        after,
                        old == null ? Map.of() : Map.of(RouteSettings.DEFAULT, old.counter()),
                        null);
        upstreams = after;
        table = new RouteTable(routes, fallback);
        retire(before, after);
        checkTargets(before, after);
    }

    private Upstream upstream(UpstreamSettings wanted, @Nullable Upstream before, List<UpstreamTarget> opened) {
        if (before != null && before.group().settings().equals(wanted)) {
            return before;
        }
        boolean sameTimeout = before != null
                && before.group().settings().timeouts().connectMillis()
                        == wanted.timeouts().connectMillis();
        List<UpstreamTarget> targets = new ArrayList<>();
        for (UpstreamSettings.WeightedTarget target : wanted.targets()) {
            UpstreamTarget kept = before != null && sameTimeout ? targetAt(target.address(), before) : null;
            if (kept == null) {
                long own = wanted.timeouts().connectMillis();
                long connectMillis = own > 0 ? own : settings.forwarding().connectTimeoutMillis();
                kept = new UpstreamTarget(origins.open(target.address(), connectMillis));
                opened.add(kept);
            }
            targets.add(kept);
        }
        return new Upstream(new UpstreamGroup<>(wanted, targets, System::nanoTime));
    }

    private static @Nullable UpstreamTarget targetAt(UpstreamAddress address, Upstream upstream) {
        for (UpstreamTarget target : upstream.group().targets()) {
            if (target.origin().address().equals(address)) {
                return target;
            }
        }
        return null;
    }

    private static Route route(
            RouteSettings route,
            Map<String, Upstream> upstreams,
            Map<String, LongAdder> counters,
            @Nullable Migration migration) {
        List<Upstream> named = new ArrayList<>();
        for (WeightedUpstream weighted : route.upstreams()) {
            Upstream upstream = upstreams.get(weighted.name());
            if (upstream == null) {
                throw new IllegalStateException("the plan lacks the upstream " + weighted.name());
            }
            named.add(upstream);
        }
        LongAdder counter = counters.get(route.name());
        return new Route(route, named, counter == null ? new LongAdder() : counter, migration);
    }

    private static RouteSettings fallback(UpstreamAddress address) {
        return new RouteSettings(
                RouteSettings.DEFAULT,
                Integer.MIN_VALUE,
                new RouteSettings.Match("", "", Set.of(), List.of()),
                List.of(new WeightedUpstream(address.toString(), 1)),
                null,
                false,
                false);
    }

    /** Closes the connections of targets that are gone. */
    private static void retire(Map<String, Upstream> before, Map<String, Upstream> after) {
        before.forEach((name, upstream) -> {
            Upstream now = after.get(name);
            for (UpstreamTarget target : upstream.group().targets()) {
                if (now == null || !now.group().targets().contains(target)) {
                    target.origin().close();
                }
            }
        });
    }

    /** Begins the checks of what is new or changed; what they have found so far stays with the targets that stay. */
    private void checkTargets(Map<String, Upstream> before, Map<String, Upstream> after) {
        before.forEach((name, upstream) -> {
            List<HealthCheck> running = upstream.equals(after.get(name)) ? null : checks.remove(upstream);
            if (running != null) {
                running.forEach(HealthCheck::close);
            }
        });
        after.forEach((name, upstream) -> {
            if (!upstream.equals(before.get(name))) {
                startChecks(upstream);
            }
        });
    }

    private void startChecks(Upstream upstream) {
        UpstreamSettings.HealthChecks rule = upstream.group().settings().health();
        List<HealthCheck> started = new ArrayList<>();
        for (UpstreamTarget target : upstream.group().targets()) {
            if (rule.isOn() && checking) {
                started.add(HealthCheck.start(origins, upstream.name(), target, rule));
            } else if (!rule.isOn()) {
                target.uncheck();
            }
        }
        checks.put(upstream, started);
    }
}
