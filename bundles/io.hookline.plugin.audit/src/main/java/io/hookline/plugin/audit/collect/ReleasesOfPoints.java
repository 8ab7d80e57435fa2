package io.hookline.plugin.audit.collect;

import io.hookline.api.runtime.HookRuntime;
import io.hookline.api.runtime.HookStatus;
import io.hookline.api.runtime.PointStatus;
import io.hookline.api.runtime.RouteStatus;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The releases that calls of some points run, read once for each generation. While a canary runs, both of its releases
 * are named, since a call takes one or the other. Safe for use by many threads.
 */
public final class ReleasesOfPoints {

    private final HookRuntime runtime;
    private final String prefix;
    private volatile Known known = new Known(-1, List.of());

    /**
     * With the points.
     *
     * @param prefix what their names begin with
     */
    public ReleasesOfPoints(HookRuntime runtime, String prefix) {
        this.runtime = runtime;
        this.prefix = prefix;
    }

    /** The releases, each as {@code PLUGIN@VERSION}, by name. */
    public List<String> current() {
        long generation = runtime.generation();
        Known now = known;
        if (now.generation() != generation) {
            now = new Known(generation, read());
            known = now;
        }
        return now.releases();
    }

    private List<String> read() {
        Set<String> releases = new TreeSet<>();
        for (PointStatus point : runtime.points()) {
            if (point.name().startsWith(prefix)) {
                runtime.chain(point.name()).ifPresent(chain -> {
                    add(releases, chain.hooks());
                    for (RouteStatus route : chain.routes()) {
                        add(releases, route.hooks());
                    }
                });
            }
        }
        return List.copyOf(releases);
    }

    private static void add(Set<String> releases, List<HookStatus> hooks) {
        hooks.forEach(hook -> releases.add(hook.plugin() + "@" + hook.version()));
    }

    private record Known(long generation, List<String> releases) {}
}
