package io.hookline.deploy.internal.resolve;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;
import org.osgi.resource.Wiring;
import org.osgi.service.resolver.HostedCapability;
import org.osgi.service.resolver.ResolveContext;

/** One question to the resolver: do all arriving bundles resolve, with all that is resolved already left as it is? */
final class DryRunResolveContext extends ResolveContext {

    private final CapabilityIndex index;

    DryRunResolveContext(CapabilityIndex index) {
        this.index = index;
    }

    @Override
    public Collection<Resource> getMandatoryResources() {
        return index.arriving();
    }

    @Override
    public List<Capability> findProviders(Requirement requirement) {
        return index.providers(requirement);
    }

    /** A fragment's package is as good as its host's own: its place in the order of preference decides nothing here. */
    @Override
    public int insertHostedCapability(List<Capability> capabilities, HostedCapability hosted) {
        capabilities.add(hosted);
        return capabilities.size() - 1;
    }

    @Override
    public boolean isEffective(Requirement requirement) {
        return CapabilityIndex.isEffective(requirement);
    }

    @Override
    public Map<Resource, Wiring> getWirings() {
        return index.wirings();
    }
}
