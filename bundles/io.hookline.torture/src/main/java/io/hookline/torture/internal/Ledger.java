package io.hookline.torture.internal;

import java.util.List;
import java.util.Map;

/**
 * What has become of a run, to be printed.
 *
 * @param seed from which the order of the operations follows
 * @param seconds how long it went on
 * @param asPlanned whether it went on until its time was over
 * @param calls how many began
 * @param outcomes of the calls
 * @param operations those that occurred
 * @param releases how many were called
 * @param violations how many, by kind
 * @param examples some of them
 * @param resources what the run has used
 * @param clean whether all is as it should be
 */
record Ledger(
        long seed,
        long seconds,
        int callers,
        boolean asPlanned,
        long calls,
        Map<Outcome, Long> outcomes,
        List<Operations> operations,
        int releases,
        Map<Violation.Kind, Long> violations,
        List<Violation> examples,
        Resources resources,
        boolean clean) {

    /**
     * The operations of a kind.
     *
     * @param kind in words
     */
    record Operations(String kind, int count, long medianMillis, long longestMillis) {}

    /**
     * What a run has used.
     *
     * @param loadersHeld class loaders of removed releases that have survived collections
     * @param loadersWatched class loaders of removed releases that have not been collected yet
     * @param threadsAdded names of those at the end that were not there at the start; the JVM's and the product's may be among them
     * @param heapBytesBefore used after a collection, at the start
     * @param heapBytesAfter used after a collection, at the end
     */
    record Resources(
            int loadersHeld,
            int loadersWatched,
            int threadsBefore,
            int threadsAfter,
            List<String> threadsAdded,
            long heapBytesBefore,
            long heapBytesAfter) {}
}
