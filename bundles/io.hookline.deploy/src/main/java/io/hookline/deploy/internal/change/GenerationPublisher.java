package io.hookline.deploy.internal.change;

import io.hookline.engine.release.ReleaseChange;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.engine.release.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Publishes the changes of all deployments of a framework, of which each knows its own routes only. Safe for many threads. */
public final class GenerationPublisher {

    private final ReleaseControl control;
    private final List<Supplier<List<Route>>> sources = new ArrayList<>();

    /** Publishes to the live set. */
    public GenerationPublisher(ReleaseControl control) {
        this.control = control;
    }

    /** From now on the routes of one more deployment count. */
    synchronized void add(Supplier<List<Route>> routes) {
        sources.add(routes);
    }

    /** The routes of a deployment do not count any more. */
    synchronized void remove(Supplier<List<Route>> routes) {
        sources.remove(routes);
    }

    /** Publishes, in one generation, who joins and leaves, and the routes as they are now; returns its number. */
    synchronized long publish(Collection<Release> joining, Collection<Release> leaving) {
        List<Route> routes = new ArrayList<>();
        sources.forEach(source -> routes.addAll(source.get()));
        return control.publish(new ReleaseChange(Releases.ids(joining), Releases.ids(leaving), routes));
    }
}
