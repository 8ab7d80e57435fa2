package io.hookline.engine.release;

import io.hookline.api.runtime.ReleaseId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The live set as those see it who put releases in and take them out.
 *
 * <p>An OSGi service. Bundles that nobody stages join and leave the chains as their hooks come and go. Safe for use by many
 * threads.
 */
@ProviderType
public interface ReleaseControl {

    /**
     * Keeps the hooks of bundles out of all chains until a change lets them in. Their services are fetched as they come, so that
     * they can be judged. To be called before the bundles start.
     */
    void stage(Collection<ReleaseId> releases);

    /** Forgets bundles that are gone. */
    void forget(Collection<ReleaseId> releases);

    /**
     * Makes a change, all of it in one generation, and returns that generation's number. Waits for no call: see {@link
     * #awaitDrained}.
     */
    long publish(ReleaseChange change);

    /**
     * Waits until no call sees a generation older than the given one, but for the call that this is part of.
     *
     * @return how many calls still do: 0, unless the time ran out
     */
    long awaitDrained(long generation, Duration timeout);

    /** How long a removal waits for calls, as the core is configured. */
    Duration drainTimeout();

    /**
     * What the chains would be with other hooks: one entry for each point where something would change or that would be
     * named by a planned hook and is not open.
     *
     * @param leaving releases whose hooks would go
     */
    List<ChainPreview> preview(List<PlannedHook> joining, Set<ReleaseId> leaving);

    /** The hooks that a bundle has published, staged or in a chain or refused. */
    List<ReleaseHook> hooks(ReleaseId release);
}
