package io.hookline.audit.internal.route;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.internal.json.RoutedRecord;
import io.hookline.audit.status.RouteTrial;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All routes and what is removed. Immutable: a change makes another one. */
public final class Router {

    private final List<AuditRoute> routes;
    private final Redactor redactor;

    /** With routes in any order. */
    public Router(Collection<AuditRoute> routes, Redactor redactor) {
        this.routes =
                routes.stream().sorted(Comparator.comparing(AuditRoute::name)).toList();
        this.redactor = redactor;
    }

    /**
     * Where a record goes, and what of it. Routes see the whole record. If several take it to the same output, it goes
     * there once, with the labels of all; of the same label, that of the last route by name counts.
     */
    public RoutedRecord route(AuditRecord record) {
        Map<String, Map<String, String>> targets = new LinkedHashMap<>();
        for (AuditRoute route : routes) {
            if (route.refusal(record).isEmpty()) {
                for (String output : route.outputs()) {
                    targets.computeIfAbsent(output, none -> new LinkedHashMap<>())
                            .putAll(route.labels());
                }
            }
        }
        return new RoutedRecord(targets.isEmpty() ? record : redactor.redacted(record), targets);
    }

    /** Where a record would go, and why. */
    public RouteTrial tryOut(AuditRecord record) {
        List<RouteTrial.Step> steps = new ArrayList<>();
        for (AuditRoute route : routes) {
            String refusal = route.refusal(record);
            steps.add(new RouteTrial.Step(
                    route.name(),
                    refusal.isEmpty(),
                    refusal.isEmpty() ? "to " + String.join(", ", route.outputs()) : refusal));
        }
        return new RouteTrial(redactor.redacted(record), route(record).targets(), steps);
    }

    /** The names of all outputs. */
    public Set<String> outputs() {
        Set<String> names = new TreeSet<>();
        routes.forEach(route -> names.addAll(route.outputs()));
        return names;
    }
}
