package io.hookline.deploy.internal.boot;

import io.hookline.deploy.Artifact;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.internal.store.BootRecord.Starts;
import java.util.List;
import java.util.Optional;

/**
 * Where to go back to when the starts with a set have failed, and what to quarantine.
 *
 * <ul>
 *   <li>If the last start says which release is missing where a hook point requires it, that one is quarantined, and
 *       the newest set without it is taken.
 *   <li>Otherwise the newest set before is taken, and what is new since then is quarantined, except what was part of a
 *       good start: that has shown that it can start.
 * </ul>
 *
 * @param to the set that becomes current again
 * @param culprits what is to be quarantined; may be empty
 */
record WayBack(DesiredSet to, List<Artifact> culprits) {

    /** Copies the list. */
    WayBack {
        culprits = List.copyOf(culprits);
    }

    /**
     * The way back from a set; empty if there is no earlier set to go back to.
     *
     * @param history all sets, newest first
     * @param starts what is known of the failed starts
     */
    static Optional<WayBack> from(DesiredSet failed, List<DesiredSet> history, Starts starts) {
        List<Artifact> named = failed.started().stream()
                .filter(artifact -> starts.culprits().contains(artifact.sha256()))
                .toList();
        return history.stream()
                .filter(set -> set.number() < failed.number()
                        && (starts.wentBackTo() == 0 || set.number() < starts.wentBackTo())
                        && !set.started().equals(failed.started())
                        && set.started().stream().noneMatch(named::contains))
                .findFirst()
                .map(to -> new WayBack(to, named.isEmpty() ? suspects(failed, to, starts) : named));
    }

    private static List<Artifact> suspects(DesiredSet failed, DesiredSet to, Starts starts) {
        return failed.started().stream()
                .filter(artifact -> !to.started().contains(artifact))
                .filter(artifact -> !starts.proven().contains(artifact.sha256()))
                .toList();
    }
}
