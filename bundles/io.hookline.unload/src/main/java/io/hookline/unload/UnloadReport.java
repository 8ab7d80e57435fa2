package io.hookline.unload;

import java.time.Instant;
import java.util.List;

/**
 * What became of the class loader of one removed release.
 *
 * @param release which one
 * @param removedAt when its removal was over
 * @param state how far its loader has come
 * @param stateSince since when; for {@link UnloadState#WATCHED} since the removal, or since the watch began again
 * @param holders what holds it, as far as that could be found; empty unless held, and possibly then
 * @param blind what could not be inspected, and the option of the JVM that would change that; empty unless held
 */
public record UnloadReport(
        String release,
        Instant removedAt,
        UnloadState state,
        Instant stateSince,
        List<Holder> holders,
        List<String> blind) {

    /** A report that no longer changes. */
    public UnloadReport {
        holders = List.copyOf(holders);
        blind = List.copyOf(blind);
    }
}
