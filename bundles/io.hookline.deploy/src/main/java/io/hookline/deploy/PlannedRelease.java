package io.hookline.deploy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plan finds about one release that would come.
 *
 * @param artifact the release
 * @param size of its jar, in bytes
 * @param replaces version of the running release that it would replace, or null
 * @param versionVerdict the result of the comparison with the running release, one sentence
 * @param apiChanges what has changed in exported packages and capabilities, one sentence each
 * @param resolves whether all that it requires is offered
 * @param resolveDetails if it does not resolve, why, and the remedies
 */
public record PlannedRelease(
        Artifact artifact,
        long size,
        @Nullable String replaces,
        String versionVerdict,
        List<String> apiChanges,
        boolean resolves,
        List<String> resolveDetails) {}
