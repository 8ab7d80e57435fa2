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

/** Operations in which one release takes the place of another. */
final class Swaps {

    private static final long SLOW_FOR_MS = 80;
    private static final long HANG_LEFT_MS = 3_000;

    private final Fleet fleet;

    Swaps(Fleet fleet) {
        this.fleet = fleet;
    }

    void one() throws DeployRefusedException, InterruptedException {
        Temper temper = fleet.random().nextInt(4) == 0 ? Temper.LINGERING : Temper.PLAIN;
        fleet.deploy(List.of(fleet.any()), temper);
    }

    /** At least two of them. */
    void together() throws DeployRefusedException, InterruptedException {
        List<String> names = new ArrayList<>(fleet.free());
        Collections.shuffle(names, fleet.random());
        int most = Math.max(1, names.size() - 1);
        int count = Math.min(names.size(), 2 + fleet.random().nextInt(most));
        fleet.deploy(names.subList(0, count), Temper.PLAIN);
    }

    /** All of them. */
    void all() throws DeployRefusedException, InterruptedException {
        fleet.deploy(fleet.plugins(), Temper.PLAIN);
    }

    /** A slow release comes, calls gather in it, and it is replaced under them. */
    void slow() throws DeployRefusedException, InterruptedException {
        String plugin = fleet.any();
        fleet.deploy(List.of(plugin), Temper.SLOW);
        fleet.pause(SLOW_FOR_MS);
        fleet.deploy(List.of(plugin), Temper.PLAIN);
    }

    void late() throws DeployRefusedException, InterruptedException {
        fleet.deploy(List.of(fleet.any()), Temper.LATE);
    }

    /** A release that hangs when it is stopped counts as stopped after a while; calls do not notice. */
    void hanging() throws DeployRefusedException, InterruptedException {
        String plugin = fleet.any();
        fleet.deploy(List.of(plugin), Temper.HANGING);
        fleet.deploy(List.of(plugin), Temper.PLAIN);
        // Once more, so that the set before, to which a rollback leads, does not name the one that hangs.
        fleet.deploy(List.of(plugin), Temper.PLAIN);
        fleet.pause(HANG_LEFT_MS);
    }

    /** The release of the newest set in which a plugin had an older one. */
    void downgrade() throws DeployRefusedException, InterruptedException {
        String plugin = fleet.any();
        if (older(plugin) == null) {
            fleet.deploy(List.of(plugin), Temper.PLAIN);
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
                .filter(version -> number(version) < number && !Temper.HANGING.is(version))
                .findFirst()
                .orElse(null);
    }

    private static int number(String version) {
        return Integer.parseInt(version.split("\\.", -1)[2]);
    }

    /** Back to the set before, which may name other releases of several plugins. */
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
