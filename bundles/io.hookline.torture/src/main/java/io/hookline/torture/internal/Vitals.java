package io.hookline.torture.internal;

import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.TreeSet;

/**
 * The process at a moment.
 *
 * @param threads how many there are
 * @param heapBytes used after a collection
 */
record Vitals(int threads, long heapBytes) {

    /** Asks for a collection, and measures. */
    @SuppressWarnings("SystemGc") // What is asked for is what is left after it.
    static Vitals now() {
        System.gc();
        return new Vitals(
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
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
