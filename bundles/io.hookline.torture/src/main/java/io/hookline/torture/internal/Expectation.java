package io.hookline.torture.internal;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sets of releases that calls may meet during one period, with a link to the next period. A call that began in one
 * period and ended in a later one may have met what is expected in any of them.
 */
final class Expectation {

    private final Set<ExpectedReleases> alternatives;
    private final @Nullable StickyKeys sticky;
    private final Set<String> inTransition;
    private volatile @Nullable Expectation next;

    Expectation(Collection<ExpectedReleases> alternatives, @Nullable StickyKeys sticky, Set<String> inTransition) {
        this.alternatives = Set.copyOf(new HashSet<>(alternatives));
        this.sticky = sticky;
        this.inTransition = Set.copyOf(inTransition);
    }

    Set<ExpectedReleases> alternatives() {
        return alternatives;
    }

    /** The keys of the canary whose weight stays the same during this period, or null. */
    @Nullable
    StickyKeys sticky() {
        return sticky;
    }

    /**
     * The plugins that are stopped or started without the deployer during this period. The framework adds and removes
     * their hooks one by one, so calls may meet them at one point and not at the other.
     */
    Set<String> inTransition() {
        return inTransition;
    }

    /** Ends the period. */
    void endWith(Expectation following) {
        next = following;
    }

    /** Whether any alternative matches that was expected between the start of this period and now. */
    boolean anyUntilNow(Predicate<ExpectedReleases> fits) {
        for (Expectation at = this; at != null; at = at.next) {
            if (at.alternatives.stream().anyMatch(fits)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a plugin was stopped or started without the deployer between the start of this period and now. */
    boolean inTransitionUntilNow(String plugin) {
        for (Expectation at = this; at != null; at = at.next) {
            if (at.inTransition.contains(plugin)) {
                return true;
            }
        }
        return false;
    }

    /** The keys of the canary whose weight has stayed the same since the start of this period, or null. */
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
