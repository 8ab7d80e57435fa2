package io.hookline.runtime;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** The outcomes of the demo's calls, of one thread or of all. */
final class DemoMetrics {

    private static final long LONGEST_MICROS = 60_000_000;

    /** Calls with a key that were served, by the release of the rate limit that marked the response. */
    private final Map<String, Long> served = new TreeMap<>();

    /** The number of lost calls by kind. */
    private final Map<String, Long> lost = new TreeMap<>();

    private final Histogram quiet = new Histogram(LONGEST_MICROS, 3);
    private final Histogram changing = new Histogram(LONGEST_MICROS, 3);
    private long refused;
    private long slipped;

    synchronized void served(String release) {
        served.merge(release, 1L, Long::sum);
    }

    /** Counts a call without a valid key that got its 401. */
    synchronized void refused() {
        refused++;
    }

    /** Counts a call without a valid key that got through. */
    synchronized void slipped() {
        slipped++;
    }

    synchronized void lost(String how) {
        lost.merge(how, 1L, Long::sum);
    }

    /** Records the latency of a call, and whether a change was made while it ran. */
    synchronized void took(long micros, boolean duringChange) {
        (duringChange ? changing : quiet).recordValue(Math.min(micros, LONGEST_MICROS));
    }

    synchronized void add(DemoMetrics other) {
        synchronized (other) {
            other.served.forEach((release, calls) -> served.merge(release, calls, Long::sum));
            other.lost.forEach((how, calls) -> lost.merge(how, calls, Long::sum));
            refused += other.refused;
            slipped += other.slipped;
            quiet.add(other.quiet);
            changing.add(other.changing);
        }
    }

    synchronized Map<String, Long> servedByRelease() {
        return new TreeMap<>(served);
    }

    synchronized Map<String, Long> losses() {
        return new TreeMap<>(lost);
    }

    synchronized long calls() {
        return sum(served) + sum(lost) + refused + slipped;
    }

    synchronized long lostCalls() {
        return sum(lost);
    }

    synchronized long refusedCalls() {
        return refused;
    }

    synchronized long slippedCalls() {
        return slipped;
    }

    synchronized Histogram quiet() {
        return quiet.copy();
    }

    synchronized Histogram changing() {
        return changing.copy();
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
