package io.hookline.common.trial;

/**
 * What calls of a candidate and of the stable release beside it came to. Counts of a time, or cumulative ones.
 *
 * <p>Latency is counted as a share: a timed call is slow if it took longer than a threshold, which must be fixed before
 * the calls that it is applied to, and stay the same for the whole canary: the 95th percentile of the stable release
 * when the canary begins, or when it is first known. Not every call needs to be timed. Who reads counters that go on
 * counting must read failures before calls and slow ones before timed ones, so that never more have failed than there
 * were.
 *
 * @param candidateCalls calls of the candidate that have ended
 * @param candidateFailures those of them that failed
 * @param stableCalls calls of the stable release that have ended
 * @param stableFailures those of them that failed
 * @param candidateTimed calls of the candidate that were timed
 * @param candidateSlow those of them that were slow
 * @param stableTimed calls of the stable release that were timed
 * @param stableSlow those of them that were slow
 */
public record StepObservation(
        long candidateCalls,
        long candidateFailures,
        long stableCalls,
        long stableFailures,
        long candidateTimed,
        long candidateSlow,
        long stableTimed,
        long stableSlow) {

    /** Nothing seen. */
    public static final StepObservation NONE = new StepObservation(0, 0, 0, 0, 0, 0, 0, 0);

    /** Refuses negative counts, and more failures than calls or more slow calls than timed ones. */
    public StepObservation {
        check(candidateFailures, candidateCalls, "calls of the candidate failed");
        check(stableFailures, stableCalls, "calls of the stable release failed");
        check(candidateSlow, candidateTimed, "timed calls of the candidate were slow");
        check(stableSlow, stableTimed, "timed calls of the stable release were slow");
    }

    /**
     * What has come since an earlier state of the same cumulative counts. A call whose end was seen but not yet its
     * failure then, and its failure now, may leave more failures than calls: so many are left out.
     */
    public StepObservation since(StepObservation earlier) {
        long candidateEnded = candidateCalls - earlier.candidateCalls;
        long stableEnded = stableCalls - earlier.stableCalls;
        long candidateMeasured = candidateTimed - earlier.candidateTimed;
        long stableMeasured = stableTimed - earlier.stableTimed;
        return new StepObservation(
                candidateEnded,
                Math.min(candidateEnded, candidateFailures - earlier.candidateFailures),
                stableEnded,
                Math.min(stableEnded, stableFailures - earlier.stableFailures),
                candidateMeasured,
                Math.min(candidateMeasured, candidateSlow - earlier.candidateSlow),
                stableMeasured,
                Math.min(stableMeasured, stableSlow - earlier.stableSlow));
    }

    /** The counts of two times together. */
    public StepObservation plus(StepObservation other) {
        return new StepObservation(
                candidateCalls + other.candidateCalls,
                candidateFailures + other.candidateFailures,
                stableCalls + other.stableCalls,
                stableFailures + other.stableFailures,
                candidateTimed + other.candidateTimed,
                candidateSlow + other.candidateSlow,
                stableTimed + other.stableTimed,
                stableSlow + other.stableSlow);
    }

    /** The candidate's counts of this beside the stable release's counts of another. */
    public StepObservation besideStableOf(StepObservation other) {
        return new StepObservation(
                candidateCalls,
                candidateFailures,
                other.stableCalls,
                other.stableFailures,
                candidateTimed,
                candidateSlow,
                other.stableTimed,
                other.stableSlow);
    }

    private static void check(long hits, long calls, String what) {
        if (hits < 0 || calls < hits) {
            throw new IllegalArgumentException(hits + " of " + calls + " " + what);
        }
    }
}
