package io.hookline.deploy.internal.change;

import io.hookline.api.runtime.ReleaseVersion;
import java.util.Comparator;

/**
 * The order in which versions of a plugin supersede each other: as OSGi orders them, but a version's snapshots come
 * before it. OSGi compares qualifiers as text, so that {@code 1.0.0.SNAPSHOT} would be newer than {@code 1.0.0}.
 */
final class ReleaseOrder {

    private static final Comparator<ReleaseVersion> ORDER = Comparator.comparingInt(ReleaseVersion::major)
            .thenComparingInt(ReleaseVersion::minor)
            .thenComparingInt(ReleaseVersion::micro)
            .thenComparing(version -> !KnownReleases.isSnapshot(version.toString()))
            .thenComparing(ReleaseVersion::qualifier);

    private ReleaseOrder() {}

    /** Whether a version is older than another one. */
    static boolean isOlder(String version, String other) {
        return ORDER.compare(ReleaseVersion.parse(version), ReleaseVersion.parse(other)) < 0;
    }

    /** Whether a version is a release, and another one a snapshot of it. */
    static boolean isReleaseOf(String version, String snapshot) {
        ReleaseVersion release = ReleaseVersion.parse(version);
        ReleaseVersion before = ReleaseVersion.parse(snapshot);
        return KnownReleases.isSnapshot(snapshot)
                && !KnownReleases.isSnapshot(version)
                && release.major() == before.major()
                && release.minor() == before.minor()
                && release.micro() == before.micro();
    }
}
