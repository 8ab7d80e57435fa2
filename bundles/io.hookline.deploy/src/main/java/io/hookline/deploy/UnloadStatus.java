package io.hookline.deploy;

import java.time.Instant;
import java.util.List;

/**
 * Whether the classes of a removed release are gone.
 *
 * @param release name and version
 * @param removedAt when it was removed
 * @param state the state of its class loader
 * @param holders what holds it, one sentence each with the remedy
 * @param blind what could not be inspected, and the JVM option that would change that
 */
public record UnloadStatus(String release, Instant removedAt, State state, List<String> holders, List<String> blind) {

    /** Copies the lists. */
    public UnloadStatus {
        holders = List.copyOf(holders);
        blind = List.copyOf(blind);
    }

    /** The state of the class loader of a removed release. */
    public enum State {

        /** It was collected, with all its classes. */
        GONE,

        /** It was not collected yet. */
        WATCHED,

        /** It has survived garbage collections: something holds it. */
        HELD
    }
}
