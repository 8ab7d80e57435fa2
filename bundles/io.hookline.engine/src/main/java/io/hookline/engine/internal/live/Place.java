package io.hookline.engine.internal.live;

import io.hookline.api.runtime.ReleaseVersion;
import io.hookline.engine.HookInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place in the chain of a point that the releases of a plugin share: of each hook, by plugin and name. Guarded by
 * the live set's lock.
 */
final class Place {

    private int occupants;
    /** The highest version among the candidates of the round that looks. */
    private @Nullable ReleaseVersion newest;

    /** Adds a hook, or takes one away; returns how many there are. */
    int occupy(int more) {
        occupants += more;
        return occupants;
    }

    /** Whether no hook but at most one has it. */
    boolean isUnshared() {
        return occupants <= 1;
    }

    /** Whether no hook has it. */
    boolean isFree() {
        return occupants == 0;
    }

    /** Removes those candidates whose place one of a higher version takes. */
    static <C extends Candidate> void keepNewest(List<C> candidates) {
        for (C candidate : candidates) {
            candidate.place().newest = null;
        }
        for (C candidate : candidates) {
            Place place = candidate.place();
            ReleaseVersion known = place.newest;
            if (known == null || candidate.version().compareTo(known) > 0) {
                place.newest = candidate.version();
            }
        }
        candidates.removeIf(candidate -> !candidate.version().equals(candidate.place().newest));
    }

    /** Names a place at a point. */
    record Name(String plugin, String hook) {

        static Name of(HookInfo info) {
            return new Name(info.plugin(), info.name());
        }
    }

    /** What may take a place. */
    interface Candidate {

        HookInfo info();

        /** The version of its release. */
        ReleaseVersion version();

        Place place();
    }
}
