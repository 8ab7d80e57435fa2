package io.hookline.runtime;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The outcome of every call of the gateway's demo. Safe for use by many threads. */
final class GatewayLedger {

    static final String LEGACY = "served by legacy";
    static final String NEW = "served by new";
    static final String REPORTS = "served, newly allowed";
    static final String NO_KEY = "refused, no valid key: 401";
    static final String FORBIDDEN = "refused by the policy: 403";
    static final String HTTP2 = "over HTTP/2";
    static final String FIRST_CERTIFICATE = "connections, first certificate";
    static final String SECOND_CERTIFICATE = "connections, second certificate";
    static final String OLD_RELEASE = "seen by ratelimit 1.0.0";
    static final String NEW_RELEASE = "seen by ratelimit 1.1.0";

    /** What must have happened for the demo to show anything. */
    private static final List<String> EXPECTED = List.of(
            LEGACY,
            NEW,
            REPORTS,
            NO_KEY,
            FORBIDDEN,
            HTTP2,
            FIRST_CERTIFICATE,
            SECOND_CERTIFICATE,
            OLD_RELEASE,
            NEW_RELEASE);

    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, Long> lost = new TreeMap<>();
    private final Map<String, Long> unauthorised = new TreeMap<>();
    private long calls;

    /** A call has ended, whatever its outcome. */
    synchronized void call() {
        calls++;
    }

    synchronized void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    /** A call that failed although it should not have. */
    synchronized void lost(String how) {
        lost.merge(how, 1L, Long::sum);
    }

    /** A call that got through although it should not have. */
    synchronized void unauthorised(String how) {
        unauthorised.merge(how, 1L, Long::sum);
    }

    synchronized long calls() {
        return calls;
    }

    /** How many calls went wrong. */
    synchronized long wrong() {
        return sum(lost) + sum(unauthorised);
    }

    /** Whether something was counted. */
    synchronized boolean has(String what) {
        return counts.containsKey(what);
    }

    /** Whether nothing is left to wait for: each change has shown its effect, or something went wrong. */
    synchronized boolean isDecided(long copies) {
        return wrong() > 0 || isGood(copies);
    }

    /** Prints it; true if the demo succeeded. */
    synchronized boolean print(PrintWriter out, long copies) {
        out.println();
        row(out, "calls", calls);
        EXPECTED.forEach(what -> row(out, "  " + what, counts.getOrDefault(what, 0L)));
        row(out, "  unauthorised", sum(unauthorised));
        unauthorised.forEach((how, count) -> row(out, "    " + how, count));
        row(out, "  failed", sum(lost));
        lost.forEach((how, count) -> row(out, "    " + how, count));
        row(out, "copies for the new upstream", copies);
        out.println();
        boolean good = isGood(copies);
        out.println(
                good
                        ? "No call failed and none got through unauthorised, while a plugin, the policy, the certificate and"
                                + " the upstream changed."
                        : "FAILED: see the rows above.");
        out.flush();
        return good;
    }

    synchronized boolean isGood(long copies) {
        return wrong() == 0 && copies > 0 && EXPECTED.stream().allMatch(counts::containsKey);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void row(PrintWriter out, String name, long count) {
        out.printf(Locale.ROOT, "%-36s %,9d%n", name, count);
    }
}
