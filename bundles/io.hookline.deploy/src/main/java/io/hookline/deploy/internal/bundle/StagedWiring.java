package io.hookline.deploy.internal.bundle;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Keeps arriving bundles from being wired to leaving ones. A release that exports a package also imports it: if it were
 * wired to the release that it replaces, it would be restarted when that one is removed.
 */
public final class StagedWiring implements AutoCloseable {

    private final ServiceRegistration<ResolverHookFactory> hook;

    /** Applies until it is closed. */
    public StagedWiring(BundleContext context, Collection<Bundle> arriving, Collection<Bundle> leaving) {
        Set<Long> arrivingIds = ids(arriving);
        Set<Long> leavingIds = ids(leaving);
        this.hook =
                context.registerService(ResolverHookFactory.class, triggers -> new Keep(arrivingIds, leavingIds), null);
    }

    private static Set<Long> ids(Collection<Bundle> bundles) {
        return bundles.stream().map(Bundle::getBundleId).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void close() {
        hook.unregister();
    }

    private record Keep(Set<Long> arriving, Set<Long> leaving) implements ResolverHook {

        @Override
        public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
            if (arriving.contains(requirement.getRevision().getBundle().getBundleId())) {
                candidates.removeIf(candidate ->
                        leaving.contains(candidate.getRevision().getBundle().getBundleId()));
            }
        }

        @Override
        public void filterResolvable(Collection<BundleRevision> candidates) {
            // A veto here could make bundles unresolvable that have nothing to do with the change.
        }

        @Override
        public void filterSingletonCollisions(
                BundleCapability singleton, Collection<BundleCapability> collisionCandidates) {
            // Releases of one plugin stand beside each other.
        }

        @Override
        public void end() {
            // Nothing is kept.
        }
    }
}
