package io.hookline.engine.release;

import io.hookline.api.runtime.ReleaseId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Adds releases to the live set and removes them.
 *
 * <p>An OSGi service. Releases that are never staged join and leave the chains as their hooks come and go. Safe for use
 * by many threads.
 */
@ProviderType
public interface ReleaseControl {

    /**
     * Keeps the hooks of bundles out of all chains until a change lets them in. Their services are fetched as they
     * come, so that they can be checked. To be called before the bundles start.
     */
    void stage(Collection<ReleaseId> releases);

    /**
     * Treats a bundle as a plugin, whatever its manifest says: calls in its classes that would end the JVM or change
     * other bundles are refused. To be called before the bundle starts; {@link #forget} ends it.
     */
    default void guard(ReleaseId release) {}

    /** Forgets bundles that are gone. */
    void forget(Collection<ReleaseId> releases);

    /**
     * Makes a change, all of it in one generation, and returns that generation's number. Waits for no call: see {@link
     * #awaitDrained}.
     */
    long publish(ReleaseChange change);

    /**
     * Waits until no call sees a generation older than the given one, except the call that this is part of.
     *
     * @return how many calls still do: 0, unless the time ran out
     */
    long awaitDrained(long generation, Duration timeout);

    /** How long a removal waits for calls, as the core is configured. */
    Duration drainTimeout();

    /**
     * Previews the chains with other hooks: one entry for each point where something would change or that would be
     * named by a planned hook and is not open.
     *
     * @param leaving releases whose hooks would go
     */
    List<ChainPreview> preview(List<PlannedHook> joining, Set<ReleaseId> leaving);

    /** The hooks that a bundle has published, staged or in a chain or refused. */
    List<ReleaseHook> hooks(ReleaseId release);
}
