package io.hookline.gateway.strangler;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All migrations of routes, as an OSGi service. What it changes, it writes into the configurations of the route and the
 * migration, so it survives restarts and is in their history. Its methods may wait for the disk. Safe for use by many
 * threads.
 */
@ProviderType
public interface Stranglers {

    /**
     * The same service, whose changes carry a reason into the history.
     *
     * @param reason why the changes are made, in the words of who makes them; empty if they gave none
     */
    Stranglers because(String reason);

    /** All migrations that are configured, by name, also those that do not fit their route. */
    List<StranglerStatus> all();

    /**
     * Begins to move a route. It stays where it is, and its requests are copied.
     *
     * @param by who asks, for the history
     * @throws StranglerException if the route is not there, moves already, or a configuration is refused
     */
    StranglerStatus start(StranglerStart what, String by);

    /**
     * Sets the share of the new upstream.
     *
     * @param percent 0 to 100
     * @throws StranglerException if there is no such migration, or the change is refused; nothing has changed then
     */
    StranglerStatus moveTo(String name, int percent, String by);

    /**
     * Sets whether no step forward follows by itself.
     *
     * @throws StranglerException like {@link #moveTo}
     */
    StranglerStatus pause(String name, boolean paused, String by);

    /**
     * Ends a migration whose new upstream has all requests: the route leads to it alone, and the migration's
     * configuration is deleted.
     *
     * @throws StranglerException like {@link #moveTo}, or if the old upstream still has requests
     */
    void finish(String name, String by);
}
