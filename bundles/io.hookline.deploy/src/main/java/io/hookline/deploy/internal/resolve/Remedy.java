package io.hookline.deploy.internal.resolve;

import io.hookline.api.hook.HookProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/** What an operator or a developer can do about a requirement that no bundle meets. */
final class Remedy {

    private final CapabilityIndex index;
    private final Resource who;
    private final Requirement requirement;
    private final ParsedRequirement parsed;

    Remedy(CapabilityIndex index, Resource who, Requirement requirement) {
        this.index = index;
        this.who = who;
        this.requirement = requirement;
        this.parsed = ParsedRequirement.of(requirement);
    }

    /** One remedy each, beginning with "to fix it:". */
    List<String> lines() {
        List<String> remedies = new ArrayList<>();
        if (parsed.range() != null && parsed.range().isEmpty()) {
            remedies.add("correct the range in " + parsed.header() + " of " + Names.of(who) + ": no version lies in "
                    + ParsedRequirement.text(parsed.range()));
        } else {
            remedies.add(install());
        }
        for (Capability capability : index.withheld(parsed.namespace())) {
            if (CapabilityIndex.matches(requirement, capability)) {
                remedies.add("or keep " + Names.full(capability.getResource()) + ", which offers it now");
            }
        }
        for (Capability capability : index.offered(parsed.namespace())) {
            if (parsed.isNameOf(capability)) {
                remedies.add("or " + fitTo(capability));
            }
        }
        return remedies.stream()
                .distinct()
                .map(remedy -> "to fix it: " + remedy)
                .toList();
    }

    private String install() {
        return switch (parsed.namespace()) {
            case HookProperties.POINT_NAMESPACE ->
                "install the host that provides the " + parsed.thing()
                        + ", or correct the name in @HookAt if it is misspelt";
            case HookProperties.PLUGIN_NAMESPACE ->
                "deploy the " + parsed.thing() + ", before this one or together with it, or correct the id in "
                        + parsed.header() + " if it is misspelt";
            case BundleNamespace.BUNDLE_NAMESPACE ->
                "install " + parsed.thing() + ", or deploy it together with this one";
            case PackageNamespace.PACKAGE_NAMESPACE ->
                "install a bundle that exports " + parsed.thing() + ", or deploy it together with this one";
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE ->
                "run Hookline on a Java that meets " + parsed.filter() + ", or compile " + Names.of(who)
                        + " for the Java at hand";
            default -> "install a bundle that provides " + parsed.thing() + ", or deploy it together with this one";
        };
    }

    private String fitTo(Capability capability) {
        List<String> unnamed = CapabilityIndex.unnamedMandatory(parsed.filter(), capability);
        Version version = ParsedRequirement.version(capability).orElse(null);
        if (version == null && parsed.namespace().equals(HookProperties.PLUGIN_NAMESPACE)) {
            return "let " + Names.full(capability.getResource()) + " state a version in its @Plugin: a range needs one";
        }
        if (version == null || parsed.includes(version) || parsed.range() == null) {
            return unnamed.isEmpty()
                    ? "ask for the attributes that " + Names.full(capability.getResource()) + " offers in "
                            + parsed.header() + " of " + Names.of(who)
                    : "name " + Names.list(unnamed) + " in " + parsed.header() + " of " + Names.of(who) + ", as "
                            + Names.full(capability.getResource()) + " wants it";
        }
        return "let " + Names.of(who) + " accept " + version + " if it works with it: "
                + stretched(parsed.range(), version) + " for "
                + Objects.requireNonNullElse(parsed.name(), parsed.filter())
                + " in " + parsed.header();
    }

    /** The range, extended until it includes one more version. */
    static VersionRange stretched(VersionRange range, Version version) {
        Version ceiling = range.getRight();
        if (version.compareTo(range.getLeft()) <= 0) {
            return new VersionRange(
                    VersionRange.LEFT_CLOSED,
                    version,
                    ceiling,
                    ceiling == null ? VersionRange.RIGHT_OPEN : range.getRightType());
        }
        return new VersionRange(
                range.getLeftType(),
                range.getLeft(),
                new Version(version.getMajor() + 1, 0, 0),
                VersionRange.RIGHT_OPEN);
    }
}
