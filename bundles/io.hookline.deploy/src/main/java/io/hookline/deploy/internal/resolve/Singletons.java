package io.hookline.deploy.internal.resolve;

import io.hookline.deploy.DeployRefusal;
import java.util.List;
import java.util.Optional;
import org.osgi.resource.Resource;

/**
 * The arriving bundles that may be resolved once only.
 *
 * <p>Of a singleton's releases the framework resolves one, and never a second one beside it. A swap needs both for a
 * while, so such a plugin cannot be swapped.
 */
final class Singletons {

    private final CapabilityIndex index;

    Singletons(CapabilityIndex index) {
        this.index = index;
    }

    /** The refusal of the first one that stands in another's way, if one does. */
    Optional<ResolveVerdict> verdict() {
        for (Resource resource : index.arriving()) {
            if (!Names.isSingleton(resource)) {
                continue;
            }
            Optional<Resource> other = other(resource);
            if (other.isPresent()) {
                return Optional.of(new ResolveVerdict(
                        DeployRefusal.UNRESOLVED,
                        Names.of(resource) + " cannot be resolved: it is a singleton, and " + Names.full(other.get())
                                + " stands in its place",
                        List.of(
                                "of the releases of a singleton the framework resolves one at a time",
                                "to fix it: take singleton:=true out of Bundle-SymbolicName of "
                                        + Names.of(resource))));
            }
        }
        return Optional.empty();
    }

    private Optional<Resource> other(Resource resource) {
        for (Resource other : index.wirings().keySet()) {
            if (isRival(resource, other)) {
                return Optional.of(other);
            }
        }
        // Of those that are not resolved yet, the newest is taken.
        return index.arriving().stream()
                .filter(other ->
                        isRival(resource, other) && Names.version(other).compareTo(Names.version(resource)) > 0)
                .findFirst();
    }

    private static boolean isRival(Resource resource, Resource other) {
        return !other.equals(resource)
                && Names.isSingleton(other)
                && Names.symbolicName(other).equals(Names.symbolicName(resource));
    }
}
