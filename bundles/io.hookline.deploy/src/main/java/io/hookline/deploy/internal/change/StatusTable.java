package io.hookline.deploy.internal.change;

import io.hookline.deploy.Artifact;
import io.hookline.deploy.QuarantineEntry;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.ReleaseStatus;
import io.hookline.deploy.internal.bundle.PluginBundles;
import io.hookline.deploy.internal.store.DesiredSets;
import io.hookline.deploy.internal.store.Quarantine;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.engine.release.ReleaseHook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** The state of all releases, as a table. Safe for use by many threads. */
final class StatusTable {

    private static final String STOPPED = "stopped; to start it: hook:start ";

    private final Releases releases;
    private final ReleaseControl control;
    private final Quarantine quarantine;
    private final DesiredSets sets;

    StatusTable(Releases releases, ReleaseControl control, Quarantine quarantine, DesiredSets sets) {
        this.releases = releases;
        this.control = control;
        this.quarantine = quarantine;
        this.sets = sets;
    }

    List<ReleaseStatus> rows() {
        List<ReleaseStatus> rows = new ArrayList<>();
        List<QuarantineEntry> forbidden = new ArrayList<>(quarantine.entries());
        List<Artifact> stopped = new ArrayList<>(stopped());
        for (Release release : releases.all()) {
            boolean isStopped = release.bundle() == null && stopped.removeIf(one -> isSame(one, release.artifact()));
            rows.add(isStopped ? stoppedRow(release) : row(release));
            forbidden.removeIf(entry -> entry.sha256().equals(release.artifact().sha256()));
        }
        for (Artifact artifact : stopped) {
            rows.add(new ReleaseStatus(
                    artifact.name(),
                    artifact.version(),
                    ReleaseState.LOADED,
                    null,
                    null,
                    0,
                    0,
                    0,
                    0,
                    STOPPED + artifact.name()));
            forbidden.removeIf(entry -> entry.sha256().equals(artifact.sha256()));
        }
        for (QuarantineEntry entry : forbidden) {
            rows.add(new ReleaseStatus(
                    entry.name(), entry.version(), ReleaseState.QUARANTINED, null, null, 0, 0, 0, 0, entry.reason()));
        }
        rows.sort(Comparator.comparing(ReleaseStatus::name)
                .thenComparing(row -> Version.parseVersion(row.version()), Comparator.reverseOrder()));
        return rows;
    }

    /** The plugins of the desired set that are not to run. */
    private List<Artifact> stopped() {
        return sets.current().stream()
                .flatMap(set -> set.artifacts().stream().filter(artifact -> set.isStopped(artifact.name())))
                .toList();
    }

    private static boolean isSame(Artifact one, Artifact other) {
        return one.name().equals(other.name()) && one.sha256().equals(other.sha256());
    }

    private ReleaseStatus stoppedRow(Release release) {
        String why = STOPPED + release.artifact().name();
        return new ReleaseStatus(
                release.artifact().name(),
                release.artifact().version(),
                ReleaseState.LOADED,
                release.loadedAt(),
                release.heartbeat(),
                0,
                0,
                0,
                0,
                release.why().isEmpty() ? why : why + "; " + release.why());
    }

    private ReleaseStatus row(Release release) {
        Bundle bundle = release.bundle();
        List<ReleaseHook> hooks = bundle == null ? List.of() : control.hooks(PluginBundles.releaseOf(bundle));
        long inFlight = hooks.stream().mapToLong(ReleaseHook::inFlight).sum();
        ReleaseState state = release.state();
        String why = release.why();
        if (bundle == null && quarantine.find(release.artifact().sha256()).isPresent()) {
            state = ReleaseState.QUARANTINED;
            why = quarantine
                    .find(release.artifact().sha256())
                    .map(QuarantineEntry::reason)
                    .orElse(why);
        } else if (bundle != null) {
            why = why(release, bundle, hooks, inFlight);
        }
        return new ReleaseStatus(
                release.artifact().name(),
                release.artifact().version(),
                state,
                release.loadedAt(),
                release.heartbeat(),
                inFlight,
                hooks.stream().mapToLong(ReleaseHook::calls).sum(),
                hooks.stream().mapToLong(ReleaseHook::failures).sum(),
                hooks.stream()
                        .mapToLong(hook -> hook.latencies().getTotalCount() == 0
                                ? 0
                                : hook.latencies().getValueAtPercentile(99))
                        .max()
                        .orElse(0),
                why);
    }

    private static String why(Release release, Bundle bundle, List<ReleaseHook> hooks, long inFlight) {
        List<String> reasons = new ArrayList<>();
        if (!release.why().isEmpty()) {
            reasons.add(release.why());
        }
        if (release.isStuck() && inFlight > 0) {
            reasons.add("its calls do not end: " + inFlight + " in flight" + where(bundle));
        }
        if (release.state() == ReleaseState.RUNNING && bundle.getState() == Bundle.INSTALLED) {
            reasons.add("its bundle does not resolve any more: hook:refused says what it lacks; once that is here,"
                    + " felix:start " + bundle.getBundleId());
        } else if (release.state() == ReleaseState.RUNNING && bundle.getState() != Bundle.ACTIVE) {
            reasons.add("its bundle is not active, stopped by hand perhaps: felix:start " + bundle.getBundleId());
        }
        for (ReleaseHook hook : hooks) {
            if (hook.refusal() != null) {
                reasons.add("hook " + hook.name() + " is refused at " + hook.point() + ": " + hook.detail());
            }
        }
        return String.join("; ", reasons);
    }

    /** A thread that runs code of the bundle; found by the names of classes, so two releases of one plugin look alike. */
    private static String where(Bundle bundle) {
        for (Map.Entry<Thread, StackTraceElement[]> stack :
                Thread.getAllStackTraces().entrySet()) {
            for (StackTraceElement frame : stack.getValue()) {
                if (bundle.getEntry(frame.getClassName().replace('.', '/') + ".class") != null) {
                    return ", thread " + stack.getKey().getName() + " at " + frame;
                }
            }
        }
        return ", none of them in its own code";
    }
}
