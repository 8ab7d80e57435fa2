package io.hookline.deploy.artifact;

import java.util.List;

/**
 * What a running release says about its own health.
 *
 * @param checked whether it has a health check
 * @param problems what the check complains about, one sentence each; empty if it passes
 */
public record Health(boolean checked, List<String> problems) {

    /** It has no health check. */
    public static final Health UNCHECKED = new Health(false, List.of());

    /** Copies the list. */
    public Health {
        problems = List.copyOf(problems);
    }
}
