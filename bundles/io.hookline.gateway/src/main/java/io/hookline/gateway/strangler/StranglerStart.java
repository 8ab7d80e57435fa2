package io.hookline.gateway.strangler;

/**
 * A migration to begin.
 *
 * @param name of the migration, and of its configuration
 * @param route the route's name
 * @param to the new upstream: the name of a group, or an address
 * @param stickyBy what clients keep their side by; empty: as the route says
 */
public record StranglerStart(String name, String route, String to, String stickyBy) {}
