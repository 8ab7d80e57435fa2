package io.hookline.gateway.internal.route;

import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.internal.config.RouteSettings;
import io.hookline.gateway.internal.message.Target;
import io.hookline.gateway.internal.strangle.CallWatch;
import io.hookline.gateway.internal.strangle.Migration;
import io.hookline.gateway.internal.strangle.NewSide;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** A route with the upstreams that it leads to. Immutable, except for its count of calls. */
public final class Route {

    private final RouteSettings settings;
    private final RouteMatcher matcher;
    private final Split<Upstream> upstreams;
    private final LongAdder calls;
    private final @Nullable Migration migration;
    private final @Nullable NewSide newSide;

    Route(RouteSettings settings, List<Upstream> upstreams, LongAdder calls, @Nullable Migration migration) {
        this.settings = settings;
        this.matcher = new RouteMatcher(settings.match());
        int[] weights = settings.upstreams().stream()
                .mapToInt(RouteSettings.WeightedUpstream::weight)
                .toArray();
        this.upstreams = new Split<>(upstreams, weights, settings.sticky());
        this.calls = calls;
        this.migration = migration;
        this.newSide = migration == null
                ? null
                : upstreams.stream()
                        .filter(upstream ->
                                upstream.name().equals(migration.settings().to()))
                        .map(upstream -> new NewSide(upstream.group(), settings.upstreamHost(), this::line))
                        .findFirst()
                        .orElse(null);
    }

    /** A route that is refused: it takes its requests, and leads nowhere. */
    static Route closed(RouteSettings settings, @Nullable LongAdder calls) {
        return new Route(settings.closed(), List.of(), calls == null ? new LongAdder() : calls, null);
    }

    /** In which order routes are tried: by priority, then the most specific ones, then by name. */
    static Comparator<Route> order() {
        return Comparator.comparingInt((Route route) -> route.settings.priority())
                .reversed()
                .thenComparing(route -> route.matcher, RouteMatcher.mostSpecificFirst())
                .thenComparing(Route::name);
    }

    /** Its configuration. */
    public RouteSettings settings() {
        return settings;
    }

    /** Its name. */
    public String name() {
        return settings.name();
    }

    /** Whether it is refused, so that its requests must not go anywhere. */
    public boolean isClosed() {
        return upstreams.items().isEmpty();
    }

    /** The upstreams that it leads to, in the order of the configuration. */
    public List<Upstream> upstreams() {
        return upstreams.items();
    }

    /** How many calls it has taken, also before it was changed. */
    public long calls() {
        return calls.sum();
    }

    /**
     * Counts a call, and chooses its upstream; null if it is closed.
     *
     * @param named the name that a hook has chosen; null, or one that the route does not have, leaves it to the route
     */
    public @Nullable Upstream take(@Nullable String named, Exchange exchange) {
        calls.increment();
        if (isClosed()) {
            return null;
        }
        if (named != null) {
            for (Upstream upstream : upstreams.items()) {
                if (upstream.name().equals(named)) {
                    return upstream;
                }
            }
        }
        return upstreams.choose(exchange);
    }

    /** The upstream that a request certainly goes to, unless a hook chooses another one; null if chance decides. */
    public @Nullable Upstream certain(Exchange exchange) {
        return upstreams.certain(exchange);
    }

    /** Watches a call that goes to an upstream, while the route moves to another one; null if it does not. */
    public @Nullable CallWatch watch(Upstream chosen) {
        Migration moving = migration;
        NewSide copiesGo = newSide;
        return moving == null || copiesGo == null ? null : moving.watch(chosen.name(), copiesGo);
    }

    /** The old upstream, while the route moves to this one; otherwise null. */
    public @Nullable Upstream before(Upstream chosen) {
        Migration moving = migration;
        if (moving == null || !chosen.name().equals(moving.settings().to())) {
            return null;
        }
        return upstreams.items().stream()
                .filter(upstream -> upstream.name().equals(moving.settings().from()))
                .findFirst()
                .orElse(null);
    }

    /** The path and query that the upstream gets, below its base. */
    public String line(Target target, String base) {
        if (!settings.stripPrefix()) {
            return target.line(base);
        }
        String path = target.path();
        int start = matcher.prefixLength();
        // "//host" at the front of a path would be another host to many servers.
        while (path.startsWith("//", start)) {
            start++;
        }
        return new Target(start == path.length() ? "/" : path.substring(start), target.query(), null).line(base);
    }

    RouteMatcher matcher() {
        return matcher;
    }

    LongAdder counter() {
        return calls;
    }
}
