package io.hookline.api.runtime;

import java.util.List;

/**
 * A plugin that a route could lead to.
 *
 * @param id its id, as in {@link PluginStatus#id}
 * @param plugin symbolic name of its bundle
 * @param version its bundle's version
 * @param bundleId its bundle's id
 * @param ranking the {@code service.ranking} of its service; if several services match, that of the best one
 * @param tags all its tags
 * @param chosen whether the route leads to it
 * @param reason why it is chosen or not, in words
 */
public record CandidateStatus(
        String id,
        String plugin,
        String version,
        long bundleId,
        int ranking,
        List<String> tags,
        boolean chosen,
        String reason) {

    /** Copies the list. */
    public CandidateStatus {
        tags = List.copyOf(tags);
    }
}
