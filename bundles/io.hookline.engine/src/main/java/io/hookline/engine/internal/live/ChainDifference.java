package io.hookline.engine.internal.live;

import io.hookline.engine.internal.chain.Chain;
import io.hookline.engine.internal.chain.ChainEntry;
import io.hookline.engine.internal.chain.Shadow;
import java.util.ArrayList;
import java.util.List;

/**
 * The entries that a change takes out of a point's chains, and those that it puts in. Entries that stay may be on both
 * sides. A change of one hook in a long chain has one entry, so that what follows from it does not take the time of
 * all.
 *
 * @param left entries of the chains before; all that are in none afterwards are among them
 * @param joined entries of the chains afterwards; all that were in none before are among them, and all that are also on
 *     the other side
 */
record ChainDifference(List<ChainEntry> left, List<ChainEntry> joined) {

    /** The difference between a point's chains by route; an empty list means that the point is not open. */
    static ChainDifference of(List<Chain> before, List<Chain> after) {
        return isPlain(before) && isPlain(after)
                ? ofPlain(
                        before.isEmpty() ? List.of() : before.get(0).hooks(),
                        after.isEmpty() ? List.of() : after.get(0).hooks())
                : new ChainDifference(all(before), all(after));
    }

    private static boolean isPlain(List<Chain> chains) {
        return chains.isEmpty() || (chains.size() == 1 && chains.get(0).linked().shadow() == null);
    }

    /** Leaves out what both have in common at the front and at the end. */
    @SuppressWarnings("ReferenceEquality") // An entry that has not changed is the very same one.
    private static ChainDifference ofPlain(List<ChainEntry> before, List<ChainEntry> after) {
        int shorter = Math.min(before.size(), after.size());
        int front = 0;
        while (front < shorter && before.get(front) == after.get(front)) {
            front++;
        }
        int end = 0;
        while (end < shorter - front && before.get(before.size() - 1 - end) == after.get(after.size() - 1 - end)) {
            end++;
        }
        return new ChainDifference(
                before.subList(front, before.size() - end), after.subList(front, after.size() - end));
    }

    /** All hooks that calls of chains reach, in shadows too. */
    private static List<ChainEntry> all(List<Chain> chains) {
        List<ChainEntry> all = new ArrayList<>();
        for (Chain chain : chains) {
            all.addAll(chain.hooks());
            Shadow shadow = chain.linked().shadow();
            if (shadow != null) {
                all.addAll(shadow.candidate().all());
            }
        }
        return all;
    }
}
