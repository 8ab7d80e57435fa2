package io.hookline.torture.internal;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The worlds that calls may meet during a stretch of time, and the stretch after it. A call that began in one stretch and
 * ended in another may have met what is expected in any of them.
 */
final class Expectation {

    private final Set<World> worlds;
    private final @Nullable StickyKeys sticky;
    private final Set<String> fading;
    private volatile @Nullable Expectation next;

    Expectation(Collection<World> worlds, @Nullable StickyKeys sticky, Set<String> fading) {
        this.worlds = Set.copyOf(new HashSet<>(worlds));
        this.sticky = sticky;
        this.fading = Set.copyOf(fading);
    }

    Set<World> worlds() {
        return worlds;
    }

    /** The keys of the canary that keeps its weight during this stretch, or null. */
    @Nullable
    StickyKeys sticky() {
        return sticky;
    }

    /**
     * The plugins that come or go past the deployer during this stretch: the framework takes their hooks out, and in, one after
     * the other, so that they may be at one point and not at the other.
     */
    Set<String> fading() {
        return fading;
    }

    /** Ends the stretch. */
    void endWith(Expectation following) {
        next = following;
    }

    /** Whether a world fits that was expected at any time from the beginning of this stretch until now. */
    boolean anyUntilNow(Predicate<World> fits) {
        for (Expectation at = this; at != null; at = at.next) {
            if (at.worlds.stream().anyMatch(fits)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a plugin came or went past the deployer at any time from the beginning of this stretch until now. */
    boolean fadesUntilNow(String plugin) {
        for (Expectation at = this; at != null; at = at.next) {
            if (at.fading.contains(plugin)) {
                return true;
            }
        }
        return false;
    }

    /** The keys of the canary that has kept its weight from the beginning of this stretch until now, or null. */
    @Nullable
    StickyKeys stickyUntilNow() {
        for (Expectation at = next; at != null; at = at.next) {
            if (at.sticky != sticky) {
                return null;
            }
        }
        return sticky;
    }
}
