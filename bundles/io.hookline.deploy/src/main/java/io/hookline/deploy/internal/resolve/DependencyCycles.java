package io.hookline.deploy.internal.resolve;

import io.hookline.api.hook.HookProperties;
import io.hookline.deploy.DeployRefusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/**
 * Plugins that depend on each other. The framework resolves them, but none of them can start after what it depends on,
 * nor stop before it.
 */
final class DependencyCycles {

    private final CapabilityIndex index;

    DependencyCycles(CapabilityIndex index) {
        this.index = index;
    }

    /** The refusal of the first arriving plugin that depends on itself through others, if one does. */
    Optional<ResolveVerdict> verdict() {
        for (Resource resource : index.arriving()) {
            List<Resource> cycle = cycle(resource);
            if (!cycle.isEmpty()) {
                List<String> names =
                        new ArrayList<>(cycle.stream().map(Names::of).toList());
                names.add(names.get(0));
                return Optional.of(new ResolveVerdict(
                        DeployRefusal.DEPENDENCY_CYCLE,
                        Names.of(resource) + " depends on itself: " + String.join(" depends on ", names),
                        List.of("to fix it: take one of these out of @Plugin(dependsOn = …)")));
            }
        }
        return Optional.empty();
    }

    /** The shortest way along dependencies from a plugin back to it, without it at the end; empty if there is none. */
    private List<Resource> cycle(Resource start) {
        Map<Resource, Resource> cameFrom = new HashMap<>();
        Queue<Resource> ahead = new ArrayDeque<>(List.of(start));
        for (Resource from = ahead.poll(); from != null; from = ahead.poll()) {
            for (Requirement need : from.getRequirements(HookProperties.PLUGIN_NAMESPACE)) {
                for (Capability provider : CapabilityIndex.isMandatory(need) ? index.providers(need) : noProviders()) {
                    Resource to = provider.getResource();
                    if (to.equals(start)) {
                        return way(start, from, cameFrom);
                    }
                    if (cameFrom.putIfAbsent(to, from) == null) {
                        ahead.add(to);
                    }
                }
            }
        }
        return List.of();
    }

    private static List<Resource> way(Resource start, Resource last, Map<Resource, Resource> cameFrom) {
        List<Resource> way = new ArrayList<>();
        Resource at = last;
        while (at != null && !at.equals(start)) {
            way.add(0, at);
            at = cameFrom.get(at);
        }
        way.add(0, start);
        return way;
    }

    private static List<Capability> noProviders() {
        return List.of();
    }
}
