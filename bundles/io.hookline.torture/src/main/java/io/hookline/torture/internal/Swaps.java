package io.hookline.torture.internal;

import io.hookline.deploy.Artifact;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.ProgressListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Operations that replace one release by another. */
final class Swaps {

    private static final long SLOW_FOR_MS = 80;
    private static final long HANG_LEFT_MS = 3_000;

    private final Fleet fleet;

    Swaps(Fleet fleet) {
        this.fleet = fleet;
    }

    void one() throws DeployRefusedException, InterruptedException {
        Behaviour behaviour = fleet.random().nextInt(4) == 0 ? Behaviour.LINGERING : Behaviour.PLAIN;
        fleet.deploy(List.of(fleet.any()), behaviour);
    }

    /** Replaces at least two plugins in one change. */
    void together() throws DeployRefusedException, InterruptedException {
        List<String> names = new ArrayList<>(fleet.free());
        Collections.shuffle(names, fleet.random());
        int most = Math.max(1, names.size() - 1);
        int count = Math.min(names.size(), 2 + fleet.random().nextInt(most));
        fleet.deploy(names.subList(0, count), Behaviour.PLAIN);
    }

    /** Replaces all plugins in one change. */
    void all() throws DeployRefusedException, InterruptedException {
        fleet.deploy(fleet.plugins(), Behaviour.PLAIN);
    }

    /** Deploys a slow release and replaces it while calls are in it. */
    void slow() throws DeployRefusedException, InterruptedException {
        String plugin = fleet.any();
        fleet.deploy(List.of(plugin), Behaviour.SLOW);
        fleet.pause(SLOW_FOR_MS);
        fleet.deploy(List.of(plugin), Behaviour.PLAIN);
    }

    void late() throws DeployRefusedException, InterruptedException {
        fleet.deploy(List.of(fleet.any()), Behaviour.LATE);
    }

    /** Replaces a release that hangs when it is stopped. Calls must not notice. */
    void hanging() throws DeployRefusedException, InterruptedException {
        String plugin = fleet.any();
        fleet.deploy(List.of(plugin), Behaviour.HANGING);
        fleet.deploy(List.of(plugin), Behaviour.PLAIN);
        // Once more, so that a rollback to the previous set does not bring back the release that hangs.
        fleet.deploy(List.of(plugin), Behaviour.PLAIN);
        fleet.pause(HANG_LEFT_MS);
    }

    /** Deploys an older release of a plugin, from the newest set that has one. */
    void downgrade() throws DeployRefusedException, InterruptedException {
        String plugin = fleet.any();
        if (older(plugin) == null) {
            fleet.deploy(List.of(plugin), Behaviour.PLAIN);
        }
        String version = older(plugin);
        if (version == null) {
            throw new OperationFailedException(
                    "no set names a release of " + plugin + " before " + fleet.version(plugin));
        }
        fleet.change(Map.of(plugin, version), () -> fleet.deployer()
                .deploy(List.of(plugin + "@" + version), Fleet.OPTIONS.withDowngrade(true), ProgressListener.NONE));
    }

    private @Nullable String older(String plugin) {
        int number = number(fleet.version(plugin));
        return fleet.deployer().history().stream()
                .flatMap(set -> set.release(plugin).stream())
                .map(Artifact::version)
                .filter(version -> number(version) < number && !Behaviour.HANGING.is(version))
                .findFirst()
                .orElse(null);
    }

    private static int number(String version) {
        return Integer.parseInt(version.split("\\.", -1)[2]);
    }

    /** Rolls back to the previous set, which may change several plugins. */
    void rollback() throws DeployRefusedException, InterruptedException {
        DesiredSet target = fleet.deployer().history().get(1);
        Map<String, String> versions = new HashMap<>();
        for (String plugin : fleet.plugins()) {
            Artifact artifact = target.release(plugin)
                    .orElseThrow(
                            () -> new OperationFailedException("set " + target.number() + " does not name " + plugin));
            versions.put(plugin, artifact.version());
        }
        fleet.change(versions, () -> fleet.deployer().rollback(0, Fleet.OPTIONS, ProgressListener.NONE));
    }
}
