package io.hookline.audit.internal.route;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.internal.spool.Cursors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A rule that takes some records to outputs. Immutable. */
public final class AuditRoute {

    private final String name;
    private final AuditRouteConfig config;
    private final Set<String> sources;
    private final Set<AuditRecord.Outcome> outcomes = new TreeSet<>();
    private final AuditRecord.Level level;
    private final Glob path;
    private final Glob tenant;
    private final Set<String> outputs;
    private final Map<String, String> labels = new LinkedHashMap<>();

    private AuditRoute(String name, AuditRouteConfig config) {
        this.name = name;
        this.config = config;
        this.sources = names(config.sources());
        for (String outcome : config.outcomes()) {
            outcomes.add(AuditRecord.Outcome.valueOf(outcome.strip().toUpperCase(Locale.ROOT)));
        }
        this.level = AuditRecord.Level.valueOf(config.level().toUpperCase(Locale.ROOT));
        this.path = new Glob(List.of(config.paths()));
        this.tenant = new Glob(List.of(config.tenants()));
        this.outputs = names(config.outputs());
        for (String output : outputs) {
            if (!Cursors.isName(output)) {
                throw new IllegalArgumentException("outputs: \"" + output
                        + "\" is no name of an output: 1 to 64 lower-case letters, digits and hyphens");
            }
        }
        for (String label : config.labels()) {
            int equals = label.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("labels: \"" + label + "\" is not NAME=VALUE");
            }
            labels.put(
                    label.substring(0, equals).strip(),
                    label.substring(equals + 1).strip());
        }
    }

    /**
     * The route that a configuration says.
     *
     * @throws IllegalArgumentException if it cannot work; the message names the option
     */
    public static AuditRoute of(String name, AuditRouteConfig config) {
        return new AuditRoute(name, config);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** The names of its outputs. */
    public Set<String> outputs() {
        return outputs;
    }

    Map<String, String> labels() {
        return labels;
    }

    /** Why it does not take a record; empty if it does. */
    String refusal(AuditRecord record) {
        if (!sources.isEmpty() && !sources.contains(record.source())) {
            return "source is " + record.source();
        }
        if (record.level().compareTo(level) < 0) {
            return "level is below " + level;
        }
        if (!outcomes.isEmpty() && !outcomes.contains(record.outcome())) {
            return "outcome is " + record.outcome();
        }
        if (!path.matches(record.fields().getOrDefault("path", ""))) {
            return "path does not match";
        }
        if (!tenant.matches(record.fields().getOrDefault("tenant", ""))) {
            return "tenant does not match";
        }
        return Sampling.takes(record, config.samplePercent()) ? "" : "not in the sample";
    }

    private static Set<String> names(String[] texts) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(texts).map(String::strip).filter(text -> !text.isEmpty()).forEach(names::add);
        return names;
    }
}
