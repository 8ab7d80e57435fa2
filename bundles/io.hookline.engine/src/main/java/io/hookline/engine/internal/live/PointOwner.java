package io.hookline.engine.internal.live;

import io.hookline.api.runtime.ReleaseId;
import org.jspecify.annotations.Nullable;

/**
 * Who has opened a point.
 *
 * @param name the name for messages and reports
 * @param release the release that opened it; null if it belongs to none, so that no other release takes over from it
 */
public record PointOwner(String name, @Nullable ReleaseId release) {

    /** A release. */
    public static PointOwner of(ReleaseId release) {
        return new PointOwner(release.name(), release);
    }

    /** A part of an application without releases. */
    public static PointOwner of(String name) {
        return new PointOwner(name, null);
    }

    /** Whether both are releases of one bundle, but not the same. */
    boolean isOtherReleaseOf(PointOwner other) {
        return release != null
                && other.release != null
                && release.name().equals(other.release.name())
                && !release.equals(other.release);
    }

    @Override
    public String toString() {
        return name;
    }
}
