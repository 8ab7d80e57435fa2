package io.hookline.torture.internal;

import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What calls may meet now. One thread changes it: ahead of an operation, what may come of it joins what is; after it, what
 * did not come of it goes.
 *
 * <pre>
 *   { a1 b1 } ── widen(a2) ──▶ { a1 b1, a2 b1 } ── deployed ──▶ narrow(a2) ──▶ { a2 b1 }
 *                                               ── refused ───▶ narrow(a1) ──▶ { a1 b1 }
 * </pre>
 */
final class Expectations {

    private volatile Expectation current = new Expectation(Set.of(World.EMPTY), null, Set.of());

    /** What is expected of a call that begins now. */
    Expectation current() {
        return current;
    }

    /** From now on calls may meet what a change makes of the worlds, too. */
    void widen(UnaryOperator<World> change) {
        Set<World> worlds = new HashSet<>(current.worlds());
        current.worlds().forEach(world -> worlds.add(change.apply(world)));
        follow(new Expectation(worlds, current.sticky(), current.fading()));
    }

    /** From now on calls meet what a change makes of the worlds, and nothing else. */
    void narrow(UnaryOperator<World> change) {
        Set<World> worlds = new HashSet<>();
        current.worlds().forEach(world -> worlds.add(change.apply(world)));
        follow(new Expectation(worlds, current.sticky(), current.fading()));
    }

    /** From now on a canary keeps its weight, or, with null, none does. */
    void stick(@Nullable StickyKeys keys) {
        follow(new Expectation(current.worlds(), keys, current.fading()));
    }

    /** From now on these plugins may be at one point and not at the other. */
    void fade(Set<String> plugins) {
        follow(new Expectation(current.worlds(), current.sticky(), plugins));
    }

    private void follow(Expectation following) {
        Expectation before = current;
        // First what follows, then the way to it: who begins with the new one is not behind those who walk there.
        current = following;
        before.endWith(following);
    }
}
