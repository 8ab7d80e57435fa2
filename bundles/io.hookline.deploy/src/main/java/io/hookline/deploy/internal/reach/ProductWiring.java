package io.hookline.deploy.internal.reach;

import java.util.Collection;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Resolves the product against the product alone, and keeps the framework's own packages from plugins. Keeps no state,
 * so that all resolve processes share it.
 */
final class ProductWiring implements ResolverHookFactory, ResolverHook {

    private final FrameworkBundles bundles;
    private final FrameworkAccess access;

    ProductWiring(FrameworkBundles bundles, FrameworkAccess access) {
        this.bundles = bundles;
        this.access = access;
    }

    @Override
    public ResolverHook begin(Collection<BundleRevision> triggers) {
        return this;
    }

    @Override
    public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
        Bundle who = requirement.getRevision().getBundle();
        if (bundles.isProduct(who)) {
            candidates.removeIf(candidate -> isHidden(bundleOf(candidate)));
        } else if (requirement.getNamespace().equals(HostNamespace.HOST_NAMESPACE)) {
            // A fragment adds to its host, whatever the host requires.
            candidates.removeIf(candidate -> isHidden(who) && bundles.isProduct(bundleOf(candidate)));
        } else if (bundles.isPlugin(who) && !access.isAllowed(String.valueOf(who.getSymbolicName()))) {
            candidates.removeIf(ProductWiring::isReserved);
        }
    }

    /** Whether the product must not be wired to a bundle. An application's other bundles are its own affair. */
    private boolean isHidden(Bundle bundle) {
        return bundles.isOwnProcess() ? !bundles.isProduct(bundle) : bundles.isPlugin(bundle);
    }

    private static boolean isReserved(BundleCapability candidate) {
        boolean system = bundleOf(candidate).getBundleId() == Constants.SYSTEM_BUNDLE_ID;
        return switch (candidate.getNamespace()) {
            case BundleNamespace.BUNDLE_NAMESPACE -> system;
            case PackageNamespace.PACKAGE_NAMESPACE ->
                system
                        && ReachCheck.isReserved(
                                String.valueOf(candidate.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)));
            default -> false;
        };
    }

    private static Bundle bundleOf(BundleCapability capability) {
        return capability.getRevision().getBundle();
    }

    @Override
    public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> collisions) {
        if (bundles.isProduct(bundleOf(singleton))) {
            collisions.removeIf(other -> isHidden(bundleOf(other)));
        }
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {
        // A veto here could make bundles unresolvable that have nothing to do with it.
    }

    @Override
    public void end() {
        // Nothing is kept.
    }
}
