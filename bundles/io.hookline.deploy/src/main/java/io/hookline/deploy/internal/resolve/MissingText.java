package io.hookline.deploy.internal.resolve;

import io.hookline.api.hook.HookProperties;
import io.hookline.deploy.DeployRefusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/** Explains what is missing, what needs it, what is offered instead, and the remedies. */
final class MissingText {

    private static final String NOTHING = "nothing here offers ";

    private final CapabilityIndex index;
    private final MissingSearch search;

    MissingText(CapabilityIndex index, MissingSearch search) {
        this.index = index;
        this.search = search;
    }

    /** The verdict on arriving bundles of which at least one is broken. */
    ResolveVerdict verdict() {
        String headline = null;
        List<String> details = new ArrayList<>();
        Set<Resource> told = new HashSet<>();
        for (Resource resource : index.arriving()) {
            if (!search.isBroken(resource) || told.contains(resource)) {
                continue;
            }
            List<MissingSearch.Link> chain = search.chain(resource);
            headline = Objects.requireNonNullElseGet(headline, () -> headline(chain));
            details.addAll(chainText(chain));
            MissingSearch.Link last = chain.get(chain.size() - 1);
            if (told.add(last.resource())) {
                details.addAll(missingText(last.resource()));
            }
            chain.forEach(link -> told.add(link.resource()));
        }
        return new ResolveVerdict(DeployRefusal.UNRESOLVED, Objects.requireNonNullElse(headline, ""), details);
    }

    private String headline(List<MissingSearch.Link> chain) {
        MissingSearch.Link first = chain.get(0);
        MissingSearch.Link last = chain.get(chain.size() - 1);
        String who = chain.size() == 1 ? "it" : Names.full(last.resource()) + ", which it needs,";
        ParsedRequirement parsed = ParsedRequirement.of(last.requirement());
        return Names.of(first.resource()) + " cannot be resolved: " + who + " " + parsed.sentence() + ", "
                + shortly(parsed, last.requirement());
    }

    private String shortly(ParsedRequirement parsed, Requirement requirement) {
        List<Capability> others = sameName(parsed, index.offered(parsed.namespace()));
        List<Capability> leaving = sameName(parsed, index.withheld(parsed.namespace()));
        Optional<Capability> fitting = leaving.stream()
                .filter(capability -> CapabilityIndex.matches(requirement, capability))
                .findFirst();
        if (fitting.isPresent()) {
            return "which only " + Names.of(fitting.get().getResource()) + " offers, and that leaves";
        }
        List<String> versions = others.stream()
                .flatMap(capability -> ParsedRequirement.version(capability).stream())
                .filter(version -> !parsed.includes(version))
                .map(Version::toString)
                .toList();
        if (!versions.isEmpty() && versions.size() == others.size()) {
            return "but offered is " + Names.list(versions);
        }
        boolean plugin = parsed.namespace().equals(HookProperties.PLUGIN_NAMESPACE);
        if (!others.isEmpty() && plugin) {
            return "but the one that is here states no version";
        }
        if (!others.isEmpty()) {
            return "which is offered with other attributes only";
        }
        return parsed.namespace().equals(HookProperties.POINT_NAMESPACE)
                ? "and no host here provides that point"
                : "which nothing here offers";
    }

    private List<String> chainText(List<MissingSearch.Link> chain) {
        List<String> lines = new ArrayList<>();
        for (MissingSearch.Link link : chain) {
            String sentence = ParsedRequirement.of(link.requirement()).sentence();
            if (lines.isEmpty()) {
                lines.add(Names.full(link.resource()) + " " + sentence);
            } else {
                String state =
                        index.isArriving(link.resource()) ? "which arrives too" : "which is installed but not resolved";
                lines.add(Names.full(link.resource()) + ", " + state + ", offers it, but " + sentence);
            }
        }
        return lines;
    }

    /** What is offered in another form, or not at all as the first thing, is told in full; the rest in one line. */
    private List<String> missingText(Resource resource) {
        List<String> lines = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        boolean first = true;
        for (Requirement requirement : search.missing(resource)) {
            ParsedRequirement parsed = ParsedRequirement.of(requirement);
            String offered = offered(parsed, requirement);
            if (!first && offered.startsWith(NOTHING)) {
                absent.add(parsed.thing());
                continue;
            }
            if (!first) {
                lines.add(Names.full(resource) + " also " + parsed.sentence());
            }
            first = false;
            lines.add(offered);
            lines.addAll(new Remedy(index, resource, requirement).lines());
        }
        if (!absent.isEmpty()) {
            lines.add(Names.full(resource) + " also needs what nothing here offers: " + String.join(", ", absent));
        }
        return lines;
    }

    private String offered(ParsedRequirement parsed, Requirement requirement) {
        List<String> instead = new ArrayList<>();
        boolean nameless = parsed.name() == null
                || parsed.namespace().equals(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE);
        boolean point = parsed.namespace().equals(HookProperties.POINT_NAMESPACE);
        boolean plugin = parsed.namespace().equals(HookProperties.PLUGIN_NAMESPACE);
        for (Capability capability : index.offered(parsed.namespace())) {
            if (parsed.isNameOf(capability)) {
                instead.add(offer(capability) + reason(parsed, capability));
            } else if (nameless || point || (plugin && !capability.getResource().equals(requirement.getResource()))) {
                instead.add(attributes(capability) + " by " + Names.full(capability.getResource()));
            }
        }
        for (Capability capability : index.withheld(parsed.namespace())) {
            if (parsed.isNameOf(capability) || point || plugin || CapabilityIndex.matches(requirement, capability)) {
                String what = parsed.isNameOf(capability)
                        ? offer(capability)
                        : attributes(capability) + " by " + Names.full(capability.getResource());
                instead.add(what + ", which leaves in this change");
            }
        }
        String place = point ? "hook points provided here: " : plugin ? "plugins here: " : "offered instead: ";
        return instead.isEmpty()
                ? NOTHING + new ParsedRequirement(parsed.namespace(), parsed.name(), null, parsed.filter()).thing()
                : place + String.join("; ", instead.stream().distinct().toList());
    }

    private static String reason(ParsedRequirement parsed, Capability capability) {
        Optional<Version> version = ParsedRequirement.version(capability).filter(offered -> !parsed.includes(offered));
        if (version.isPresent() && parsed.range() != null) {
            boolean below = version.get().compareTo(parsed.range().getLeft()) <= 0;
            return ", which is too " + (below ? "old" : "new");
        }
        if (version.isEmpty() && parsed.namespace().equals(HookProperties.PLUGIN_NAMESPACE)) {
            return ", which states no version";
        }
        List<String> unnamed = CapabilityIndex.unnamedMandatory(parsed.filter(), capability);
        return unnamed.isEmpty()
                ? ", whose attributes do not fit " + parsed.filter()
                : ", which wants its importers to name " + Names.list(unnamed);
    }

    private static String offer(Capability capability) {
        String version = ParsedRequirement.version(capability)
                .map(known -> known + " by ")
                .orElse("by ");
        boolean bundle = capability.getNamespace().equals(BundleNamespace.BUNDLE_NAMESPACE);
        if (capability.getNamespace().equals(HookProperties.PLUGIN_NAMESPACE)) {
            return attributes(capability) + " by " + Names.full(capability.getResource());
        }
        return bundle ? Names.full(capability.getResource()) : version + Names.full(capability.getResource());
    }

    /** What tells capabilities of one namespace apart. */
    private static String attributes(Capability capability) {
        String namespace = capability.getNamespace();
        Object name = capability.getAttributes().get(namespace);
        Object version = capability.getAttributes().get(ParsedRequirement.versionKey(namespace));
        if (name == null) {
            return String.valueOf(capability.getAttributes());
        }
        return version == null || namespace.equals(PackageNamespace.PACKAGE_NAMESPACE)
                ? name.toString()
                : name + " " + version;
    }

    private static List<Capability> sameName(ParsedRequirement parsed, List<Capability> capabilities) {
        return capabilities.stream().filter(parsed::isNameOf).toList();
    }
}
