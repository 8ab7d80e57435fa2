package io.hookline.engine.internal.live;

import io.hookline.engine.internal.chain.Chain;
import io.hookline.engine.internal.chain.LinkedChain;
import io.hookline.engine.internal.generation.Generation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A point's chains in each generation that a call may still see. Versions that no call can see are taken out one by
 * one, also from between two others, so that a call that hangs on an old generation keeps that generation's chains
 * alone.
 *
 * <pre>
 *  latest ─▶ since 9 ─▶ since 7 ─▶ since 4        a call on generation 5 keeps the last one; the middle one can go
 * </pre>
 *
 * <p>Read by calls without a lock; changed under the object's monitor.
 */
final class ChainHistory {

    private final Map<LinkedChain, Integer> holders = new HashMap<>();
    private volatile Version latest;

    /** Begins with chains that every generation has. */
    ChainHistory(List<Chain> initial) {
        this.latest = new Version(0, initial, null);
    }

    /** The latest version. */
    Version latest() {
        return latest;
    }

    /**
     * The chains in a generation; null if the point was closed in it.
     *
     * @throws IllegalStateException if they are gone, which means that no lease is held on the generation
     */
    @Nullable
    List<Chain> in(Generation generation) {
        Version at = latest;
        while (at.since > generation.number()) {
            Version older = at.older;
            if (older == null) {
                throw gone(generation);
            }
            at = older;
        }
        if (at.until <= generation.number()) {
            throw gone(generation);
        }
        return at.chains;
    }

    private static IllegalStateException gone(Generation generation) {
        return new IllegalStateException("the chain in " + generation + " is gone while it is leased");
    }

    /** Puts chains in place for a generation that is about to be published, and returns the version before. */
    synchronized Version set(@Nullable List<Chain> chains, long since) {
        Version before = latest;
        Version next = new Version(since, chains, before);
        for (LinkedChain linked : next.linked()) {
            holders.merge(linked, 1, Integer::sum);
        }
        before.until = since;
        before.newer = next;
        latest = next;
        return before;
    }

    /** Takes out a version that no call can see; returns the linked chains that are in no version any more. */
    synchronized List<LinkedChain> forget(Version left) {
        Version newer = left.newer;
        Version older = left.older;
        if (newer != null) {
            newer.older = older;
        }
        if (older != null) {
            older.newer = newer;
        }
        List<LinkedChain> gone = new ArrayList<>();
        for (LinkedChain linked : left.linked()) {
            if (holders.merge(linked, -1, ChainHistory::sumOrNone) == null) {
                gone.add(linked);
            }
        }
        return gone;
    }

    private static @Nullable Integer sumOrNone(Integer some, Integer more) {
        int sum = some + more;
        return sum == 0 ? null : sum;
    }

    /** The chains from one generation on until another. */
    static final class Version {

        private final long since;
        private final @Nullable List<Chain> chains;
        private volatile long until = Long.MAX_VALUE;
        private volatile @Nullable Version older;
        private @Nullable Version newer;

        private Version(long since, @Nullable List<Chain> chains, @Nullable Version older) {
            this.since = since;
            this.chains = chains;
            this.older = older;
        }

        /** The first generation that has it; 0 for the one that the point begins with. */
        long since() {
            return since;
        }

        /** By route, up to the last one that differs at this point; null for a closed point. */
        @Nullable
        List<Chain> chains() {
            return chains;
        }

        /** How much it keeps in memory, roughly: the number of its hooks. */
        int weight() {
            return chains == null
                    ? 0
                    : chains.stream().mapToInt(chain -> chain.hooks().size()).sum();
        }

        private Set<LinkedChain> linked() {
            Set<LinkedChain> linked = new HashSet<>();
            if (since > 0 && chains != null) {
                chains.forEach(chain -> linked.add(chain.linked()));
            }
            return linked;
        }
    }
}
