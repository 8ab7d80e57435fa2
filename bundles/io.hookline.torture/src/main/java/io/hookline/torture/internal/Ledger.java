package io.hookline.torture.internal;

import java.util.List;
import java.util.Map;

/**
 * The result of a run.
 *
 * @param seed determines the order of the operations
 * @param seconds its duration
 * @param asPlanned whether it lasted as long as planned
 * @param calls the number of calls
 * @param outcomes the number of calls by outcome
 * @param operations the operations that occurred
 * @param releases the number of releases that were called
 * @param violations the number of violations by kind
 * @param examples some of them
 * @param resources the resources that the run has used
 * @param clean whether there were calls and no violations
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
     * @param kind the name of the kind
     */
    record Operations(String kind, int count, long medianMillis, long longestMillis) {}

    /**
     * The resources that a run has used.
     *
     * @param loadersHeld class loaders of removed releases that have survived collections
     * @param loadersWatched class loaders of removed releases that have not been collected yet
     * @param threadsAdded names of the threads at the end that were not there at the start, threads of the JVM and of
     *     the runtime included
     * @param heapBytesBefore heap used after a garbage collection at the start
     * @param heapBytesAfter heap used after a garbage collection at the end
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
