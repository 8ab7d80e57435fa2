package io.hookline.unload.internal;

import java.time.Duration;

/**
 * How patient an {@link LoaderWatch} is.
 *
 * @param askForCollection whether it may ask the JVM for garbage collections at all
 * @param checksBeforeAsking after how many checks that found the loader alive it asks
 * @param askInterval how much time passes between two such requests, at least
 * @param collections how many collections that unload classes a loader must survive to be called held
 * @param grace how much time must have passed since the removal for that
 * @param keptGone of how many unloaded releases the reports are kept
 */
public record UnloadLimits(
        boolean askForCollection,
        int checksBeforeAsking,
        Duration askInterval,
        int collections,
        Duration grace,
        int keptGone) {

    /** Limits for a server: some ten seconds between requests, and a verdict after half a minute at the earliest. */
    public static UnloadLimits standard() {
        // Three collections: what has a finalizer or a cleaner needs two.
        return new UnloadLimits(true, 3, Duration.ofSeconds(10), 3, Duration.ofSeconds(30), 50);
    }
}
