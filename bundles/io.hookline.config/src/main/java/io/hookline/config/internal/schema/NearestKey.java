package io.hookline.config.internal.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the key that a mistyped one was meant to be. */
final class NearestKey {

    private NearestKey() {}

    /** The known key that the fewest slips lead to, if these are few for its length. */
    static Optional<String> of(String typed, Collection<String> known) {
        String low = Values.lower(typed);
        return known.stream()
                .min(Comparator.<String>comparingInt(key -> slips(low, Values.lower(key)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(key -> slips(low, Values.lower(key)) <= Math.max(2, key.length() / 3));
    }

    /** Letters put in, left out, changed, or swapped with their neighbour (Damerau, optimal string alignment). */
    static int slips(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(one, other, i, j, cost);
            }
        }
        return cost[one.length()][other.length()];
    }

    private static int cheapest(String one, String other, int i, int j, int[][] cost) {
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        int least = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
