package io.hookline.api.registry;

import io.hookline.api.runtime.CandidateStatus;
import io.hookline.api.runtime.PluginStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The plugins with what they declare ({@code io.hookline.api.plugin.Plugin}), and routes to the best one for given
 * tags.
 *
 * <p>Of the running plugins that have all requested tags, the best is the one with the highest {@code service.ranking};
 * among equals, the highest version; then the older service. Releases that are staged, or that are candidates of a
 * canary, are skipped.
 *
 * <p>An OSGi service. Routes that a bundle opened are closed when the bundle stops or releases the service. Safe for
 * use by many threads.
 */
@ProviderType
public interface PluginRegistry {

    /**
     * The plugins that have all of some tags, by id; without a tag all.
     *
     * @throws IllegalArgumentException if a tag is blank
     */
    List<PluginStatus> plugins(String... tags);

    /**
     * The best plugin that has all of some tags and publishes a service; empty if there is none. A snapshot; to call
     * the plugin, see {@link #route(Class, String...)}.
     *
     * @throws IllegalArgumentException if a tag is blank
     */
    Optional<PluginStatus> route(String... tags);

    /**
     * A route to the best plugin that has all of some tags and publishes a service of a type. It follows changes, and
     * can be opened before there is such a plugin.
     *
     * @param type an interface, whose name the services are registered under
     * @throws IllegalArgumentException if the type is no interface, or a tag is blank
     * @throws IllegalStateException if the bundle has released the registry
     */
    <T> PluginRoute<T> route(Class<T> type, String... tags);

    /**
     * The plugins that have all of some tags, the best one first, each with the reason for its place.
     *
     * @param type name of an interface of which they should publish a service; null if any service will do
     * @throws IllegalArgumentException if a tag is blank
     */
    List<CandidateStatus> candidates(@Nullable String type, String... tags);
}
