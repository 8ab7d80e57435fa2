package io.hookline.deploy.artifact;

import io.hookline.engine.release.PlannedHook;
import java.util.List;

/**
 * What a release will bring, known without running any of its code.
 *
 * @param hooks the hooks that it will register, as far as they can be known
 * @param requires what it requires, one sentence each, for people
 */
public record ArtifactDescription(List<PlannedHook> hooks, List<String> requires) {

    /** Copies the lists. */
    public ArtifactDescription {
        hooks = List.copyOf(hooks);
        requires = List.copyOf(requires);
    }
}
