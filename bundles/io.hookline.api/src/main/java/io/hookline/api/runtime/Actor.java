package io.hookline.api.runtime;

import java.util.Locale;

/**
 * Who caused a change.
 *
 * @param kind where the change came from
 * @param name the user, folder, token or component; empty if the kind is enough
 */
public record Actor(Kind kind, String name) {

    /** The runtime itself, for instance when a bundle starts or stops. */
    public static final Actor RUNTIME = new Actor(Kind.RUNTIME, "");

    /** An actor of a kind that needs no name. */
    public static Actor of(Kind kind) {
        return new Actor(kind, "");
    }

    /** The kind in lower case, with the name behind a colon if there is one: {@code shell:alice}. */
    @Override
    public String toString() {
        String door = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return name.isEmpty() ? door : door + ":" + name;
    }

    /** Where a change came from. */
    public enum Kind {

        /** A command of a shell. */
        SHELL,

        /** A file that came to, changed in, or left the drop folder. */
        DROP_FOLDER,

        /** A call of the Java or admin API. */
        API,

        /** Another node of a cluster. */
        CLUSTER,

        /** The judge of a canary. */
        CANARY,

        /** A guard: a breaker, the watchdog, a budget. */
        GUARD,

        /** A configuration that came, changed or went. */
        CONFIGURATION,

        /** The start of the process. */
        STARTUP,

        /** The runtime itself: a bundle started or stopped, a host opened or closed a point. */
        RUNTIME
    }
}
