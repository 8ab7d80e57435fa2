package io.hookline.torture.internal;

import io.hookline.deploy.CanaryOptions;
import io.hookline.deploy.CanaryState;
import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Operations with a canary. Other plugins are swapped while it runs; at the end one of its two releases is left. */
final class CanaryOperations {

    private static final long LONGEST_FAILING_MS = 60_000;
    private static final long LOOK_MS = 50;

    private final Fleet fleet;
    private final Swaps swaps;

    CanaryOperations(Fleet fleet, Swaps swaps) {
        this.fleet = fleet;
        this.swaps = swaps;
    }

    /** A canary that is promoted. */
    void promoted() throws DeployRefusedException, InterruptedException {
        run(true);
    }

    /** A canary that is aborted. */
    void aborted() throws DeployRefusedException, InterruptedException {
        run(false);
    }

    private void run(boolean promote) throws DeployRefusedException, InterruptedException {
        String plugin = fleet.any();
        String stable = fleet.version(plugin);
        StickyKeys keys = new StickyKeys(plugin);
        String candidate = begin(plugin, Behaviour.PLAIN, 20 + fleet.random().nextInt(60));
        fleet.metrics().expectations().stick(keys);
        try {
            fleet.pause(50 + fleet.random().nextInt(150));
            swaps.one();
            fleet.pause(50 + fleet.random().nextInt(150));
        } finally {
            fleet.metrics().expectations().stick(null);
            end(plugin, stable, candidate, promote, keys);
        }
    }

    private String begin(String plugin, Behaviour behaviour, int weight)
            throws DeployRefusedException, InterruptedException {
        PluginJars.Draft draft = fleet.jars().next(plugin, behaviour);
        CanaryOptions options = CanaryOptions.DEFAULT
                .withWeights(List.of(weight))
                .withStickyBy(Caller.KEY)
                .withAutomatic(false);
        String stable = fleet.version(plugin);
        fleet.metrics().expectations().widen(releases -> releases.with(plugin, draft.version()));
        boolean begun = false;
        try {
            fleet.deployer().canary(draft.source(), options, Fleet.OPTIONS, ProgressListener.NONE);
            begun = true;
        } finally {
            if (!begun) {
                fleet.metrics().expectations().narrow(releases -> releases.with(plugin, stable));
            }
        }
        fleet.beginCanary(plugin);
        return draft.version();
    }

    /** Ends a canary, unless the deployer has rolled it back already, which it may do at any time. */
    private void end(String plugin, String stable, String candidate, boolean promote, StickyKeys keys)
            throws DeployRefusedException, InterruptedException {
        boolean byHand = true;
        try {
            if (promote) {
                fleet.deployer().promoteCanary(plugin, ProgressListener.NONE);
            } else {
                fleet.deployer().abortCanary(plugin, ProgressListener.NONE);
            }
        } catch (DeployRefusedException e) {
            if (e.refusal() != DeployRefusal.UNKNOWN) {
                throw e;
            }
            byHand = false;
            awaitQuarantined(plugin, candidate);
        }
        if (byHand) {
            keys.conflicts().forEach(text -> fleet.metrics().violations().add(Violation.Kind.NOT_STICKY, text));
        }
        left(plugin, byHand && promote ? candidate : stable);
    }

    private void left(String plugin, String version) {
        fleet.endCanary(plugin, version);
        fleet.metrics().expectations().narrow(releases -> releases.with(plugin, version));
    }

    /** A canary whose release fails. The deployer rolls it back by itself. */
    void failing() throws DeployRefusedException, InterruptedException {
        String plugin = fleet.any();
        String stable = fleet.version(plugin);
        String candidate = begin(plugin, Behaviour.FAILING, 50);
        try {
            awaitRolledBack(plugin, candidate);
            awaitQuarantined(plugin, candidate);
        } finally {
            if (!isRolledBack(plugin, candidate)) {
                fleet.deployer().abortCanary(plugin, ProgressListener.NONE);
            }
            left(plugin, stable);
        }
        boolean quarantined = fleet.deployer().quarantine().stream()
                .anyMatch(
                        entry -> entry.name().equals(plugin) && entry.version().equals(candidate));
        if (!quarantined) {
            throw new OperationFailedException(plugin + " " + candidate + " was rolled back but is not quarantined");
        }
    }

    private void awaitRolledBack(String plugin, String candidate) throws DeployRefusedException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_FAILING_MS);
        while (!isRolledBack(plugin, candidate)) {
            if (System.nanoTime() - deadline > 0) {
                throw new OperationFailedException(
                        plugin + " " + candidate + " fails every third call but is not rolled back: "
                                + fleet.deployer().canaries());
            }
            fleet.pause(LOOK_MS);
            if (!fleet.isEnding()) {
                swaps.one();
            } else {
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
        }
    }

    private boolean isRolledBack(String plugin, String candidate) {
        for (CanaryStatus canary : fleet.deployer().canaries()) {
            if (canary.name().equals(plugin)
                    && canary.candidate().equals(candidate)
                    && canary.state() == CanaryState.ROLLED_BACK) {
                return true;
            }
        }
        return false;
    }

    /** Waits until the release of a canary that was rolled back is gone: until then calls may still be in it. */
    private void awaitQuarantined(String plugin, String candidate) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_FAILING_MS);
        while (!isGone(plugin, candidate)) {
            if (System.nanoTime() - deadline > 0) {
                throw new OperationFailedException(plugin + " " + candidate + " was rolled back but is still there");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
    }

    private boolean isGone(String plugin, String candidate) {
        return fleet.deployer().status().stream()
                .filter(row -> row.name().equals(plugin) && row.version().equals(candidate))
                .allMatch(row -> row.state() == ReleaseState.QUARANTINED);
    }
}
