package io.hookline.deploy.internal.resolve;

import io.hookline.deploy.DeployRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/** Says in plain words which package comes from two bundles, on which ways, and what would bring it from one. */
final class UsesText {

    private final UsesSearch.Conflict conflict;

    UsesText(UsesSearch.Conflict conflict) {
        this.conflict = conflict;
    }

    ResolveVerdict verdict() {
        String headline = Names.of(conflict.who()) + " cannot be resolved: it would see package " + conflict.name()
                + " from two bundles, "
                + provider(conflict.direct()) + " and " + provider(conflict.other());
        List<String> details = new ArrayList<>();
        details.add(begin(conflict.requirement(), conflict.direct()));
        details.addAll(otherWay());
        details.addAll(cures());
        return new ResolveVerdict(DeployRefusal.USES_CONFLICT, headline, details);
    }

    private String begin(@Nullable Requirement requirement, Capability wired) {
        String who = Names.of(conflict.who());
        if (requirement == null) {
            return who + " exports package " + name(wired) + " itself";
        }
        return who + " " + ParsedRequirement.of(requirement).sentence() + ", which " + provider(wired) + " offers";
    }

    private List<String> otherWay() {
        List<Capability> way = conflict.uses();
        List<String> lines = new ArrayList<>();
        lines.add(begin(conflict.otherRequirement(), way.get(0)));
        for (int i = 1; i < way.size(); i++) {
            Capability user = way.get(i - 1);
            Capability used = way.get(i);
            String taken =
                    used.getResource().equals(user.getResource()) ? "offers itself" : "has from " + provider(used);
            lines.add("what " + Names.of(user.getResource()) + " offers there uses package " + name(used)
                    + ", which it " + taken);
        }
        return lines;
    }

    private List<String> cures() {
        List<String> cures = new ArrayList<>();
        Requirement requirement = conflict.requirement();
        Optional<Version> other = ParsedRequirement.version(conflict.other());
        if (requirement != null && other.isPresent()) {
            ParsedRequirement parsed = ParsedRequirement.of(requirement);
            if (parsed.range() != null && !parsed.includes(other.get())) {
                cures.add("let " + Names.of(conflict.who()) + " accept " + other.get() + " if it works with it: "
                        + Remedy.stretched(parsed.range(), other.get()) + " for " + conflict.name() + " in "
                        + parsed.header());
            }
        }
        Resource user = conflict.uses().get(conflict.uses().size() - 2).getResource();
        if (!user.equals(conflict.who()) && !user.equals(conflict.other().getResource())) {
            boolean accepts = user.getRequirements(PackageNamespace.PACKAGE_NAMESPACE).stream()
                    .anyMatch(wanted -> CapabilityIndex.matches(wanted, conflict.direct()));
            cures.add(
                    accepts
                            ? "refresh " + Names.full(user) + ": its import accepts " + provider(conflict.direct())
                                    + " too, but it is wired already"
                            : "deploy a release of " + Names.symbolicName(user) + " that is built with package "
                                    + version(conflict.direct()) + " of "
                                    + Names.symbolicName(conflict.direct().getResource()));
        }
        if (cures.isEmpty()) {
            cures.add(
                    "import package " + conflict.name() + " in all of them in one range, and let one bundle export it");
        }
        return cures.stream().map(remedy -> "to fix it: " + remedy).toList();
    }

    private static String version(Capability capability) {
        return name(capability)
                + ParsedRequirement.version(capability)
                        .map(version -> " " + version)
                        .orElse("");
    }

    private static String name(Capability capability) {
        return String.valueOf(capability.getAttributes().get(capability.getNamespace()));
    }

    private static String provider(Capability capability) {
        return Names.full(capability.getResource());
    }
}
