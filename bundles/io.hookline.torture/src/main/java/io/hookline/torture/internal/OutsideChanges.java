package io.hookline.torture.internal;

import io.hookline.deploy.DeployRefusedException;
import java.util.Arrays;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Operations that bypass the deployer: bundles are stopped or uninstalled directly, and brought back. */
final class OutsideChanges {

    private static final int LONGEST_ABSENCE_MS = 60;

    private final Fleet fleet;
    private final BundleContext context;

    OutsideChanges(Fleet fleet, BundleContext context) {
        this.fleet = fleet;
        this.context = context;
    }

    /** Stops and starts, stops and replaces, or uninstalls and replaces a plugin, at random. */
    void one() throws DeployRefusedException, InterruptedException {
        String plugin = fleet.any();
        String version = fleet.version(plugin);
        Bundle bundle = bundle(plugin, version);
        int choice = fleet.random().nextInt(3);
        fleet.removeOutside(plugin, () -> act(bundle, choice == 2 ? Bundle::uninstall : Bundle::stop));
        fleet.pause(fleet.random().nextInt(LONGEST_ABSENCE_MS));
        if (choice == 0) {
            fleet.restoreOutside(plugin, version, () -> act(bundle, Bundle::start));
        } else {
            fleet.deploy(List.of(plugin), Behaviour.PLAIN);
        }
    }

    private Bundle bundle(String plugin, String version) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> plugin.equals(bundle.getSymbolicName())
                        && bundle.getVersion().toString().equals(version))
                .findFirst()
                .orElseThrow(() -> new OperationFailedException(plugin + " " + version + " is not installed"));
    }

    private static void act(Bundle bundle, Act act) {
        try {
            act.on(bundle);
        } catch (BundleException e) {
            throw new OperationFailedException(bundle + ": " + e.getMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Act {

        void on(Bundle bundle) throws BundleException;
    }
}
