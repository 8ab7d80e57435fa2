package io.hookline.torture.internal;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The threads and the heap of this JVM at one time.
 *
 * @param threads names of the live threads; a name appears once for each thread that has it
 * @param heapBytes heap used after a garbage collection
 */
record JvmSnapshot(List<String> threads, long heapBytes) {

    /** Collects garbage and measures. */
    @SuppressWarnings("SystemGc") // The heap that is used after a collection is what counts.
    static JvmSnapshot take() {
        System.gc();
        return new JvmSnapshot(
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .sorted()
                        .toList(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    /** The names of the threads that were not there before. */
    List<String> threadsSince(JvmSnapshot before) {
        List<String> added = new ArrayList<>(threads);
        before.threads().forEach(added::remove);
        return added;
    }

    /** The names of the live threads of a run. */
    static Set<String> threadsOfRun() {
        Set<String> names = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(CallerThreads.THREADS)) {
                names.add(thread.getName());
            }
        }
        return names;
    }
}
