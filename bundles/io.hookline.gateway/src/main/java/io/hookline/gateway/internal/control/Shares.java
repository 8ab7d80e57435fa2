package io.hookline.gateway.internal.control;

import io.hookline.gateway.internal.config.RouteSettings;
import io.hookline.gateway.internal.config.RouteSettings.WeightedUpstream;
import java.util.List;
import java.util.stream.Collectors;

/** The shares of the two sides in a route. Stateless. */
final class Shares {

    private static final int ALL = 100;

    private Shares() {}

    /** The new side's share of what both sides get, in percent, rounded so that 0 and 100 mean none and all. */
    static int percent(RouteSettings route, String from, String to) {
        long old = weight(route, from);
        long fresh = weight(route, to);
        if (fresh == 0 || old == 0) {
            return fresh == 0 ? 0 : ALL;
        }
        return (int) Math.min(ALL - 1, Math.max(1, Math.round(fresh * (double) ALL / (old + fresh))));
    }

    /** The route's upstreams as its configuration names them, with another share. */
    static String with(RouteSettings route, String from, String to, int percent) {
        boolean others =
                route.upstreams().stream().anyMatch(upstream -> upstream.weight() > 0 && !isSide(upstream, from, to));
        // What the two sides get together stays as it was beside other upstreams.
        long sum = others ? weight(route, from) + weight(route, to) : ALL;
        long share = Math.round(sum * percent / (double) ALL);
        long fresh = percent == 0 || percent == ALL ? share : Math.min(sum - 1, Math.max(1, share));
        return route.upstreams().stream()
                .map(upstream -> upstream.name() + ":"
                        + (upstream.name().equals(to)
                                ? fresh
                                : upstream.name().equals(from) ? sum - fresh : upstream.weight()))
                .collect(Collectors.joining(", "));
    }

    /** The route's upstreams without one. */
    static List<WeightedUpstream> without(RouteSettings route, String name) {
        return route.upstreams().stream()
                .filter(upstream -> !upstream.name().equals(name))
                .toList();
    }

    private static boolean isSide(WeightedUpstream upstream, String from, String to) {
        return upstream.name().equals(from) || upstream.name().equals(to);
    }

    private static long weight(RouteSettings route, String name) {
        return route.upstreams().stream()
                .filter(upstream -> upstream.name().equals(name))
                .mapToLong(WeightedUpstream::weight)
                .sum();
    }
}
