package io.hookline.core.internal.component;

import io.hookline.api.runtime.RefusalReason;
import io.hookline.api.runtime.RefusedHook;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.resource.Namespace;

/** Finds the installed bundles that can never run: no bundle offers what they require, or they are not bundles. */
final class UnresolvedBundles {

    private final BundleContext context;

    UnresolvedBundles(BundleContext context) {
        this.context = context;
    }

    /**
     * One row for each bundle, naming each requirement that no bundle meets; and one for each jar that is not a bundle.
     */
    List<RefusedHook> find() {
        List<BundleCapability> offered = offered();
        List<RefusedHook> found = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getSymbolicName() == null) {
                found.add(
                        refused(
                                bundle,
                                RefusalReason.NOT_A_BUNDLE,
                                "the jar from " + bundle.getLocation()
                                        + " has no Bundle-SymbolicName in its manifest: build it with bnd, and uninstall this one"));
                continue;
            }
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            if (bundle.getState() != Bundle.INSTALLED || revision == null) {
                continue;
            }
            List<String> unmet = new ArrayList<>();
            for (BundleRequirement requirement : revision.getDeclaredRequirements(null)) {
                if (isMandatory(requirement) && offered.stream().noneMatch(requirement::matches)) {
                    unmet.add(RequirementText.explain(requirement, offered));
                }
            }
            if (!unmet.isEmpty()) {
                found.add(refused(bundle, RefusalReason.UNRESOLVED, String.join("; ", unmet)));
            }
        }
        return found;
    }

    private static RefusedHook refused(Bundle bundle, RefusalReason reason, String detail) {
        return new RefusedHook(
                name(bundle), name(bundle), bundle.getVersion().toString(), bundle.getBundleId(), reason, detail);
    }

    private List<BundleCapability> offered() {
        List<BundleCapability> offered = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            if (revision != null) {
                offered.addAll(revision.getDeclaredCapabilities(null));
            }
        }
        return offered;
    }

    private static boolean isMandatory(BundleRequirement requirement) {
        String resolution = requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE);
        String effective = requirement.getDirectives().get(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE);
        return !Constants.RESOLUTION_OPTIONAL.equals(resolution)
                && !"dynamic".equals(resolution)
                && (effective == null || effective.equals(Namespace.EFFECTIVE_RESOLVE));
    }

    static String name(Bundle bundle) {
        return Objects.requireNonNullElse(bundle.getSymbolicName(), "bundle-" + bundle.getBundleId());
    }
}
