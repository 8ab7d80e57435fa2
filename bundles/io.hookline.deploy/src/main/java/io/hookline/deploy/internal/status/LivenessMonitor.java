package io.hookline.deploy.internal.status;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.artifact.Health;
import io.hookline.deploy.artifact.StagedRelease;
import io.hookline.deploy.internal.release.CallCounts;
import io.hookline.deploy.internal.release.Release;
import io.hookline.deploy.internal.release.Releases;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.engine.release.ReleaseHook;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Checks whether releases work. A release has a heartbeat when a call of its hooks ends, or its health check passes; it
 * misses one when calls are in flight and none of them ends for some polls. Used by one thread.
 */
public final class LivenessMonitor {

    private static final int POLLS_UNTIL_STUCK = 5;
    private static final int POLLS_PER_HEALTH_CHECK = 5;

    private final Releases releases;
    private final ReleaseControl control;
    private final Clock clock;
    private final Map<Release, Pulse> pulses = new WeakHashMap<>();
    private long polls;

    /** Over these releases. */
    public LivenessMonitor(Releases releases, ReleaseControl control, Clock clock) {
        this.releases = releases;
        this.control = control;
        this.clock = clock;
    }

    /** Checks all releases that calls reach; to be called once a second. */
    public void poll() throws InterruptedException {
        polls++;
        for (Release release : releases.all()) {
            StagedRelease staged = release.staged();
            boolean called = release.state() == ReleaseState.RUNNING || release.state() == ReleaseState.CANARY;
            if (staged != null && called) {
                poll(release, staged);
            }
        }
    }

    private void poll(Release release, StagedRelease staged) throws InterruptedException {
        ReleaseId replacement = staged.replacement();
        List<ReleaseHook> hooks = control.hooks(replacement == null ? staged.id() : replacement);
        if (!hooks.isEmpty()) {
            // One that is uninstalled by hand keeps the latest that were seen.
            release.keepCounts(CallCounts.of(hooks));
        }
        long calls = hooks.stream().mapToLong(ReleaseHook::calls).sum();
        long inFlight = hooks.stream().mapToLong(ReleaseHook::inFlight).sum();
        Pulse before = pulses.getOrDefault(release, new Pulse(0, 0, 0));
        boolean moved = calls != before.calls || inFlight < before.inFlight;
        int still = moved || inFlight == 0 ? 0 : before.pollsStill + 1;
        pulses.put(release, new Pulse(calls, inFlight, still));
        if (moved) {
            release.beat(clock.instant());
        } else if (still >= POLLS_UNTIL_STUCK) {
            release.missBeat();
        } else if (polls % POLLS_PER_HEALTH_CHECK == 0) {
            check(release, staged.health());
        }
    }

    private void check(Release release, Health health) {
        if (!health.checked()) {
            return;
        }
        if (health.problems().isEmpty()) {
            release.beat(clock.instant());
            release.say("");
        } else {
            release.say(health.problems().get(0));
        }
    }

    private record Pulse(long calls, long inFlight, int pollsStill) {}
}
