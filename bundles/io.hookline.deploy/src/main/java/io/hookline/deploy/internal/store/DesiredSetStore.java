package io.hookline.deploy.internal.store;

import io.hookline.deploy.Artifact;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DesiredSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the desired sets are kept. What the current set names is what runs after the next start; a set is current from
 * the moment in which {@link #write} has written it completely, and not before. Implementations are safe for use by
 * many threads.
 */
public interface DesiredSetStore {

    /** All sets that are kept, newest first; the first one is the current. */
    List<DesiredSet> history();

    /**
     * Writes the next set, which is current when this returns.
     *
     * @throws DeployRefusedException if it cannot be written; the set before it stays current, also after a crash
     */
    DesiredSet write(DesiredSetDraft draft) throws DeployRefusedException;

    /** The current set; empty before the first one was written. */
    default Optional<DesiredSet> current() {
        return history().stream().findFirst();
    }

    /** A set that is kept. */
    default Optional<DesiredSet> set(long number) {
        return history().stream().filter(set -> set.number() == number).findFirst();
    }

    /** The digests of all content that any kept set names. */
    default Set<String> digests() {
        Set<String> digests = new HashSet<>();
        history().forEach(set -> set.artifacts().forEach(artifact -> digests.add(artifact.sha256())));
        return digests;
    }

    /** The newest artifact of a name and version in any kept set. */
    default Optional<Artifact> known(String name, String version) {
        return history().stream()
                .flatMap(set -> set.release(name).stream())
                .filter(artifact -> artifact.version().equals(version))
                .findFirst();
    }
}
