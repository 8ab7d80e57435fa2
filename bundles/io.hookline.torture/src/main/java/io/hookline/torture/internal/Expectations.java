package io.hookline.torture.internal;

import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What calls may meet now. Only one thread changes it: before an operation it adds the releases that the operation may
 * bring; after the operation it keeps those that are really there.
 *
 * <pre>
 *   { a1 b1 } ── widen(a2) ──▶ { a1 b1, a2 b1 } ── deployed ──▶ narrow(a2) ──▶ { a2 b1 }
 *                                               ── refused ───▶ narrow(a1) ──▶ { a1 b1 }
 * </pre>
 */
final class Expectations {

    private volatile Expectation current = new Expectation(Set.of(ExpectedReleases.EMPTY), null, Set.of());

    /** What is expected of a call that begins now. */
    Expectation current() {
        return current;
    }

    /** From now on calls may also meet the alternatives as the change makes them. */
    void widen(UnaryOperator<ExpectedReleases> change) {
        Set<ExpectedReleases> alternatives = new HashSet<>(current.alternatives());
        current.alternatives().forEach(releases -> alternatives.add(change.apply(releases)));
        follow(new Expectation(alternatives, current.sticky(), current.inTransition()));
    }

    /** From now on calls meet only the alternatives as the change makes them. */
    void narrow(UnaryOperator<ExpectedReleases> change) {
        Set<ExpectedReleases> alternatives = new HashSet<>();
        current.alternatives().forEach(releases -> alternatives.add(change.apply(releases)));
        follow(new Expectation(alternatives, current.sticky(), current.inTransition()));
    }

    /** From now on a canary keeps its weight; null if there is none. */
    void stick(@Nullable StickyKeys keys) {
        follow(new Expectation(current.alternatives(), keys, current.inTransition()));
    }

    /** From now on calls may meet these plugins at one point and not at the other. */
    void transition(Set<String> plugins) {
        follow(new Expectation(current.alternatives(), current.sticky(), plugins));
    }

    private void follow(Expectation following) {
        Expectation before = current;
        // Publish first, link then: a call that starts with the new period must find all later ones behind it.
        current = following;
        before.endWith(following);
    }
}
