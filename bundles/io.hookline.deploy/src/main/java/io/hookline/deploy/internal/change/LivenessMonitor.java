package io.hookline.deploy.internal.change;

import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.internal.bundle.PluginBundles;
import io.hookline.deploy.internal.bundle.Readiness;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.engine.release.ReleaseHook;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.osgi.framework.Bundle;

/**
 * Sees whether releases work. A heart beats when a call of its release ends, or its health check passes; it misses a beat when
 * calls are in flight and for some polls none of them ends. Used by one thread.
 */
final class LivenessMonitor {

    private static final int POLLS_UNTIL_STUCK = 5;
    private static final int POLLS_PER_HEALTH_CHECK = 5;

    private final Releases releases;
    private final ReleaseControl control;
    private final Readiness readiness;
    private final Clock clock;
    private final Map<Release, Pulse> pulses = new WeakHashMap<>();
    private long polls;

    LivenessMonitor(Releases releases, ReleaseControl control, Readiness readiness, Clock clock) {
        this.releases = releases;
        this.control = control;
        this.readiness = readiness;
        this.clock = clock;
    }

    /** Looks at all releases that are called; to be done once a second. */
    void poll() throws InterruptedException {
        polls++;
        for (Release release : releases.all()) {
            Bundle bundle = release.bundle();
            boolean called = release.state() == ReleaseState.RUNNING || release.state() == ReleaseState.CANARY;
            if (bundle != null && called) {
                poll(release, bundle);
            }
        }
    }

    private void poll(Release release, Bundle bundle) throws InterruptedException {
        List<ReleaseHook> hooks = control.hooks(PluginBundles.releaseOf(bundle));
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
        } else if (polls % POLLS_PER_HEALTH_CHECK == 0 && readiness.hasHealthCheck(bundle)) {
            List<String> problems = readiness.unhealthy(bundle);
            if (problems.isEmpty()) {
                release.beat(clock.instant());
                release.say("");
            } else {
                release.say(problems.get(0));
            }
        }
    }

    private record Pulse(long calls, long inFlight, int pollsStill) {}
}
