package io.hookline.audit.status;

import io.hookline.audit.AuditRecord;
import java.util.List;
import java.util.Map;

/**
 * Where a record would go.
 *
 * @param record the record as it would leave the process
 * @param targets the labels for each output that gets it, by the output's name
 * @param steps each route, by name, and what it says
 */
public record RouteTrial(AuditRecord record, Map<String, Map<String, String>> targets, List<Step> steps) {

    /** Copies the collections. */
    public RouteTrial {
        targets = Map.copyOf(targets);
        steps = List.copyOf(steps);
    }

    /**
     * What a route says.
     *
     * @param route its name
     * @param takes whether it takes the record
     * @param says why not, or where it goes
     */
    public record Step(String route, boolean takes, String says) {}
}
