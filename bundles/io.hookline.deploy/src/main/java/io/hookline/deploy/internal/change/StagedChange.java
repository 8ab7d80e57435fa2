package io.hookline.deploy.internal.change;

import io.hookline.deploy.Plan;
import io.hookline.deploy.internal.release.Release;
import java.util.ArrayList;
import java.util.List;

/** A change whose releases are staged and ready, beside those that run. Used by one thread at a time. */
public final class StagedChange {

    private final Change change;
    private final Plan plan;
    private final List<Release> arriving;
    private final ChangedConfigurations configurations;
    private final List<String> notes;

    StagedChange(Change change, Plan plan, List<Release> arriving, ChangedConfigurations configurations) {
        this.change = change;
        this.plan = plan;
        this.arriving = List.copyOf(arriving);
        this.configurations = configurations;
        this.notes = new ArrayList<>(waivers());
        notes.addAll(configurations.notes());
    }

    /** The change. */
    public Change change() {
        return change;
    }

    /** Its plan, which was accepted. */
    public Plan plan() {
        return plan;
    }

    /** The configurations that it has changed. */
    ChangedConfigurations configurations() {
        return configurations;
    }

    /** Brings the configurations back that were there before, except those that were changed meanwhile. */
    public void undoConfigurations() {
        configurations.undo();
    }

    /** The releases that it brings in. */
    public List<Release> arriving() {
        return arriving;
    }

    /** The releases that it removes. */
    public List<Release> leaving() {
        return change.leaving();
    }

    /** Checks that were waived by name, one sentence each. */
    public List<String> waivers() {
        // What a plan only supposes is known by now.
        return plan.notes().stream()
                .filter(note -> !note.startsWith(Planner.HINT) && !note.startsWith(ConfigurationPlan.NOTE))
                .toList();
    }

    /** What else the operator should know, the waivers included. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    void note(List<String> more) {
        notes.addAll(more);
    }
}
