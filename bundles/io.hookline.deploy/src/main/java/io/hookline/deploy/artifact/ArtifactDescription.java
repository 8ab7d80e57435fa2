package io.hookline.deploy.artifact;

import io.hookline.engine.release.PlannedHook;
import java.util.List;

/**
 * What a release will bring, known without running any of its code.
 *
 * @param hooks the hooks that it will register, as far as they can be known
 * @param requires what it requires, one sentence each, for people
 * @param points names of the hook points that it states to fill
 * @param complete whether it can register no other hooks than these
 */
public record ArtifactDescription(
        List<PlannedHook> hooks, List<String> requires, List<String> points, boolean complete) {

    /** Copies the lists. */
    public ArtifactDescription {
        hooks = List.copyOf(hooks);
        requires = List.copyOf(requires);
        points = List.copyOf(points);
    }

    /** A release that states no points, and may register further hooks in its code. */
    public ArtifactDescription(List<PlannedHook> hooks, List<String> requires) {
        this(hooks, requires, List.of(), false);
    }
}
