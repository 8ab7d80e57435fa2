package io.hookline.gateway.internal.strangle;

import java.util.Arrays;

/** What the calls of one side came to, at one time. Immutable. */
public final class SideCounts {

    /** Nothing. */
    public static final SideCounts NONE = new SideCounts(0, 0, new long[Latencies.longestClass() + 1]);

    private final long calls;
    private final long failures;
    private final long[] latencies;

    /** Takes the counts, which are not changed after that. */
    SideCounts(long calls, long failures, long[] latencies) {
        this.calls = calls;
        this.failures = failures;
        this.latencies = latencies;
    }

    /** How many calls have ended with an answer or a failure. */
    public long calls() {
        return calls;
    }

    /** How many of them had no answer, a status from 500, or a body that broke off. */
    public long failures() {
        return failures;
    }

    /** How many calls were timed. */
    public long timed() {
        return Arrays.stream(latencies).sum();
    }

    /** The class in which this share of the calls has ended; -1 without a timed call. */
    public int classAt(double share) {
        long needed = (long) Math.ceil(timed() * share);
        long seen = 0;
        for (int i = 0; i < latencies.length; i++) {
            seen += latencies[i];
            if (seen > 0 && seen >= needed) {
                return i;
            }
        }
        return -1;
    }

    /** Time to the head of the response in which this share of the calls got it, in microseconds; -1 if unknown. */
    public long microsAt(double share) {
        int index = classAt(share);
        return index < 0 ? -1 : Latencies.longestOf(index);
    }

    /** How many calls took longer than those of a class. */
    public long slowerThan(int index) {
        return Arrays.stream(latencies, Math.min(latencies.length, index + 1), latencies.length)
                .sum();
    }

    /** What has come since earlier counts. */
    public SideCounts since(SideCounts earlier) {
        long[] more = new long[latencies.length];
        for (int i = 0; i < more.length; i++) {
            more[i] = latencies[i] - earlier.latencies[i];
        }
        long ended = calls - earlier.calls;
        return new SideCounts(ended, Math.min(ended, failures - earlier.failures), more);
    }

    @Override
    public String toString() {
        return "SideCounts[" + failures + " of " + calls + "]";
    }
}
