package io.hookline.core.release;

import java.util.Set;

/**
 * A way that some calls take past the stable releases: in their chains the candidates stand in the place of what they replace.
 *
 * @param name for people
 * @param candidates ids of bundles that stand in these calls' chains only
 * @param replaced ids of bundles that do not
 * @param selector chooses the calls
 */
public record Route(String name, Set<Long> candidates, Set<Long> replaced, CallSelector selector) {

    /** Copies the sets. */
    public Route {
        candidates = Set.copyOf(candidates);
        replaced = Set.copyOf(replaced);
    }
}
