package io.hookline.api.runtime;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the runtime is doing now, for shells, dashboards and tests.
 *
 * <p>An OSGi service. Every answer is a snapshot; nothing here waits for calls or delays them. Safe for use by many
 * threads.
 */
@ProviderType
public interface HookRuntime {

    /** The number of the generation that new calls see. */
    long generation();

    /** The open points by name. */
    List<PointStatus> points();

    /** The chain of a point, or empty if no point of that name is open. */
    Optional<ChainStatus> chain(String point);

    /** The bundles that carry {@code @Plugin}, publish hooks or require a hook point, by name and age. */
    List<PluginStatus> plugins();

    /** Hooks that were refused and plugins that do not resolve, each with its reason. */
    List<RefusedHook> refused();

    /**
     * Why one hook runs ahead of the other: one answer for each point that has both.
     *
     * @param one symbolic name of a plugin, or name of a hook
     * @param other likewise
     */
    List<OrderReason> why(String one, String other);

    /** Counts since the core started. */
    RuntimeStats stats();
}
