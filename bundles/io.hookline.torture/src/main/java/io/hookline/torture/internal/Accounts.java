package io.hookline.torture.internal;

import io.hookline.torture.hook.CallBook;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often each release was called: once as the callers saw it, and once as the release itself tells when it is stopped. Safe
 * for use by many threads.
 */
final class Accounts implements CallBook {

    private final Map<String, LongAdder> byCallers = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> byReleases = new ConcurrentHashMap<>();

    /** A caller had an answer, or a failure, of a release. */
    void met(String plugin, String version) {
        byCallers
                .computeIfAbsent(label(plugin, version), label -> new LongAdder())
                .increment();
    }

    @Override
    public void left(String plugin, String version, long calls) {
        byReleases
                .computeIfAbsent(label(plugin, version), label -> new LongAdder())
                .add(calls);
    }

    /** How often callers have met a release so far. */
    long met(String label) {
        LongAdder count = byCallers.get(label);
        return count == null ? 0 : count.sum();
    }

    /** How many releases were called. */
    int releases() {
        return byCallers.size();
    }

    /** Compares both sides, once all releases are stopped. */
    void reconcile(Violations violations) {
        Map<String, LongAdder> all = new TreeMap<>(byCallers);
        byReleases.forEach(all::putIfAbsent);
        for (String label : all.keySet()) {
            LongAdder told = byReleases.get(label);
            long releaseSays = told == null ? 0 : told.sum();
            if (releaseSays != met(label)) {
                violations.add(
                        Violation.Kind.MISCOUNTED,
                        "callers have met " + label + " " + met(label) + " times, the release says " + releaseSays);
            }
        }
    }

    static String label(String plugin, String version) {
        return plugin + " " + version;
    }
}
