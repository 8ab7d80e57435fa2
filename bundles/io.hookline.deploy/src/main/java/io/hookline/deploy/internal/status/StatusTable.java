package io.hookline.deploy.internal.status;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.api.runtime.ReleaseVersion;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.QuarantineEntry;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.ReleaseStatus;
import io.hookline.deploy.artifact.StagedRelease;
import io.hookline.deploy.internal.release.CallCounts;
import io.hookline.deploy.internal.release.HookRefusals;
import io.hookline.deploy.internal.release.Release;
import io.hookline.deploy.internal.release.Releases;
import io.hookline.deploy.internal.store.DesiredSetStore;
import io.hookline.deploy.internal.store.Quarantine;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.engine.release.ReleaseHook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The state of all releases, as a table. Safe for use by many threads. */
public final class StatusTable {

    private static final String STOPPED = "stopped; to start it: hook:start ";

    private final Releases releases;
    private final ReleaseControl control;
    private final Quarantine quarantine;
    private final DesiredSetStore sets;
    private final Supplier<List<ReleaseStatus>> foreign;

    /** Over these releases, and rows of bundles that are none. */
    public StatusTable(
            Releases releases,
            ReleaseControl control,
            Quarantine quarantine,
            DesiredSetStore sets,
            Supplier<List<ReleaseStatus>> foreign) {
        this.releases = releases;
        this.control = control;
        this.quarantine = quarantine;
        this.sets = sets;
        this.foreign = foreign;
    }

    /** One row each, by name, newest version first. */
    public List<ReleaseStatus> rows() {
        List<ReleaseStatus> rows = new ArrayList<>();
        List<QuarantineEntry> forbidden = new ArrayList<>(quarantine.entries());
        List<Artifact> stopped = new ArrayList<>(stopped());
        for (Release release : releases.all()) {
            boolean isStopped = release.staged() == null && stopped.removeIf(one -> isSame(one, release.artifact()));
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
                .thenComparing(row -> ReleaseVersion.parse(row.version()), Comparator.reverseOrder()));
        rows.addAll(foreign.get());
        return rows;
    }

    /** The plugins of the desired set that are stopped. */
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
                release.lastCounts().calls(),
                release.lastCounts().failures(),
                release.lastCounts().p99Nanos(),
                release.why().isEmpty() ? why : why + "; " + release.why());
    }

    private ReleaseStatus row(Release release) {
        StagedRelease staged = release.staged();
        ReleaseId replacement = staged == null ? null : staged.replacement();
        List<ReleaseHook> hooks =
                staged == null ? List.of() : control.hooks(replacement == null ? staged.id() : replacement);
        CallCounts counts = hooks.isEmpty() ? release.lastCounts() : CallCounts.of(hooks);
        long inFlight = hooks.stream().mapToLong(ReleaseHook::inFlight).sum();
        ReleaseState state = release.state();
        String why = release.why();
        Optional<QuarantineEntry> forbidden = quarantine.find(release.artifact().sha256());
        if (staged == null && forbidden.isPresent()) {
            state = ReleaseState.QUARANTINED;
            why = forbidden.get().reason();
        } else if (staged != null) {
            why = why(release, staged, hooks, inFlight);
        }
        return new ReleaseStatus(
                release.artifact().name(),
                replacement == null ? release.artifact().version() : replacement.version(),
                state,
                release.loadedAt(),
                release.heartbeat(),
                inFlight,
                counts.calls(),
                counts.failures(),
                counts.p99Nanos(),
                withThreads(why, release.abandonedThreads()));
    }

    private static String withThreads(String why, int abandoned) {
        if (abandoned == 0) {
            return why;
        }
        String threads = abandoned + (abandoned == 1 ? " thread" : " threads")
                + " of it did not end and was given up; the log says where, a restart of the runtime ends it";
        return why.isEmpty() ? threads : why + "; " + threads;
    }

    private static String why(Release release, StagedRelease staged, List<ReleaseHook> hooks, long inFlight) {
        List<String> reasons = new ArrayList<>();
        if (!release.why().isEmpty()) {
            reasons.add(release.why());
        }
        if (release.isStuck() && inFlight > 0) {
            reasons.add("its calls do not end: " + inFlight + " in flight" + where(staged));
        }
        if (release.state() == ReleaseState.RUNNING && !staged.problem().isEmpty()) {
            reasons.add(staged.problem());
        }
        if (staged.replacement() != null) {
            reasons.add("its content was replaced by hand (felix:update): the desired set names "
                    + release.artifact().version() + ", which runs again after a restart or hook:deploy "
                    + release.artifact().name() + "@" + release.artifact().version()
                    + "; to keep what runs now: hook:deploy FILE");
        }
        reasons.addAll(HookRefusals.of(hooks));
        return String.join("; ", reasons);
    }

    /** A thread that runs code of the release; found by names of classes, which two releases of one plugin share. */
    private static String where(StagedRelease staged) {
        for (Map.Entry<Thread, StackTraceElement[]> stack :
                Thread.getAllStackTraces().entrySet()) {
            for (StackTraceElement frame : stack.getValue()) {
                if (staged.containsClass(frame.getClassName())) {
                    return ", thread " + stack.getKey().getName() + " at " + frame;
                }
            }
        }
        return ", none of them in its own code";
    }
}
