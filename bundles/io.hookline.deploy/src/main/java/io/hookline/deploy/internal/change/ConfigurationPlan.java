package io.hookline.deploy.internal.change;

import io.hookline.config.ConfigurationDraft;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.Plan;
import java.util.List;
import java.util.Map;

/**
 * What a change does to configurations, and whether they fit what it brings in.
 *
 * @param draft what it changes
 * @param refusals why it would be refused, by the name of the plugin
 * @param notes what else the operator should know; each begins with {@value #NOTE}
 */
record ConfigurationPlan(ConfigurationDraft draft, Map<String, List<Plan.Refusal>> refusals, List<String> notes) {

    /** How the notes begin. */
    static final String NOTE = "configuration: ";

    /** Copies the collections. */
    ConfigurationPlan {
        refusals = Map.copyOf(refusals);
        notes = List.copyOf(notes);
    }

    /** Why a release would be refused. */
    List<Plan.Refusal> refusals(Artifact artifact) {
        return refusals.getOrDefault(artifact.name(), List.of());
    }
}
