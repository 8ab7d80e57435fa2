package io.hookline.torture.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The durations of the operations by kind. Synchronized on itself. */
final class OperationTimes {

    private final Map<OperationKind, List<Long>> millis = new EnumMap<>(OperationKind.class);

    synchronized void add(OperationKind kind, long nanos) {
        millis.computeIfAbsent(kind, first -> new ArrayList<>()).add(TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    synchronized long total() {
        return millis.values().stream().mapToLong(List::size).sum();
    }

    /** The kinds that occurred, in order. */
    synchronized List<Ledger.Operations> summary() {
        List<Ledger.Operations> rows = new ArrayList<>();
        millis.forEach((kind, times) -> {
            List<Long> sorted = new ArrayList<>(times);
            Collections.sort(sorted);
            rows.add(new Ledger.Operations(
                    kind.words(), sorted.size(), sorted.get((sorted.size() - 1) / 2), sorted.get(sorted.size() - 1)));
        });
        return rows;
    }
}
