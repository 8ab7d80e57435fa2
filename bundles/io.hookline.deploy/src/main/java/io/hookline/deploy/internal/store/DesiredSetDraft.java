package io.hookline.deploy.internal.store;

import io.hookline.api.runtime.Actor;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.SetConfigurations;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A desired set that is to be written; the store gives it its number and time.
 *
 * @param cause what led to it, for people
 * @param actor who caused it
 * @param waivers checks that were waived by name, one sentence each
 * @param artifacts the releases
 * @param stopped names of the plugins among them that stay stopped
 * @param configurations the revisions of their configurations; null if they are not known
 * @param reason why, in the words of who caused it; null if they gave none
 */
public record DesiredSetDraft(
        String cause,
        Actor actor,
        List<String> waivers,
        List<Artifact> artifacts,
        Set<String> stopped,
        @Nullable SetConfigurations configurations,
        @Nullable String reason) {

    /** Copies the collections. */
    public DesiredSetDraft {
        waivers = List.copyOf(waivers);
        artifacts = List.copyOf(artifacts);
        stopped = Set.copyOf(stopped);
    }

    /** With the names in any collection, and unknown configurations. */
    public DesiredSetDraft(
            String cause, Actor actor, List<String> waivers, List<Artifact> artifacts, Collection<String> stopped) {
        this(cause, actor, waivers, artifacts, Set.copyOf(stopped), null, null);
    }
}
