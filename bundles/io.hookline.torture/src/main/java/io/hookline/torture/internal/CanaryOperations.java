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

/** Operations with a canary: other plugins are swapped while it runs, and in the end one release is left. */
final class CanaryOperations {

    private static final long LONGEST_FAILING_MS = 60_000;
    private static final long LOOK_MS = 50;

    private final Fleet fleet;
    private final Swaps swaps;

    CanaryOperations(Fleet fleet, Swaps swaps) {
        this.fleet = fleet;
        this.swaps = swaps;
    }

    /** One that takes over. */
    void promoted() throws DeployRefusedException, InterruptedException {
        run(true);
    }

    /** One that is ended by hand. */
    void aborted() throws DeployRefusedException, InterruptedException {
        run(false);
    }

    private void run(boolean promote) throws DeployRefusedException, InterruptedException {
        String plugin = fleet.any();
        String stable = fleet.version(plugin);
        StickyKeys keys = new StickyKeys(plugin);
        String candidate = begin(plugin, Temper.PLAIN, 20 + fleet.random().nextInt(60));
        fleet.tally().expectations().stick(keys);
        try {
            fleet.pause(50 + fleet.random().nextInt(150));
            swaps.one();
            fleet.pause(50 + fleet.random().nextInt(150));
        } finally {
            fleet.tally().expectations().stick(null);
            end(plugin, stable, candidate, promote, keys);
        }
    }

    private String begin(String plugin, Temper temper, int weight) throws DeployRefusedException, InterruptedException {
        PluginJars.Draft draft = fleet.jars().next(plugin, temper);
        CanaryOptions options = CanaryOptions.DEFAULT
                .withWeights(List.of(weight))
                .withStickyBy(Caller.KEY)
                .withAutomatic(false);
        String stable = fleet.version(plugin);
        fleet.tally().expectations().widen(world -> world.with(plugin, draft.version()));
        boolean begun = false;
        try {
            fleet.deployer().canary(draft.source(), options, Fleet.OPTIONS, ProgressListener.NONE);
            begun = true;
        } finally {
            if (!begun) {
                fleet.tally().expectations().narrow(world -> world.with(plugin, stable));
            }
        }
        fleet.hold(plugin);
        return draft.version();
    }

    /** Ends a canary. The product may have rolled it back, as it may at any time. */
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
            keys.conflicts().forEach(text -> fleet.tally().violations().add(Violation.Kind.NOT_STICKY, text));
        }
        left(plugin, byHand && promote ? candidate : stable);
    }

    private void left(String plugin, String version) {
        fleet.letGo(plugin, version);
        fleet.tally().expectations().narrow(world -> world.with(plugin, version));
    }

    /** One whose release fails, and which nobody ends but the product. */
    void failing() throws DeployRefusedException, InterruptedException {
        String plugin = fleet.any();
        String stable = fleet.version(plugin);
        String candidate = begin(plugin, Temper.FAILING, 50);
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
            throw new OperationFailedException(plugin + " " + candidate + " was rolled back and is not quarantined");
        }
    }

    private void awaitRolledBack(String plugin, String candidate) throws DeployRefusedException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_FAILING_MS);
        while (!isRolledBack(plugin, candidate)) {
            if (System.nanoTime() - deadline > 0) {
                throw new OperationFailedException(
                        plugin + " " + candidate + " fails every third call and is not rolled back: "
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

    /** From the moment in which a canary is rolled back its calls may go on for a while; until its release is gone. */
    private void awaitQuarantined(String plugin, String candidate) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_FAILING_MS);
        while (!isGone(plugin, candidate)) {
            if (System.nanoTime() - deadline > 0) {
                throw new OperationFailedException(plugin + " " + candidate + " was rolled back and does not go");
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
