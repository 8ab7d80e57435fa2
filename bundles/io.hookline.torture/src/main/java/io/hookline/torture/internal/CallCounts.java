package io.hookline.torture.internal;

import io.hookline.torture.hook.CallCountListener;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often each release was called, counted by the callers and by the release itself, which reports its count when it
 * stops. Safe for use by many threads.
 */
final class CallCounts implements CallCountListener {

    private final Map<String, LongAdder> byCallers = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> byReleases = new ConcurrentHashMap<>();

    /** Counts a call that a release has answered or failed. */
    void add(String plugin, String version) {
        byCallers
                .computeIfAbsent(label(plugin, version), label -> new LongAdder())
                .increment();
    }

    @Override
    public void stopped(String plugin, String version, long calls) {
        byReleases
                .computeIfAbsent(label(plugin, version), label -> new LongAdder())
                .add(calls);
    }

    /** How many calls of a release the callers have counted so far. */
    long byCallers(String label) {
        LongAdder count = byCallers.get(label);
        return count == null ? 0 : count.sum();
    }

    /** The number of releases that were called. */
    int releases() {
        return byCallers.size();
    }

    /** Compares both counts, once all releases are stopped. */
    void reconcile(Violations violations) {
        Map<String, LongAdder> all = new TreeMap<>(byCallers);
        byReleases.forEach(all::putIfAbsent);
        for (String label : all.keySet()) {
            LongAdder reported = byReleases.get(label);
            long reportedCalls = reported == null ? 0 : reported.sum();
            if (reportedCalls != byCallers(label)) {
                violations.add(
                        Violation.Kind.MISCOUNTED,
                        "callers counted " + byCallers(label) + " calls of " + label + ", the release "
                                + reportedCalls);
            }
        }
    }

    static String label(String plugin, String version) {
        return plugin + " " + version;
    }
}
