package io.hookline.deploy.artifact;

import java.util.List;

/**
 * How stopping a release went.
 *
 * @param ended whether the stop has ended; if not, it goes on in the background, and the type uninstalls the release
 *     when it ends
 * @param faults what went wrong, one sentence each; empty if nothing did
 */
public record StopOutcome(boolean ended, List<String> faults) {

    /** Stopped without a fault. */
    public static final StopOutcome STOPPED = new StopOutcome(true, List.of());

    /** Copies the list. */
    public StopOutcome {
        faults = List.copyOf(faults);
    }
}
