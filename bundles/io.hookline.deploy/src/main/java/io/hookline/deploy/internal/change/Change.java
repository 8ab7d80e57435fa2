package io.hookline.deploy.internal.change;

import io.hookline.api.runtime.Cause;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.internal.receive.ReceivedArtifact;
import io.hookline.deploy.internal.release.Release;
import java.util.List;

/**
 * A change that is to be planned or made.
 *
 * @param kind what kind of change
 * @param cause what led to it, for people
 * @param arriving releases that it brings in
 * @param leaving releases that it removes, among them those that arriving ones replace
 * @param dropped plugins that leave the desired set although no release of them runs: it did not start, or is
 *     quarantined
 * @param stopped plugins that are in the desired set afterwards, stopped
 * @param options what the operator allows
 * @param set number of the set that it goes back to; 0 if it goes back to none
 */
public record Change(
        Kind kind,
        String cause,
        List<ReceivedArtifact> arriving,
        List<Release> leaving,
        List<Artifact> dropped,
        List<Artifact> stopped,
        DeployOptions options,
        long set) {

    /** Copies the lists. */
    public Change {
        arriving = List.copyOf(arriving);
        leaving = List.copyOf(leaving);
        dropped = List.copyOf(dropped);
        stopped = List.copyOf(stopped);
    }

    /** A change that goes back to no set. */
    public Change(
            Kind kind,
            String cause,
            List<ReceivedArtifact> arriving,
            List<Release> leaving,
            List<Artifact> dropped,
            List<Artifact> stopped,
            DeployOptions options) {
        this(kind, cause, arriving, leaving, dropped, stopped, options, 0);
    }

    /** Who makes the change, and what led to it. */
    Cause why() {
        return new Cause(options.actor(), withReason(cause, options.reason()));
    }

    /** What led to a change, followed by the reason that an operator gave, unless that is empty. */
    public static String withReason(String cause, String reason) {
        return reason.isEmpty() ? cause : cause + ": " + reason;
    }

    /** What kind of change it is. */
    public enum Kind {

        /** New content: all checks. */
        DEPLOY,

        /** Plugins are stopped, which others may need. */
        STOP,

        /** Back to what ran before: versions are not compared. */
        ROLLBACK
    }
}
