package io.hookline.deploy.artifact;

import java.util.Set;

/**
 * Something outside a change that depends on a release which the change removes.
 *
 * @param label its name and version
 * @param needs names of the plugins that it depends on by name; empty if it depends on something else of theirs, such
 *     as a package
 */
public record Dependant(String label, Set<String> needs) {

    /** Copies the set. */
    public Dependant {
        needs = Set.copyOf(needs);
    }
}
