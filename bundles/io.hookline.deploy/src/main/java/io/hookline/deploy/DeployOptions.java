package io.hookline.deploy;

import io.hookline.api.runtime.Actor;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a change may do beyond what is safe, how long it may take, and who makes it. Immutable; each {@code with…}
 * method returns a changed copy.
 *
 * @param allowDowngrade whether a release may be replaced by an older one
 * @param waived names of plugins whose version may lie about the change, and that may be left waiting for what they
 *     require
 * @param allowRipple whether bundles that are not part of the change may be restarted by it, and points left without a
 *     hook that they require
 * @param replacing whether each new release has to replace one that runs
 * @param readyTimeout how long new releases may take to become ready; null for as long as configured
 * @param actor who makes the change
 */
public record DeployOptions(
        boolean allowDowngrade,
        Set<String> waived,
        boolean allowRipple,
        boolean replacing,
        @Nullable Duration readyTimeout,
        Actor actor) {

    /** Nothing beyond what is safe. */
    public static final DeployOptions SAFE =
            new DeployOptions(false, Set.of(), false, false, null, Actor.of(Actor.Kind.API));

    /** Copies the set. */
    public DeployOptions {
        waived = Set.copyOf(waived);
    }

    /** Allows an older release to replace a newer one. */
    public DeployOptions withDowngrade(boolean allowed) {
        return new DeployOptions(allowed, waived, allowRipple, replacing, readyTimeout, actor);
    }

    /** Accepts that the versions of these plugins lie, and that they wait for what they require. */
    public DeployOptions withWaived(Set<String> names) {
        return new DeployOptions(allowDowngrade, names, allowRipple, replacing, readyTimeout, actor);
    }

    /** Allows other bundles to be restarted. */
    public DeployOptions withRipple(boolean allowed) {
        return new DeployOptions(allowDowngrade, waived, allowed, replacing, readyTimeout, actor);
    }

    /** Demands that a release of the same plugin runs, to be replaced. */
    public DeployOptions withReplacing(boolean demanded) {
        return new DeployOptions(allowDowngrade, waived, allowRipple, demanded, readyTimeout, actor);
    }

    /** Sets how long new releases may take to become ready. */
    public DeployOptions withReadyTimeout(Duration timeout) {
        return new DeployOptions(allowDowngrade, waived, allowRipple, replacing, timeout, actor);
    }

    /** Sets who makes the change. */
    public DeployOptions withActor(Actor who) {
        return new DeployOptions(allowDowngrade, waived, allowRipple, replacing, readyTimeout, who);
    }
}
