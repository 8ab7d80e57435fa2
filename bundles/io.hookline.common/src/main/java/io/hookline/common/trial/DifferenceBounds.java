package io.hookline.common.trial;

/**
 * What is known of the difference between a candidate's rate and that of the stable release beside it. Immutable.
 *
 * <p>Like {@link RateBounds}, each of the two bounds may be looked at after every call: the chance that it is ever
 * wrong is at most {@code alpha}. The calls of the two may come in any sequence.
 */
public final class DifferenceBounds {

    /*
     * Of the capitals won against a candidate's rate p and a stable rate q, three bettors each start with a third: one
     * bets on the candidate's calls, one on the stable release's, one puts what he has on both in turn, so that his
     * capital is the product. Their sum is a martingale under the pair (p, q), so pairs against which it has ever
     * reached 1 / alpha are refuted (Ville, 1939), and a difference d is, once all pairs with p - q = d are; see
     * Kaufmann and Koolen (2021, in RateBounds), who test several streams by the sum of their log evidence, which is
     * the third bettor alone.
     *
     * Why all three: the third wins most where both rates are uncertain; but where the stable release has seen so many
     * calls that its rate is all but known, it pays the price of learning that rate, and the first, who does not, wins
     * more. To compare the bounds of the two rates instead, each at alpha / 2, is valid as well, but takes as many
     * calls or more.
     *
     * The log evidence is convex in (p, q) and least at the observed rates. So for a difference on the other side of
     * the one observed, the least evidence against it and all that lie beyond is found on the line p - q = d, by its
     * slope.
     */
    private static final double LOG_BETTORS = Math.log(3);

    private static final int MAX_HALVINGS = 200;
    private static final int BOUND_HALVINGS = 40;

    private final RateBounds candidate;
    private final RateBounds stable;

    private DifferenceBounds(RateBounds candidate, RateBounds stable) {
        this.candidate = candidate;
        this.stable = stable;
    }

    /** The difference of these two. */
    public static DifferenceBounds of(RateBounds candidate, RateBounds stable) {
        return new DifferenceBounds(candidate, stable);
    }

    /** Whether the candidate's rate certainly exceeds the stable one by more than this difference. */
    public boolean isAbove(double difference, double alpha) {
        return observed() > difference && isRefuted(difference, alpha);
    }

    /** Whether the candidate's rate certainly does not exceed the stable one by as much as this difference. */
    public boolean isBelow(double difference, double alpha) {
        return observed() < difference && isRefuted(difference, alpha);
    }

    /** The smallest difference that is possible, from -1 to 1. */
    public double lower(double alpha) {
        return isKnown() ? bound(-1, alpha) : -1;
    }

    /** The largest difference that is possible, from -1 to 1. */
    public double upper(double alpha) {
        return isKnown() ? bound(1, alpha) : 1;
    }

    private boolean isKnown() {
        return candidate.calls() > 0 && stable.calls() > 0;
    }

    /** Not a number, and so neither greater nor less than any, while one of the two had no call. */
    private double observed() {
        return candidate.observed() - stable.observed();
    }

    private double bound(double end, double alpha) {
        double outer = end;
        double inner = observed();
        if (outer == inner || !isRefuted(outer, alpha)) {
            return outer;
        }
        for (int i = 0; i < BOUND_HALVINGS; i++) {
            double middle = (outer + inner) / 2;
            if (isRefuted(middle, alpha)) {
                outer = middle;
            } else {
                inner = middle;
            }
        }
        return outer;
    }

    /** Whether all pairs of rates with this difference are refuted; one that is not will do to say no. */
    private boolean isRefuted(double difference, double alpha) {
        double threshold = -Math.log(alpha);
        double low = Math.max(0, -difference);
        double high = Math.min(1, 1 - difference);
        double rate = pooled(difference);
        if (!(rate > low && rate < high)) {
            rate = (low + high) / 2;
        }
        for (int i = 0; i < MAX_HALVINGS; i++) {
            double candidateRate = Math.min(1, Math.max(0, rate + difference));
            double one = candidate.logEvidenceAgainst(candidateRate);
            double other = stable.logEvidenceAgainst(rate);
            if (logEvidence(one, other) < threshold) {
                return false;
            }
            double slope = (1 + Math.exp(-other)) * candidate.slopeOfEvidenceAgainst(candidateRate)
                    + (1 + Math.exp(-one)) * stable.slopeOfEvidenceAgainst(rate);
            if (slope > 0) {
                high = rate;
            } else {
                low = rate;
            }
            rate = (low + high) / 2;
            if (rate == low || rate == high) {
                break;
            }
        }
        return true;
    }

    /** The stable rate if the difference were this one, roughly: a good place to start from. */
    private double pooled(double difference) {
        return (candidate.hits() + stable.hits() - candidate.calls() * difference)
                / (candidate.calls() + stable.calls());
    }

    /** The logarithm of the mean of one, other, and their product, each of which is given as its logarithm. */
    private static double logEvidence(double one, double other) {
        return one + other + Math.log1p(Math.exp(-one) + Math.exp(-other)) - LOG_BETTORS;
    }
}
