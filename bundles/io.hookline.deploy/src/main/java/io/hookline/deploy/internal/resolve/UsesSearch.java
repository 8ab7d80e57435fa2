package io.hookline.deploy.internal.resolve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;
import org.osgi.resource.Wiring;

/**
 * The package that an arriving bundle would see from two bundles at once, and the two ways on which it comes.
 *
 * <pre>
 *   arriving ──imports p──────────────► one provider of p
 *      └───imports q──► provider of q ──uses p──► another provider of p
 * </pre>
 *
 * <p>What is looked for first is a pair of requirements that no choice of providers reconciles. Failing that, the pair
 * that the preferred providers set against each other.
 */
final class UsesSearch {

    private final CapabilityIndex index;

    UsesSearch(CapabilityIndex index) {
        this.index = index;
    }

    Optional<Conflict> find() {
        for (boolean everyChoice : new boolean[] {true, false}) {
            for (Resource resource : index.arriving()) {
                Optional<Conflict> conflict = conflictOf(resource, everyChoice);
                if (conflict.isPresent()) {
                    return conflict;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Conflict> conflictOf(Resource who, boolean everyChoice) {
        List<Choice> choices = choices(who, everyChoice);
        List<Conflict> found = new ArrayList<>();
        for (Choice direct : choices) {
            for (String name : direct.packages()) {
                for (Choice other : choices) {
                    if (!direct.equals(other)) {
                        contradiction(who, name, direct, other).ifPresent(found::add);
                    }
                }
            }
        }
        return found.stream()
                .min(Comparator.comparingInt(conflict -> conflict.uses().size()));
    }

    /** What a bundle is wired to by each mandatory requirement, and its own exports, which are no choice at all. */
    private List<Choice> choices(Resource who, boolean every) {
        List<Choice> choices = new ArrayList<>();
        for (Requirement requirement : who.getRequirements(null)) {
            List<Capability> providers = index.providers(requirement);
            if (CapabilityIndex.isMandatory(requirement) && !providers.isEmpty()) {
                choices.add(new Choice(requirement, every ? providers : providers.subList(0, 1), this));
            }
        }
        Set<String> imported = new HashSet<>();
        choices.forEach(choice -> imported.addAll(choice.packages()));
        for (Capability export : who.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
            if (!imported.contains(name(export))) {
                choices.add(new Choice(null, List.of(export), this));
            }
        }
        return choices;
    }

    /** A conflict, if whatever provider of a package is chosen, the other requirement brings it from another bundle. */
    private Optional<Conflict> contradiction(Resource who, String name, Choice direct, Choice other) {
        List<Capability> sources = direct.sources(name);
        Conflict shortest = null;
        for (Capability capability : other.providers()) {
            List<List<Capability>> implied = new ArrayList<>();
            for (Capability seen : visible(capability)) {
                follow(name, List.of(seen), new HashSet<>(), implied);
            }
            boolean fits = implied.isEmpty()
                    || implied.stream().map(UsesSearch::last).anyMatch(source -> sources.stream()
                            .anyMatch(mine -> mine.getResource().equals(source.getResource())));
            if (fits) {
                return Optional.empty();
            }
            for (List<Capability> way : implied) {
                if (shortest == null || way.size() < shortest.uses().size()) {
                    shortest = new Conflict(who, name, direct.requirement(), sources.get(0), other.requirement(), way);
                }
            }
        }
        return Optional.ofNullable(shortest);
    }

    /** Collects the ways from a capability along what it uses to the bundles that offer a package on them. */
    private void follow(String name, List<Capability> way, Set<Capability> seen, List<List<Capability>> found) {
        Capability from = last(way);
        if (!seen.add(from)) {
            return;
        }
        for (String used : uses(from)) {
            for (Capability source : sources(from.getResource(), used)) {
                List<Capability> longer = new ArrayList<>(way);
                longer.add(source);
                if (used.equals(name)) {
                    found.add(longer);
                } else {
                    follow(name, longer, seen, found);
                }
            }
        }
    }

    /** Where a bundle has a package from, or may get it from as long as it is not resolved. */
    private List<Capability> sources(Resource resource, String name) {
        Wiring wiring = index.wirings().get(resource);
        if (wiring != null) {
            return wiring.getRequiredResourceWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
                    .map(wire -> wire.getCapability())
                    .filter(capability -> name(capability).equals(name))
                    .findFirst()
                    .map(List::of)
                    .orElseGet(() -> exports(wiring.getResourceCapabilities(PackageNamespace.PACKAGE_NAMESPACE), name));
        }
        for (Requirement requirement : resource.getRequirements(PackageNamespace.PACKAGE_NAMESPACE)) {
            List<Capability> providers = index.providers(requirement);
            if (!providers.isEmpty() && name(providers.get(0)).equals(name)) {
                return providers;
            }
        }
        return exports(resource.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE), name);
    }

    /** A bundle capability stands for all packages that the bundle exports. */
    private List<Capability> visible(Capability capability) {
        if (!capability.getNamespace().equals(BundleNamespace.BUNDLE_NAMESPACE)) {
            return List.of(capability);
        }
        Wiring wiring = index.wirings().get(capability.getResource());
        return wiring == null
                ? capability.getResource().getCapabilities(PackageNamespace.PACKAGE_NAMESPACE)
                : wiring.getResourceCapabilities(PackageNamespace.PACKAGE_NAMESPACE);
    }

    private static List<Capability> exports(List<Capability> packages, String name) {
        return packages.stream()
                .filter(capability -> name(capability).equals(name))
                .toList();
    }

    private static List<String> uses(Capability capability) {
        String uses = capability.getDirectives().get(Constants.USES_DIRECTIVE);
        return uses == null
                ? List.of()
                : List.of(uses.split(",", -1)).stream().map(String::trim).toList();
    }

    private static Capability last(List<Capability> way) {
        return way.get(way.size() - 1);
    }

    private static String name(Capability capability) {
        return String.valueOf(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE));
    }

    /**
     * Two ways to one package.
     *
     * @param who sees it from two bundles
     * @param name the package
     * @param requirement what asks for it, or null if the bundle exports it itself
     * @param direct what that is wired to
     * @param otherRequirement what brings it in by another way, or null if an own export does
     * @param uses that other way: what the requirement is wired to, what that uses, and so on to the package
     */
    record Conflict(
            Resource who,
            String name,
            @Nullable Requirement requirement,
            Capability direct,
            @Nullable Requirement otherRequirement,
            List<Capability> uses) {

        Capability other() {
            return last(uses);
        }
    }

    /** A requirement and those it may be wired to; without a requirement, an own export. */
    private record Choice(@Nullable Requirement requirement, List<Capability> providers, UsesSearch search) {

        List<String> packages() {
            return providers.stream()
                    .flatMap(provider -> search.visible(provider).stream())
                    .filter(capability -> capability.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE))
                    .map(UsesSearch::name)
                    .distinct()
                    .toList();
        }

        List<Capability> sources(String name) {
            return providers.stream()
                    .flatMap(provider -> search.visible(provider).stream())
                    .filter(capability -> Objects.equals(name, name(capability)))
                    .toList();
        }
    }
}
