package io.hookline.api.registry;


import io.hookline.api.runtime.CandidateStatus;
import io.hookline.api.runtime.PluginStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The plugins with what they say of themselves ({@code io.hookline.api.plugin.Plugin}), and the way to the best one for a purpose.
 *
 * <p>The best one is, of the plugins that run and have all the tags asked for, that with the highest {@code service.ranking}; of
 * equals the one of the highest version; of those the older service. Releases that are staged, or that take part in a canary as candidates, are
 * passed over.
 *
 * <p>An OSGi service. Routes that a bundle opened are closed when the bundle stops or lets go of the service. Safe for use by many
 * threads.
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
     * The best plugin that has all of some tags and publishes a service; empty if there is none. A snapshot: see {@link #route(Class,
     * String...)} for one to call.
     *
     * @throws IllegalArgumentException if a tag is blank
     */
    Optional<PluginStatus> route(String... tags);

    /**
     * A way to the best plugin that has all of some tags and publishes a service of a type. It follows changes, and is there whether or
     * not there is such a plugin now.
     *
     * @param type an interface, whose name the services are registered under
     * @throws IllegalArgumentException if the type is no interface, or a tag is blank
     * @throws IllegalStateException if the bundle has let go of the registry
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
