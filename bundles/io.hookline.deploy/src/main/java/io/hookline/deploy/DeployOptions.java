package io.hookline.deploy;

import io.hookline.api.runtime.Actor;
import java.time.Duration;
import java.util.List;
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
 * @param settings options of what is deployed, which are set in the same change; each as {@code KEY=VALUE}, or as
 *     {@code PID:KEY=VALUE}; the values may be secrets
 * @param withConfiguration whether the configurations with which the releases ran before come back in the same change
 * @param reason why the change is made, in the words of who makes it; empty if they gave none
 */
public record DeployOptions(
        boolean allowDowngrade,
        Set<String> waived,
        boolean allowRipple,
        boolean replacing,
        @Nullable Duration readyTimeout,
        Actor actor,
        List<String> settings,
        boolean withConfiguration,
        String reason) {

    /** Nothing beyond what is safe. */
    public static final DeployOptions SAFE =
            new DeployOptions(false, Set.of(), false, false, null, Actor.of(Actor.Kind.API), List.of(), false, "");

    /** Copies the collections. */
    public DeployOptions {
        waived = Set.copyOf(waived);
        settings = List.copyOf(settings);
    }

    /** Allows an older release to replace a newer one. */
    public DeployOptions withDowngrade(boolean allowed) {
        return new DeployOptions(
                allowed, waived, allowRipple, replacing, readyTimeout, actor, settings, withConfiguration, reason);
    }

    /** Accepts that the versions of these plugins lie, and that they wait for what they require. */
    public DeployOptions withWaived(Set<String> names) {
        return new DeployOptions(
                allowDowngrade,
                names,
                allowRipple,
                replacing,
                readyTimeout,
                actor,
                settings,
                withConfiguration,
                reason);
    }

    /** Allows other bundles to be restarted. */
    public DeployOptions withRipple(boolean allowed) {
        return new DeployOptions(
                allowDowngrade, waived, allowed, replacing, readyTimeout, actor, settings, withConfiguration, reason);
    }

    /** Demands that a release of the same plugin runs, to be replaced. */
    public DeployOptions withReplacing(boolean demanded) {
        return new DeployOptions(
                allowDowngrade,
                waived,
                allowRipple,
                demanded,
                readyTimeout,
                actor,
                settings,
                withConfiguration,
                reason);
    }

    /** Sets how long new releases may take to become ready. */
    public DeployOptions withReadyTimeout(Duration timeout) {
        return new DeployOptions(
                allowDowngrade, waived, allowRipple, replacing, timeout, actor, settings, withConfiguration, reason);
    }

    /** Sets who makes the change. */
    public DeployOptions withActor(Actor who) {
        return new DeployOptions(
                allowDowngrade, waived, allowRipple, replacing, readyTimeout, who, settings, withConfiguration, reason);
    }

    /** Sets why the change is made, in the words of who makes it. */
    public DeployOptions withReason(String why) {
        return new DeployOptions(
                allowDowngrade, waived, allowRipple, replacing, readyTimeout, actor, settings, withConfiguration, why);
    }

    /** Sets options of what is deployed, each as {@code KEY=VALUE} or {@code PID:KEY=VALUE}. */
    public DeployOptions withSettings(List<String> given) {
        return new DeployOptions(
                allowDowngrade, waived, allowRipple, replacing, readyTimeout, actor, given, withConfiguration, reason);
    }

    /** Brings the configurations back with which the releases ran before. */
    public DeployOptions withConfiguration(boolean back) {
        return new DeployOptions(
                allowDowngrade, waived, allowRipple, replacing, readyTimeout, actor, settings, back, reason);
    }

    /** With the keys of the settings alone: their values may be secrets. */
    @Override
    public String toString() {
        List<String> keys = settings.stream()
                .map(setting -> setting.substring(0, Math.max(0, setting.indexOf('='))))
                .toList();
        return "DeployOptions[allowDowngrade=" + allowDowngrade + ", waived=" + waived + ", allowRipple=" + allowRipple
                + ", replacing=" + replacing + ", readyTimeout=" + readyTimeout + ", actor=" + actor + ", settings="
                + keys + ", withConfiguration=" + withConfiguration + (reason.isEmpty() ? "" : ", reason=" + reason)
                + "]";
    }
}
