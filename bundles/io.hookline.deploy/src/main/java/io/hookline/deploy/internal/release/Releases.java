package io.hookline.deploy.internal.release;

import io.hookline.api.runtime.Cause;
import io.hookline.api.runtime.ReleaseId;
import io.hookline.api.runtime.RuntimeEvent.ReleaseStateChanged;
import io.hookline.api.runtime.RuntimeEvents;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.artifact.StagedRelease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The releases that this process runs, and of those that have ended the latest few of each plugin. Safe for use by many
 * threads.
 */
public final class Releases {

    private static final int KEPT_ENDED = 3;

    private final RuntimeEvents events;
    private final List<Release> all = new ArrayList<>();
    /** The ended releases that a newer one stands for, until it is forgotten itself. */
    private final Map<Release, List<Release>> replaced = new WeakHashMap<>();

    /** Tells listeners of the states of releases. */
    public Releases(RuntimeEvents events) {
        this.events = events;
    }

    /** Adds a release. */
    public synchronized void add(Release release) {
        // It stands for an earlier one with the same content that has ended.
        List<Release> former = all.stream()
                .filter(other -> other.staged() == null
                        && other.artifact().sha256().equals(release.artifact().sha256()))
                .toList();
        all.removeAll(former);
        replaced.put(release, former);
        all.add(release);
        release.observedBy(this::tell);
        tell(release, null);
        forgetOldest(release.artifact().name());
    }

    /**
     * Releases are undone with their change: what was known before of the same content is told again, and not the
     * reason of a change that was refused for something else. Of one that is not to blame, and was not there before,
     * nothing is told.
     *
     * @param reason why they are undone; those that it names keep it
     */
    public synchronized void undone(Collection<Release> some, String reason) {
        boolean namesOne = some.stream().anyMatch(release -> isNamed(release, reason));
        for (Release release : some) {
            List<Release> former = replaced.remove(release);
            boolean wasThere = former != null && !former.isEmpty();
            if (isNamed(release, reason) || !(wasThere || namesOne)) {
                continue;
            }
            if (!release.lingers()) {
                all.remove(release);
            }
            if (former != null) {
                all.addAll(former);
            }
        }
    }

    private static boolean isNamed(Release release, String reason) {
        return reason.contains(release.artifact().label());
    }

    /** A change of these plugins was made: why earlier attempts with them have failed is not news any more. */
    public synchronized void changed(Collection<String> names) {
        all.removeIf(release -> names.contains(release.artifact().name())
                && release.state() == ReleaseState.FAILED
                && release.staged() == null
                && !release.lingers());
    }

    private void tell(Release release, @Nullable ReleaseState before) {
        events.publish(new ReleaseStateChanged(
                Instant.now(),
                release.why().isEmpty()
                        ? release.cause()
                        : new Cause(release.cause().actor(), release.why()),
                release.artifact().name(),
                release.artifact().version(),
                before == null ? "" : before.name(),
                release.state().name()));
    }

    private void forgetOldest(String name) {
        List<Release> ended = all.stream()
                .filter(release ->
                        release.artifact().name().equals(name) && release.staged() == null && !release.lingers())
                .toList();
        if (ended.size() > KEPT_ENDED) {
            all.removeAll(ended.subList(0, ended.size() - KEPT_ENDED));
        }
    }

    /** Forgets releases of a plugin that wait for their artifact type: another release stands for it now, or none. */
    public synchronized void forgetWaiting(String name) {
        all.removeIf(release -> release.artifact().name().equals(name) && isWaiting(release));
    }

    /** Whether a release waits for its artifact type. */
    public static boolean isWaiting(Release release) {
        return release.staged() == null && release.state() == ReleaseState.WAITING;
    }

    /** All of them, oldest first, each in the state that it is really in. */
    public synchronized List<Release> all() {
        all.forEach(Releases::noteGone);
        all.forEach(Release::observe);
        all.removeIf(this::isStoodForByAnother);
        return List.copyOf(all);
    }

    /** One that has ended is not told of beside an installed one with the same content. */
    private boolean isStoodForByAnother(Release release) {
        return release.staged() == null
                && !release.lingers()
                && all.stream()
                        .anyMatch(other -> other.staged() != null
                                && other.artifact()
                                        .sha256()
                                        .equals(release.artifact().sha256()));
    }

    /** A release that an operator has uninstalled does not run any more. */
    private static void noteGone(Release release) {
        StagedRelease staged = release.staged();
        boolean isToRun = release.state() == ReleaseState.RUNNING || release.state() == ReleaseState.WAITING;
        if (isToRun && staged != null && staged.isGone()) {
            release.changedBy(Cause.ofRuntime("uninstalled by hand"));
            release.become(
                    ReleaseState.FAILED,
                    "it was uninstalled by hand: hook:deploy "
                            + release.artifact().name() + "@"
                            + release.artifact().version() + " brings it back, as does the next start");
            release.removed();
        }
    }

    /** The release of a plugin that runs. */
    public Optional<Release> running(String name) {
        return current(name).filter(release -> release.state() == ReleaseState.RUNNING);
    }

    /** The installed release of a plugin that runs, or would if it could. */
    public Optional<Release> current(String name) {
        return current().stream()
                .filter(release -> release.artifact().name().equals(name))
                .findFirst();
    }

    /** The installed releases that run, or would if they could. */
    public List<Release> current() {
        return all().stream()
                .filter(release -> release.staged() != null)
                .filter(release -> release.state() == ReleaseState.RUNNING || release.state() == ReleaseState.WAITING)
                .toList();
    }

    /** Those in a state. */
    public List<Release> in(ReleaseState state) {
        return all().stream().filter(release -> release.state() == state).toList();
    }

    /** The release of an installation, if it is installed still. */
    public Optional<Release> of(StagedRelease staged) {
        return all().stream().filter(release -> release.staged() == staged).findFirst();
    }

    /** The ids under which hooks of some are registered. */
    public static Set<ReleaseId> ids(Collection<Release> some) {
        Set<ReleaseId> ids = new LinkedHashSet<>();
        for (Release release : some) {
            ids.add(release.id());
            ReleaseId replacement = release.installed().replacement();
            if (replacement != null) {
                ids.add(replacement);
            }
        }
        return ids;
    }

    /** Names and versions of some. */
    public static List<String> labels(Collection<Release> some) {
        return some.stream().map(release -> release.artifact().label()).toList();
    }

    /** The installations of some. */
    public static List<StagedRelease> staged(Collection<Release> some) {
        return some.stream().map(Release::installed).toList();
    }
}
