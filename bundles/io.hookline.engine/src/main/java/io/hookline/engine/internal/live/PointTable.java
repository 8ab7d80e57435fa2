package io.hookline.engine.internal.live;

import io.hookline.engine.internal.chain.Chain;
import io.hookline.engine.internal.generation.Routes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The open points, by name. Guarded by the live set's lock. */
final class PointTable {

    private final Map<String, Point<?>> points = new TreeMap<>();

    @Nullable
    Point<?> get(String name) {
        return points.get(name);
    }

    void add(Point<?> point) {
        points.put(point.spec().name(), point);
    }

    void remove(String name) {
        points.remove(name);
    }

    Set<String> names() {
        return points.keySet();
    }

    /** All of them, by name; a view. */
    Map<String, Point<?>> all() {
        return Collections.unmodifiableMap(points);
    }

    /** The open points among some names. */
    List<Point<?>> among(Collection<String> names) {
        List<Point<?>> open = new ArrayList<>();
        for (String name : names) {
            Point<?> point = points.get(name);
            if (point != null) {
                open.add(point);
            }
        }
        return open;
    }

    /**
     * The point of a name, with any policy.
     *
     * @throws IllegalStateException if it has another contract
     */
    <T> Point<T> shared(String name, Class<T> contract) {
        Point<?> open = points.get(name);
        if (open == null || open.spec().contract() != contract) {
            throw new IllegalStateException("hook point " + name + " is open already with another contract than "
                    + contract.getName() + ", by " + owners(name));
        }
        return cast(open, contract);
    }

    @SuppressWarnings("unchecked") // The point's contract is this very class.
    static <T> Point<T> cast(Point<?> point, Class<T> contract) {
        if (point.spec().contract() != contract) {
            throw new IllegalStateException(point.spec() + " is not a point of " + contract);
        }
        return (Point<T>) point;
    }

    /** Symbolic names of the bundles that opened a point; empty if it is not open. */
    List<String> owners(String name) {
        Point<?> open = points.get(name);
        return open == null
                ? List.of()
                : open.owners().stream().map(PointOwner::name).distinct().toList();
    }

    /** The chains of all points, with those of the routes that have other hooks. */
    LiveSet.Snapshot snapshot(long generation, ActivationState activation) {
        Map<String, Chain> current = new TreeMap<>();
        Map<String, Map<String, Chain>> routed = new TreeMap<>();
        points.forEach((name, point) -> {
            List<Chain> all = point.latestOfAllRoutes();
            for (int route = 0; route < all.size(); route++) {
                if (route == Routes.STABLE) {
                    current.put(name, all.get(route));
                } else if (!all.get(route).equals(current.get(name))) {
                    routed.computeIfAbsent(name, first -> new LinkedHashMap<>())
                            .put(activation.routes().get(route - 1).name(), all.get(route));
                }
            }
        });
        return new LiveSet.Snapshot(generation, current, routed);
    }
}
