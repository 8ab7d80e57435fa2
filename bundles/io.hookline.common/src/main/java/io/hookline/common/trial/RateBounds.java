package io.hookline.common.trial;

/**
 * What is known of a rate after some calls, of which some were hits: a failure rate, say, or a share of slow calls.
 * Immutable.
 *
 * <p>The bounds may be looked at after every call, and one may stop whenever one likes what they say: the chance that
 * they are wrong at any time at all, be it once, is at most {@code alpha}. Each call must be a hit with the same
 * chance, whatever the calls before it were.
 */
public final class RateBounds {

    /*
     * A beta-binomial mixture. Against each rate p, an imagined player bets on the next call by the odds of a beta
     * prior; the capital of such a bettor is the ratio of two likelihoods of the calls so far, that of the mixture over
     * the prior and that of p. If p is the true rate, the capital is a martingale that starts at 1, so the chance that
     * it ever reaches 1 / alpha is at most alpha (Ville, 1939). The rates against which it has not been reached are the
     * ones that are left.
     *
     * H. Robbins, Statistical methods related to the law of the iterated logarithm, Ann. Math. Stat. 41 (1970);
     * S. Howard, A. Ramdas, J. McAuliffe, J. Sekhon, Time-uniform, nonparametric, nonasymptotic confidence sequences,
     * Ann. Stat. 49 (2021); E. Kaufmann, W. Koolen, Mixture martingales revisited with applications to sequential tests
     * and confidence intervals, JMLR 22 (2021).
     *
     * Any prior is valid, it only decides for which rates the bounds are narrow: this one is for rates of some percent
     * and less. The customary Beta(1/2, 1/2) needs more calls to know that a rate is small.
     */
    private static final double PRIOR_HITS = 0.25;
    private static final double PRIOR_MISSES = 5;
    private static final double LOG_PRIOR = logBeta(PRIOR_HITS, PRIOR_MISSES);

    private static final int MAX_HALVINGS = 200;

    private final long hits;
    private final long calls;
    private final double logMixture;

    private RateBounds(long hits, long calls) {
        this.hits = hits;
        this.calls = calls;
        this.logMixture = logBeta(hits + PRIOR_HITS, calls - hits + PRIOR_MISSES) - LOG_PRIOR;
    }

    /**
     * After so many hits in so many calls.
     *
     * @throws IllegalArgumentException if a count is negative, or there are more hits than calls
     */
    public static RateBounds of(long hits, long calls) {
        if (hits < 0 || calls < hits) {
            throw new IllegalArgumentException(hits + " of " + calls);
        }
        return new RateBounds(hits, calls);
    }

    /** How many calls there were. */
    public long calls() {
        return calls;
    }

    /** How many of them were hits. */
    public long hits() {
        return hits;
    }

    /** The share of hits among the calls so far; not a number without any call. */
    public double observed() {
        return (double) hits / calls;
    }

    /** The smallest rate that is possible; zero if there was no hit. */
    public double lower(double alpha) {
        return hits == 0 ? 0 : bound(0, observed(), alpha);
    }

    /** The largest rate that is possible; one if there were only hits. */
    public double upper(double alpha) {
        return hits == calls ? 1 : bound(1, observed(), alpha);
    }

    private double bound(double refuted, double possible, double alpha) {
        double threshold = -Math.log(alpha);
        double outer = refuted;
        double inner = possible;
        for (int i = 0; i < MAX_HALVINGS; i++) {
            double middle = (outer + inner) / 2;
            if (middle == outer || middle == inner) {
                break;
            }
            if (logEvidenceAgainst(middle) >= threshold) {
                outer = middle;
            } else {
                inner = middle;
            }
        }
        return outer;
    }

    /** The logarithm of the capital won against a rate; infinite if the rate makes the calls impossible. */
    double logEvidenceAgainst(double rate) {
        double hit = hits == 0 ? 0 : hits * Math.log(rate);
        double miss = hits == calls ? 0 : (calls - hits) * Math.log1p(-rate);
        return logMixture - hit - miss;
    }

    /** How fast that grows with the rate. */
    double slopeOfEvidenceAgainst(double rate) {
        double hit = hits == 0 ? 0 : hits / rate;
        double miss = hits == calls ? 0 : (calls - hits) / (1 - rate);
        return miss - hit;
    }

    private static double logBeta(double a, double b) {
        return LogGamma.of(a) + LogGamma.of(b) - LogGamma.of(a + b);
    }

    @Override
    public String toString() {
        return "RateBounds[" + hits + " of " + calls + "]";
    }
}
