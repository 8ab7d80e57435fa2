package io.hookline.faults.template;

import java.util.Collection;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** Vetoes the resolution of every bundle. */
public final class BreakingResolverHook implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        ResolverHookFactory factory = triggers -> new Veto();
        context.registerService(ResolverHookFactory.class, factory, null);
    }

    @Override
    public void stop(BundleContext context) {}

    /** Filters everything. */
    static final class Veto implements ResolverHook {

        @Override
        public void filterResolvable(Collection<BundleRevision> candidates) {
            candidates.clear();
        }

        @Override
        public void filterSingletonCollisions(
                BundleCapability singleton, Collection<BundleCapability> collisionCandidates) {
            // Not needed for the fault.
        }

        @Override
        public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
            candidates.clear();
        }

        @Override
        public void end() {}
    }
}
