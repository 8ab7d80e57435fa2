package io.hookline.api.runtime;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Something that happened to the runtime. Later versions add kinds: ignore those that you do not know. */
@ProviderType
public interface RuntimeEvent {

    /** When it happened. */
    Instant at();

    /** Who caused it, and why. */
    Cause cause();

    /**
     * New calls see another generation.
     *
     * @param generation its number
     * @param points names of the points whose chains have changed; empty if only routes have
     */
    record GenerationPublished(Instant at, Cause cause, long generation, List<String> points) implements RuntimeEvent {

        /** Copies the list. */
        public GenerationPublished {
            points = List.copyOf(points);
        }
    }

    /**
     * A release has reached another state.
     *
     * @param name the plugin's name
     * @param version the release's version
     * @param before the state before; empty if the release is new
     * @param after the state now
     */
    record ReleaseStateChanged(Instant at, Cause cause, String name, String version, String before, String after)
            implements RuntimeEvent {}

    /**
     * A guard has acted: a breaker opened or closed, a hook was quarantined, a call hangs or has returned, a hook
     * blocked that declares that it never does.
     *
     * @param guard what the guard did
     */
    record GuardActed(Instant at, Cause cause, GuardEvent guard) implements RuntimeEvent {}

    /**
     * A canary was judged, with a result that changes what it does.
     *
     * @param name the plugin's name
     * @param version the candidate's version
     * @param verdict what was decided, for instance {@code promoted}
     */
    record CanaryJudged(Instant at, Cause cause, String name, String version, String verdict) implements RuntimeEvent {}

    /**
     * A configuration came, changed, went, or was refused.
     *
     * @param pid its PID
     * @param change what happened to it
     */
    record ConfigurationChanged(Instant at, Cause cause, String pid, Change change) implements RuntimeEvent {

        /** What happened to a configuration. */
        public enum Change {

            /** It came or changed. */
            UPDATED,

            /** It was deleted. */
            DELETED,

            /** It was refused; the one before it stays. */
            REFUSED
        }
    }

    /**
     * A removal gave up waiting for calls.
     *
     * @param drain what was removed, and how many calls were left
     */
    record DrainTimedOut(Instant at, Cause cause, RuntimeStats.DrainTimeout drain) implements RuntimeEvent {}

    /**
     * A listener was too slow: events that waited for it were dropped. Only that listener is told.
     *
     * @param count how many were dropped
     */
    record EventsDropped(Instant at, Cause cause, long count) implements RuntimeEvent {}
}
