package io.hookline.engine.release;

import io.hookline.api.runtime.ReleaseId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A route that some calls take instead of the stable one: in their chains, candidates take the place of the releases
 * that they replace.
 *
 * @param name for people
 * @param candidates releases that are in these calls' chains only
 * @param replaced releases that are not
 * @param selector chooses the calls
 * @param shadow if set, the stable chains still answer the calls, and at points that are declared pure the candidates'
 *     answers are compared with theirs; else null
 */
public record Route(
        String name,
        Set<ReleaseId> candidates,
        Set<ReleaseId> replaced,
        CallSelector selector,
        @Nullable ShadowObserver shadow) {

    /** Copies the sets. */
    public Route {
        candidates = Set.copyOf(candidates);
        replaced = Set.copyOf(replaced);
    }

    /** A route whose calls the candidates answer. */
    public Route(String name, Set<ReleaseId> candidates, Set<ReleaseId> replaced, CallSelector selector) {
        this(name, candidates, replaced, selector, null);
    }
}
