package io.hookline.engine.release;

import io.hookline.api.runtime.Actor;
import io.hookline.api.runtime.Cause;
import io.hookline.api.runtime.ReleaseId;
import java.util.List;
import java.util.Set;

/**
 * What one generation changes.
 *
 * @param joining releases whose hooks join the chains; they were staged, or had left, before
 * @param leaving releases whose hooks leave the chains
 * @param routes all routes from then on; of several that take a call the first one counts
 * @param cause who makes the change, and why
 */
public record ReleaseChange(Set<ReleaseId> joining, Set<ReleaseId> leaving, List<Route> routes, Cause cause) {

    /** Copies the collections. */
    public ReleaseChange {
        joining = Set.copyOf(joining);
        leaving = Set.copyOf(leaving);
        routes = List.copyOf(routes);
    }

    /** A change by a caller of the Java API. */
    public ReleaseChange(Set<ReleaseId> joining, Set<ReleaseId> leaving, List<Route> routes) {
        this(joining, leaving, routes, new Cause(Actor.of(Actor.Kind.API), "a change of releases"));
    }
}
