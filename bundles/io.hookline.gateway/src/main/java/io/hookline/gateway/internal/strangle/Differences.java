package io.hookline.gateway.internal.strangle;

import io.hookline.gateway.internal.strangle.Comparison.Kind;
import io.hookline.gateway.internal.strangle.Comparison.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Results of comparisons: counts, and the differences that were seen last, each once with how often it was seen. Safe
 * for use by many threads.
 */
final class Differences {

    private static final int KEPT = 20;
    private static final int LONGEST_PATH = 200;

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    /** The one that was seen last is the last one. */
    private final Map<Seen, Difference> kept = new LinkedHashMap<>();

    /** Takes the result of one comparison. The query is not told: it may hold secrets. */
    synchronized void add(Instant at, String method, String path, Result result) {
        counts.merge(result.kind(), 1L, Long::sum);
        if (result.what().isEmpty()) {
            return;
        }
        Seen seen = new Seen(method, result.what());
        Difference before = kept.remove(seen);
        if (kept.size() == KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
        String shown = path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) + "…" : path;
        kept.put(seen, new Difference(at, before == null ? 1 : before.count() + 1, method, shown, result.what()));
    }

    synchronized long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** The one that was seen last comes first. */
    synchronized List<Difference> newest() {
        List<Difference> newest = new ArrayList<>(kept.values());
        Collections.reverse(newest);
        return newest;
    }

    /** What makes a difference the same as another one. */
    private record Seen(String method, String what) {}
}
