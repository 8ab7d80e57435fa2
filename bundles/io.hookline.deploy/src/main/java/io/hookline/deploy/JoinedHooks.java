package io.hookline.deploy;

/**
 * The hooks that a release has brought to one point.
 *
 * @param release name and version
 * @param point name of the point
 * @param hooks how many
 * @param waiting whether they wait because no host has opened the point
 */
public record JoinedHooks(String release, String point, int hooks, boolean waiting) {}
