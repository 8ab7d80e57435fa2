package io.hookline.deploy.internal.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/**
 * The bundles that cannot be resolved because something is missing, and the shortest way from each to what is missing.
 *
 * <p>At first all bundles count as resolvable. A bundle that requires what no resolvable bundle offers is excluded,
 * until nothing changes. Bundles that need each other therefore stay, unless one of them needs something that is
 * missing.
 */
final class MissingSearch {

    private final CapabilityIndex index;
    private final Set<Resource> broken = new LinkedHashSet<>();

    MissingSearch(CapabilityIndex index) {
        this.index = index;
        List<Resource> open = new ArrayList<>(index.arriving());
        for (Resource resource : index.installed()) {
            boolean fragment = resource instanceof BundleRevision revision
                    && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
            if (!fragment && !index.wirings().containsKey(resource)) {
                open.add(resource);
            }
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Resource resource : open) {
                if (!broken.contains(resource) && !unmet(resource).isEmpty()) {
                    changed |= broken.add(resource);
                }
            }
        }
    }

    boolean isBroken(Resource resource) {
        return broken.contains(resource);
    }

    /** The mandatory requirements of a bundle that no bundle meets, resolvable or not. */
    List<Requirement> missing(Resource resource) {
        return unmet(resource).stream()
                .filter(requirement -> index.providers(requirement).isEmpty())
                .toList();
    }

    /** The shortest chain from a broken bundle to one whose requirement no bundle meets, both included. */
    List<Link> chain(Resource broken) {
        Queue<Hop> ahead = new ArrayDeque<>();
        Set<Resource> seen = new HashSet<>();
        ahead.add(new Hop(broken, null, null));
        seen.add(broken);
        for (Hop hop = ahead.poll(); hop != null; hop = ahead.poll()) {
            List<Requirement> missing = missing(hop.resource());
            if (!missing.isEmpty()) {
                return links(hop, missing.get(0));
            }
            for (Requirement requirement : unmet(hop.resource())) {
                for (Capability capability : index.providers(requirement)) {
                    if (seen.add(capability.getResource())) {
                        ahead.add(new Hop(capability.getResource(), requirement, hop));
                    }
                }
            }
        }
        throw new IllegalArgumentException(Names.of(broken) + " is not broken");
    }

    private List<Requirement> unmet(Resource resource) {
        List<Requirement> unmet = new ArrayList<>();
        for (Requirement requirement : resource.getRequirements(null)) {
            if (CapabilityIndex.isMandatory(requirement)
                    && index.providers(requirement).stream()
                            .allMatch(capability -> broken.contains(capability.getResource()))) {
                unmet.add(requirement);
            }
        }
        return unmet;
    }

    private static List<Link> links(Hop last, Requirement missing) {
        List<Link> links = new ArrayList<>();
        Requirement requirement = missing;
        for (Hop hop = last; hop != null; hop = hop.from()) {
            links.add(0, new Link(hop.resource(), requirement));
            requirement = hop.asked() == null ? requirement : hop.asked();
        }
        return links;
    }

    /** A bundle, and its requirement that the next bundle in the chain meets; no bundle meets the last one. */
    record Link(Resource resource, Requirement requirement) {}

    private record Hop(Resource resource, @Nullable Requirement asked, @Nullable Hop from) {}
}
