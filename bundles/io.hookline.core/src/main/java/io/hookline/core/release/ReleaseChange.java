package io.hookline.core.release;

import java.util.List;
import java.util.Set;

/**
 * What one generation changes.
 *
 * @param joining ids of bundles whose hooks come into the chains; staged or left before
 * @param leaving ids of bundles whose hooks leave the chains
 * @param routes all routes from then on; of several that take a call the first one counts
 */
public record ReleaseChange(Set<Long> joining, Set<Long> leaving, List<Route> routes) {

    /** Copies the collections. */
    public ReleaseChange {
        joining = Set.copyOf(joining);
        leaving = Set.copyOf(leaving);
        routes = List.copyOf(routes);
    }
}
