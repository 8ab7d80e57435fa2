package io.hookline.gateway.internal.strangle;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Results of comparisons: counts, and the newest differences. Safe for use by many threads. */
final class Differences {

    private static final int KEPT = 20;
    private static final int LONGEST_PATH = 200;

    private final Map<Comparison.Kind, Long> counts = new EnumMap<>(Comparison.Kind.class);
    private final Deque<Difference> newest = new ArrayDeque<>();

    /** Takes the result of one comparison. The query is not told: it may hold secrets. */
    synchronized void add(Instant at, String method, String path, Comparison.Result result) {
        counts.merge(result.kind(), 1L, Long::sum);
        if (result.what().isEmpty()) {
            return;
        }
        if (newest.size() == KEPT) {
            newest.removeLast();
        }
        String shown = path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) + "…" : path;
        newest.addFirst(new Difference(at, method, shown, result.what()));
    }

    synchronized long count(Comparison.Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** The newest first. */
    synchronized List<Difference> newest() {
        return List.copyOf(newest);
    }
}
