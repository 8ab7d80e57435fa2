package io.hookline.deploy.internal.change;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.deploy.ReleaseState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;

/** All releases that this process has had to do with; of those that have ended, the latest few of each plugin. Safe for many threads. */
public final class Releases {

    private static final int KEPT_ENDED = 3;

    private final List<Release> all = new ArrayList<>();

    /** Takes a release in. */
    public synchronized void add(Release release) {
        // One that ended earlier with the very same content is told of by this one.
        all.removeIf(other -> other.bundle() == null
                && other.artifact().sha256().equals(release.artifact().sha256()));
        all.add(release);
        forgetOldest(release.artifact().name());
    }

    private void forgetOldest(String name) {
        List<Release> ended = all.stream()
                .filter(release ->
                        release.artifact().name().equals(name) && release.bundle() == null && !release.lingers())
                .toList();
        if (ended.size() > KEPT_ENDED) {
            all.removeAll(ended.subList(0, ended.size() - KEPT_ENDED));
        }
    }

    /** All of them, oldest first. */
    public synchronized List<Release> all() {
        all.forEach(Releases::noteVanished);
        return List.copyOf(all);
    }

    /** A release whose bundle somebody else has uninstalled does not run any more. */
    private static void noteVanished(Release release) {
        Bundle bundle = release.bundle();
        if (release.state() == ReleaseState.RUNNING && bundle != null && bundle.getState() == Bundle.UNINSTALLED) {
            release.become(
                    ReleaseState.FAILED,
                    "its bundle was uninstalled by hand: hook:deploy "
                            + release.artifact().name() + "@"
                            + release.artifact().version() + " brings it back, as does the next start");
            release.removed();
        }
    }

    /** The release of a plugin that runs. */
    public Optional<Release> running(String name) {
        return in(ReleaseState.RUNNING).stream()
                .filter(release -> release.artifact().name().equals(name))
                .findFirst();
    }

    /** Those in a state. */
    public List<Release> in(ReleaseState state) {
        return all().stream().filter(release -> release.state() == state).toList();
    }

    /** The ids of some. */
    static Set<ReleaseId> ids(Collection<Release> some) {
        Set<ReleaseId> ids = new LinkedHashSet<>();
        some.forEach(release -> ids.add(release.id()));
        return ids;
    }

    /** Names and versions of some. */
    static List<String> labels(Collection<Release> some) {
        return some.stream().map(release -> release.artifact().label()).toList();
    }
}
