package io.hookline.deploy.internal.resolve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.resource.Capability;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;
import org.osgi.resource.Wiring;

/**
 * The capabilities that an arriving bundle could be wired to, in the framework's order of preference, and those that
 * are withheld because their bundle leaves.
 */
final class CapabilityIndex {

    private static final Comparator<Capability> PREFERENCE = Comparator.comparing(
                    (Capability capability) -> wiring(capability.getResource()) == null)
            .thenComparing(
                    (Capability capability) ->
                            ParsedRequirement.version(capability).orElse(Version.emptyVersion),
                    Comparator.reverseOrder())
            .thenComparing(capability -> bundleId(capability.getResource()));

    private final List<Resource> arriving;
    private final List<Resource> installed = new ArrayList<>();
    private final List<Capability> offered = new ArrayList<>();
    private final List<Capability> withheld = new ArrayList<>();
    private final Map<Resource, Wiring> wirings = new HashMap<>();

    CapabilityIndex(BundleContext context, List<Resource> arriving, Set<Bundle> leaving) {
        this.arriving = List.copyOf(arriving);
        for (Bundle bundle : context.getBundles()) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            if (revision != null) {
                add(revision, leaving.contains(bundle) ? withheld : offered);
            }
        }
        for (Resource resource : arriving) {
            offered.addAll(resource.getCapabilities(null));
        }
        offered.sort(PREFERENCE);
        withheld.sort(PREFERENCE);
    }

    /** What stands in a wiring is bound to stay: the resolver takes it as it is. */
    Map<Resource, Wiring> wirings() {
        return wirings;
    }

    List<Resource> arriving() {
        return arriving;
    }

    /** The bundles of the framework, fragments among them. */
    List<Resource> installed() {
        return installed;
    }

    boolean isArriving(Resource resource) {
        return arriving.contains(resource);
    }

    /** All that is offered under a namespace. */
    List<Capability> offered(String namespace) {
        return offered.stream()
                .filter(capability -> capability.getNamespace().equals(namespace))
                .toList();
    }

    /** All that only leaving bundles offer under a namespace. */
    List<Capability> withheld(String namespace) {
        return withheld.stream()
                .filter(capability -> capability.getNamespace().equals(namespace))
                .toList();
    }

    /** What meets a requirement, the preferred one first; a new list. */
    List<Capability> providers(Requirement requirement) {
        List<Capability> providers = new ArrayList<>();
        for (Capability capability : offered) {
            if (matches(requirement, capability)) {
                providers.add(capability);
            }
        }
        return providers;
    }

    static boolean isEffective(Requirement requirement) {
        String effective = requirement.getDirectives().get(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE);
        return effective == null || effective.equals(Namespace.EFFECTIVE_RESOLVE);
    }

    /** Whether a bundle cannot be resolved without it. */
    static boolean isMandatory(Requirement requirement) {
        String resolution = requirement.getDirectives().get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE);
        return isEffective(requirement) && (resolution == null || resolution.equals(Namespace.RESOLUTION_MANDATORY));
    }

    static boolean matches(Requirement requirement, Capability capability) {
        String effective = capability.getDirectives().get(Namespace.CAPABILITY_EFFECTIVE_DIRECTIVE);
        if (!requirement.getNamespace().equals(capability.getNamespace())
                || (effective != null && !effective.equals(Namespace.EFFECTIVE_RESOLVE))) {
            return false;
        }
        String filter = Objects.requireNonNullElse(requirement.getDirectives().get(Constants.FILTER_DIRECTIVE), "");
        try {
            return (filter.isEmpty() || FrameworkUtil.createFilter(filter).matches(capability.getAttributes()))
                    && unnamedMandatory(filter, capability).isEmpty();
        } catch (InvalidSyntaxException e) {
            return false;
        }
    }

    /** The mandatory attributes of a capability that a filter does not name. */
    static List<String> unnamedMandatory(String filter, Capability capability) {
        String mandatory = capability.getDirectives().get(Constants.MANDATORY_DIRECTIVE);
        List<String> unnamed = new ArrayList<>();
        if (mandatory != null) {
            for (String attribute : mandatory.split(",", -1)) {
                String name = attribute.trim();
                if (!Pattern.compile("\\(\\s*" + Pattern.quote(name) + "\\s*[=~<>]")
                        .matcher(filter)
                        .find()) {
                    unnamed.add(name);
                }
            }
        }
        return unnamed;
    }

    private void add(BundleRevision revision, List<Capability> place) {
        installed.add(revision);
        BundleWiring wiring = revision.getWiring();
        boolean fragment = (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
        if (wiring != null) {
            keep(wiring);
        }
        // What a fragment offers is offered by its host's wiring; one that has no host offers nothing.
        if (!fragment) {
            place.addAll(wiring == null ? revision.getDeclaredCapabilities(null) : wiring.getCapabilities(null));
        }
    }

    /**
     * A wire may lead to a release that was uninstalled and lives on in its wires: that wiring belongs to the whole.
     */
    private void keep(BundleWiring wiring) {
        if (wirings.put(wiring.getRevision(), wiring) != null) {
            return;
        }
        List<BundleWire> wires = wiring.getRequiredWires(null);
        if (wires == null) {
            return;
        }
        for (BundleWire wire : wires) {
            BundleWiring provider = wire.getProviderWiring();
            if (provider != null && !wirings.containsKey(provider.getRevision())) {
                keep(provider);
            }
        }
    }

    private static @Nullable BundleWiring wiring(Resource resource) {
        return resource instanceof BundleRevision revision ? revision.getWiring() : null;
    }

    /** Arriving bundles have the highest numbers, once they have one. */
    private static long bundleId(Resource resource) {
        return resource instanceof BundleRevision revision
                ? revision.getBundle().getBundleId()
                : Long.MAX_VALUE;
    }
}
