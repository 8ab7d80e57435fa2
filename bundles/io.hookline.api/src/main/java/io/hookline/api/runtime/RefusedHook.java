package io.hookline.api.runtime;

/**
 * A hook or a plugin that was refused.
 *
 * @param name the hook's name, or the bundle's symbolic name for a bundle that does not resolve
 * @param plugin symbolic name of the bundle
 * @param version its version
 * @param bundleId id of the bundle; of a release that is not a bundle, its instance
 * @param reason the kind of refusal
 * @param detail what was required, by which bundle, and what is there instead
 */
public record RefusedHook(
        String name, String plugin, String version, long bundleId, RefusalReason reason, String detail) {}
