package io.hookline.torture.internal;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The process at a moment.
 *
 * @param threads names of those that are alive; a name stands once for each thread that has it
 * @param heapBytes used after a collection
 */
record Vitals(List<String> threads, long heapBytes) {

    /** Asks for a collection, and measures. */
    @SuppressWarnings("SystemGc") // What is asked for is what is left after it.
    static Vitals now() {
        System.gc();
        return new Vitals(
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .sorted()
                        .toList(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    /** The threads that are here and were not there. */
    List<String> threadsSince(Vitals before) {
        List<String> added = new ArrayList<>(threads);
        before.threads().forEach(added::remove);
        return added;
    }

    /** The names of the threads of a run that are alive. */
    static Set<String> threadsOfRun() {
        Set<String> names = new TreeSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(Load.THREADS)) {
                names.add(thread.getName());
            }
        }
        return names;
    }
}
