package io.hookline.deploy;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an operator allows a change to do beyond what is safe, and how long it may take. Immutable; each {@code with…} method
 * returns a changed copy.
 *
 * @param allowDowngrade whether a release may be replaced by an older one
 * @param waived names of plugins whose version may lie about the change
 * @param allowRipple whether bundles that are not part of the change may be restarted by it, and points left without a hook
 *     that they require
 * @param replacing whether each new release has to replace one that runs
 * @param readyTimeout how long new releases may take to become ready; null for as long as configured
 */
public record DeployOptions(
        boolean allowDowngrade,
        Set<String> waived,
        boolean allowRipple,
        boolean replacing,
        @Nullable Duration readyTimeout) {

    /** Nothing beyond what is safe. */
    public static final DeployOptions SAFE = new DeployOptions(false, Set.of(), false, false, null);

    /** Copies the set. */
    public DeployOptions {
        waived = Set.copyOf(waived);
    }

    /** Allows an older release to replace a newer one. */
    public DeployOptions withDowngrade(boolean allowed) {
        return new DeployOptions(allowed, waived, allowRipple, replacing, readyTimeout);
    }

    /** Accepts that the versions of these plugins lie. */
    public DeployOptions withWaived(Set<String> names) {
        return new DeployOptions(allowDowngrade, names, allowRipple, replacing, readyTimeout);
    }

    /** Allows other bundles to be restarted. */
    public DeployOptions withRipple(boolean allowed) {
        return new DeployOptions(allowDowngrade, waived, allowed, replacing, readyTimeout);
    }

    /** Demands that a release of the same plugin runs, to be replaced. */
    public DeployOptions withReplacing(boolean demanded) {
        return new DeployOptions(allowDowngrade, waived, allowRipple, demanded, readyTimeout);
    }

    /** Sets how long new releases may take to become ready. */
    public DeployOptions withReadyTimeout(Duration timeout) {
        return new DeployOptions(allowDowngrade, waived, allowRipple, replacing, timeout);
    }
}
