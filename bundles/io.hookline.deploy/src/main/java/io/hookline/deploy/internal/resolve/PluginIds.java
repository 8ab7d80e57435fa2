package io.hookline.deploy.internal.resolve;

import io.hookline.api.hook.HookProperties;
import io.hookline.deploy.DeployRefusal;
import java.util.List;
import java.util.Optional;
import org.osgi.resource.Capability;
import org.osgi.resource.Resource;

/** Plugin ids that an arriving bundle states and that another plugin has: dependants could not tell the two apart. */
final class PluginIds {

    private final CapabilityIndex index;

    PluginIds(CapabilityIndex index) {
        this.index = index;
    }

    /** The refusal of the first one that is taken, if one is. */
    Optional<ResolveVerdict> verdict() {
        for (Resource resource : index.arriving()) {
            for (Capability claimed : resource.getCapabilities(HookProperties.PLUGIN_NAMESPACE)) {
                Optional<Resource> holder = holder(resource, id(claimed));
                if (holder.isPresent()) {
                    return Optional.of(new ResolveVerdict(
                            DeployRefusal.ID_TAKEN,
                            Names.of(resource) + " states the plugin id '" + id(claimed) + "', which "
                                    + Names.full(holder.get()) + " has",
                            List.of(
                                    "plugins that depend on '" + id(claimed) + "' could get either of them",
                                    "to fix it: give it another id in @Plugin, or remove "
                                            + Names.symbolicName(holder.get()) + " first")));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Resource> holder(Resource claiming, String id) {
        return index.offered(HookProperties.PLUGIN_NAMESPACE).stream()
                .filter(offered -> id(offered).equals(id))
                .map(Capability::getResource)
                .filter(other -> !Names.symbolicName(other).equals(Names.symbolicName(claiming)))
                .findFirst();
    }

    private static String id(Capability plugin) {
        return String.valueOf(plugin.getAttributes().get(HookProperties.PLUGIN_NAMESPACE));
    }
}
