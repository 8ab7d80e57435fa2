package io.hookline.deploy.internal.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Changes as lines for an operator: one each, or one for a whole package of which much has changed. */
final class ChangeLines {

    private static final int MOST_OF_ONE = 5;

    private ChangeLines() {}

    static List<String> of(List<GateChange> changes) {
        Map<String, List<GateChange>> bySubject = new LinkedHashMap<>();
        for (GateChange change : changes) {
            bySubject
                    .computeIfAbsent(change.subject(), subject -> new ArrayList<>())
                    .add(change);
        }
        List<String> lines = new ArrayList<>();
        for (GateChange change : changes) {
            List<GateChange> same = bySubject.getOrDefault(change.subject(), List.of());
            if (same.size() <= MOST_OF_ONE) {
                lines.add(change.text());
            } else if (change.equals(same.get(0))) {
                lines.add(summary(same));
            }
        }
        return lines;
    }

    /** The severest change comes first. */
    private static String summary(List<GateChange> same) {
        Map<String, Long> kinds =
                same.stream().collect(Collectors.groupingBy(ChangeLines::kind, TreeMap::new, Collectors.counting()));
        String counted = kinds.entrySet().stream()
                .map(kind -> kind.getValue() + " × " + kind.getKey())
                .collect(Collectors.joining(", "));
        return same.get(0).text() + "; and " + (same.size() - 1) + " further changes of it (" + counted + ")";
    }

    /** For instance {@code method removed}. */
    private static String kind(GateChange change) {
        int colon = change.what().indexOf(':');
        return colon < 0 ? change.what() : change.what().substring(0, colon);
    }
}
