package io.hookline.unload.internal;

import io.hookline.unload.UnloadReport;
import io.hookline.unload.UnloadState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One loader under an {@link LoaderWatch}, which guards it. */
final class WatchEntry {

    private final String release;
    private final WatchedLoader loader;
    private @Nullable Instant removedAt;
    private @Nullable UnloadState state;
    private Instant since = Instant.MIN;
    private long collectionsBefore;
    private int checks;
    private @Nullable Inspection inspection;

    WatchEntry(String release, WatchedLoader loader) {
        this.release = release;
        this.loader = loader;
    }

    String release() {
        return release;
    }

    WatchedLoader loader() {
        return loader;
    }

    /** When the removal was over; null until then. */
    @Nullable
    Instant removedAt() {
        return removedAt;
    }

    /** How far the loader has come; null until the removal is over. */
    @Nullable
    UnloadState state() {
        return state;
    }

    void removed(Instant now, long collections) {
        removedAt = now;
        again(now, collections);
    }

    void again(Instant now, long collections) {
        enter(UnloadState.WATCHED, now);
        collectionsBefore = collections;
        checks = 0;
        inspection = null;
    }

    /** Notes that the loader was collected, once; before the removal is over there is nothing to report. */
    void gone(Instant now) {
        if (state != null && state != UnloadState.GONE) {
            enter(UnloadState.GONE, now);
            inspection = null;
        }
    }

    void held(Instant now, Inspection found) {
        enter(UnloadState.HELD, now);
        inspection = found;
    }

    /** Counts a check that found the loader alive. */
    int countCheck() {
        return ++checks;
    }

    boolean hasSurvived(Instant now, long collections, UnloadLimits limits) {
        return state == UnloadState.WATCHED
                && collections - collectionsBefore >= limits.collections()
                && !now.isBefore(Objects.requireNonNull(removedAt).plus(limits.grace()));
    }

    /** The report; null until the removal is over. */
    @Nullable
    UnloadReport report() {
        Instant removal = removedAt;
        UnloadState reached = state;
        Inspection found = inspection == null ? new Inspection(List.of(), List.of()) : inspection;
        return removal == null || reached == null
                ? null
                : new UnloadReport(release, removal, reached, since, found.holders(), found.blind());
    }

    private void enter(UnloadState reached, Instant now) {
        state = reached;
        since = now;
    }
}
