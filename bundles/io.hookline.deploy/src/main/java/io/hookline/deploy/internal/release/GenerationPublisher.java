package io.hookline.deploy.internal.release;

import io.hookline.api.runtime.Cause;
import io.hookline.engine.release.ReleaseChange;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.engine.release.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * Publishes the changes of all deployments of a framework, each of which knows only its own routes. Safe for use by
 * many threads.
 */
public final class GenerationPublisher {

    private final ReleaseControl control;
    private final List<Supplier<List<Route>>> sources = new ArrayList<>();

    /** Publishes to the live set. */
    public GenerationPublisher(ReleaseControl control) {
        this.control = control;
    }

    /** Adds the routes of a deployment. */
    public synchronized void add(Supplier<List<Route>> routes) {
        sources.add(routes);
    }

    /** Removes the routes of a deployment. */
    public synchronized void remove(Supplier<List<Route>> routes) {
        sources.remove(routes);
    }

    /**
     * Publishes one generation, in which releases join and leave and the routes are those of now; returns its number.
     */
    public synchronized long publish(Collection<Release> joining, Collection<Release> leaving, Cause cause) {
        List<Route> routes = new ArrayList<>();
        sources.forEach(source -> routes.addAll(source.get()));
        return control.publish(new ReleaseChange(Releases.ids(joining), Releases.ids(leaving), routes, cause));
    }
}
