package io.hookline.deploy.internal.change;

import io.hookline.deploy.Artifact;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.internal.release.Release;
import io.hookline.deploy.internal.release.Releases;
import io.hookline.deploy.internal.store.DesiredSetStore;

/** Finds the release that one plugin goes back to, while all others stay. Used by one thread at a time. */
final class PluginRollback {

    private final Releases releases;
    private final DesiredSetStore sets;

    PluginRollback(Releases releases, DesiredSetStore sets) {
        this.releases = releases;
        this.sets = sets;
    }

    /**
     * The release that a plugin goes back to.
     *
     * @param set number of the set that names it; 0 for the latest set with another release of the plugin than now
     * @throws DeployRefusedException if no set names one, or it runs already
     */
    Artifact target(String name, long set) throws DeployRefusedException {
        return set == 0 ? previous(name) : in(set, name);
    }

    private Artifact previous(String name) throws DeployRefusedException {
        Artifact now = releases.running(name)
                .map(Release::artifact)
                .or(() -> sets.current().flatMap(current -> current.release(name)))
                .orElse(null);
        return sets.history().stream()
                .flatMap(set -> set.release(name).stream())
                .filter(artifact -> now == null || !artifact.sha256().equals(now.sha256()))
                .findFirst()
                .orElseThrow(() -> new DeployRefusedException(
                        DeployRefusal.UNKNOWN,
                        now == null
                                ? "no kept set has a release of " + name + ": see hook:history"
                                : "no kept set has another release of " + name + " than " + now.version()
                                        + ": see hook:history"));
    }

    private Artifact in(long number, String name) throws DeployRefusedException {
        DesiredSet set = sets.set(number)
                .orElseThrow(() -> new DeployRefusedException(
                        DeployRefusal.UNKNOWN, "there is no set " + number + ": see hook:history"));
        Artifact artifact = set.release(name)
                .orElseThrow(() -> new DeployRefusedException(
                        DeployRefusal.UNKNOWN,
                        "set " + number + " has no release of " + name + ": hook:history --json shows which have"));
        boolean runs = releases.running(name)
                .filter(release -> release.artifact().sha256().equals(artifact.sha256()))
                .isPresent();
        if (runs) {
            throw new DeployRefusedException(
                    DeployRefusal.ALREADY_RUNNING, artifact.label() + ", which set " + number + " names, runs already");
        }
        return artifact;
    }
}
