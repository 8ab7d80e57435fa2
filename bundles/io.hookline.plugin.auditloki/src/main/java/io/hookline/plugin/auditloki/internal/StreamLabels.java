package io.hookline.plugin.auditloki.internal;

import io.hookline.audit.output.AuditEntry;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Gives each record the labels of its stream. Loki keeps an index entry and open chunks for each set of labels, so
 * their number is limited: of labels in a set, of characters in a value, and of sets. For one thread at a time.
 */
final class StreamLabels {

    /** Loki's default limits. */
    private static final int MOST_LABELS = 15;

    private static final int MOST_CHARACTERS = 500;
    private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^a-zA-Z0-9_]");

    private final Map<String, String> fixed = new TreeMap<>();
    private final List<String> parts;
    private final boolean hasRouteLabels;
    private final int mostStreams;
    private final Set<Map<String, String>> known = new HashSet<>();

    /**
     * The labels that a configuration says.
     *
     * @throws IllegalArgumentException if there are too many, or none
     */
    StreamLabels(LokiConfig config) {
        for (String label : config.labels()) {
            int equals = label.indexOf('=');
            if (equals > 0) {
                fixed.put(name(label.substring(0, equals)), value(label.substring(equals + 1)));
            }
        }
        parts = Stream.of(config.labelParts())
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
        hasRouteLabels = config.routeLabels();
        mostStreams = config.maxStreams();
        if (fixed.isEmpty() || fixed.size() + parts.size() > MOST_LABELS) {
            throw new IllegalArgumentException("labels and labelParts make " + (fixed.size() + parts.size())
                    + " labels, and Loki wants 1 to " + MOST_LABELS + ", of which one is in labels");
        }
    }

    /**
     * Checks a configuration.
     *
     * @throws IllegalArgumentException if there are too many labels, or none
     */
    static void check(LokiConfig config) {
        StreamLabels unused = new StreamLabels(config);
    }

    /** The labels of a record's stream, by name. */
    Map<String, String> of(AuditEntry entry) {
        Map<String, String> labels = new TreeMap<>(fixed);
        for (String part : parts) {
            add(labels, part, RecordParts.of(part, entry));
        }
        if (hasRouteLabels) {
            entry.labels().forEach((name, value) -> add(labels, name(name), value));
        }
        if (known.contains(labels)) {
            return labels;
        }
        if (known.size() >= mostStreams) {
            return Collections.unmodifiableMap(fixed);
        }
        known.add(labels);
        return labels;
    }

    /** An empty value is no label for Loki. A label that is there already stays. */
    private static void add(Map<String, String> labels, String name, String text) {
        String value = value(text);
        if (!value.isEmpty() && labels.size() < MOST_LABELS) {
            labels.putIfAbsent(name, value);
        }
    }

    /** A name that Loki takes: letters, digits and underscores, no digit first, and not two underscores first. */
    private static String name(String text) {
        String name = NOT_IN_A_NAME.matcher(text.strip()).replaceAll("_").replaceFirst("^__+", "_");
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    private static String value(String text) {
        String value = text.strip();
        return value.length() <= MOST_CHARACTERS
                ? value
                : value.substring(0, value.offsetByCodePoints(0, value.codePointCount(0, MOST_CHARACTERS)));
    }
}
