package io.hookline.deploy.internal.unload;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the class loader of one removed release.
 *
 * @param release which one
 * @param removedAt when its removal was over
 * @param state how far its loader has come
 * @param stateSince since when; for {@link UnloadState#WATCHED} since the removal, or since it was to be looked at again
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

    /** As {@link Inspection} left it; nothing was inspected if null. */
    UnloadReport(
            String release, Instant removedAt, UnloadState state, Instant stateSince, @Nullable Inspection inspection) {
        this(
                release,
                removedAt,
                state,
                stateSince,
                inspection == null ? List.of() : inspection.holders(),
                inspection == null ? List.of() : inspection.blind());
    }
}
