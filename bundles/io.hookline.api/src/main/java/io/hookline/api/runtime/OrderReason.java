package io.hookline.api.runtime;

import java.util.List;

/**
 * Why one hook runs ahead of another.
 *
 * @param point the point that has both
 * @param first the hook that runs earlier
 * @param second the hook that runs later
 * @param rule what decided, in words
 * @param edges the constraints that decided, as a path from the first to the second; empty if ranking or age did
 */
public record OrderReason(String point, String first, String second, String rule, List<Edge> edges) {

    /** Copies the list. */
    public OrderReason {
        edges = List.copyOf(edges);
    }

    /**
     * A constraint that was applied.
     *
     * @param ahead the hook that stands ahead
     * @param behind the hook that stands behind
     * @param declaredBy which of the two declared it
     */
    public record Edge(String ahead, String behind, String declaredBy) {}
}
