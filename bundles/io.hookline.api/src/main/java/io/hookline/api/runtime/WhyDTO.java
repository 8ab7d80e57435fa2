package io.hookline.api.runtime;

import java.util.List;

/**
 * Why one hook runs ahead of another.
 *
 * @param point where both stand
 * @param first the one that runs earlier
 * @param second the one that runs later
 * @param rule what decided, in words
 * @param edges the wishes that decided, as a path from the first to the second; empty if ranking or age did
 */
public record WhyDTO(String point, String first, String second, String rule, List<EdgeDTO> edges) {

    /**
     * A wish that was granted.
     *
     * @param ahead the hook that stands ahead
     * @param behind the hook that stands behind
     * @param declaredBy the one of the two that asked for it
     */
    public record EdgeDTO(String ahead, String behind, String declaredBy) {}
}
