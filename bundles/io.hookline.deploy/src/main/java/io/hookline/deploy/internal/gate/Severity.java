package io.hookline.deploy.internal.gate;

import org.osgi.framework.Version;

/** How much a change asks of others, from the least; each is named by the part of a version that it raises. */
public enum Severity {

    /** Others notice nothing. */
    MICRO,

    /** Who calls it goes on; who implements it may have to follow. */
    MINOR,

    /** Who calls it may break. */
    MAJOR;

    /** The lowest version that shows a change of this severity. */
    Version raise(Version version) {
        return switch (this) {
            case MAJOR -> new Version(version.getMajor() + 1, 0, 0);
            case MINOR -> new Version(version.getMajor(), version.getMinor() + 1, 0);
            case MICRO -> new Version(version.getMajor(), version.getMinor(), version.getMicro() + 1);
        };
    }

    /** What a rise from one version to another says has changed. */
    static Severity shownBy(Version from, Version to) {
        if (from.getMajor() != to.getMajor()) {
            return MAJOR;
        }
        return from.getMinor() == to.getMinor() ? MICRO : MINOR;
    }

    Severity or(Severity other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
