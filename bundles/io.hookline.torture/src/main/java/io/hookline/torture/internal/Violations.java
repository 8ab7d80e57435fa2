package io.hookline.torture.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The violations of a run. Counts all and keeps a few of each kind as examples. Synchronized on itself. */
final class Violations {

    private static final int EXAMPLES_OF_A_KIND = 5;

    private final Map<Violation.Kind, Long> counts = new EnumMap<>(Violation.Kind.class);
    private final List<Violation> examples = new ArrayList<>();

    synchronized void add(Violation.Kind kind, String text) {
        if (counts.merge(kind, 1L, Long::sum) <= EXAMPLES_OF_A_KIND) {
            examples.add(new Violation(kind, text));
        }
    }

    synchronized long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    synchronized Map<Violation.Kind, Long> counts() {
        return new EnumMap<>(counts);
    }

    synchronized List<Violation> examples() {
        return List.copyOf(examples);
    }
}
