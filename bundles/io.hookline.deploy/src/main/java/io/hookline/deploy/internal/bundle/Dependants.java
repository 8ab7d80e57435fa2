package io.hookline.deploy.internal.bundle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * The bundles that a refresh of others restarts: those that are wired to them, directly or through further ones.
 * Computed from the wires, because the framework's own answer waits for its refresh to end.
 */
final class Dependants {

    private Dependants() {}

    /** Those of some bundles, which may be uninstalled; without these bundles themselves. */
    static List<Bundle> of(Collection<Bundle> some) {
        Set<Bundle> found = new LinkedHashSet<>(some);
        List<Bundle> ahead = new ArrayList<>(found);
        while (!ahead.isEmpty()) {
            for (Bundle dependant : direct(ahead.remove(ahead.size() - 1))) {
                if (found.add(dependant)) {
                    ahead.add(dependant);
                }
            }
        }
        some.forEach(found::remove);
        return List.copyOf(found);
    }

    /** Those that are wired to any content of a bundle that is in use: one that was updated has several. */
    private static Set<Bundle> direct(Bundle bundle) {
        Set<Bundle> found = new LinkedHashSet<>();
        BundleRevisions revisions = bundle.adapt(BundleRevisions.class);
        for (BundleRevision revision : revisions == null ? List.<BundleRevision>of() : revisions.getRevisions()) {
            BundleWiring wiring = revision.getWiring();
            List<BundleWire> wires = wiring == null ? null : wiring.getProvidedWires(null);
            for (BundleWire wire : wires == null ? List.<BundleWire>of() : wires) {
                found.add(wire.getRequirer().getBundle());
            }
        }
        return found;
    }
}
