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

/** What an operator or a developer can do about a requirement that nobody meets. */
final class Cure {

    private final Offers offers;
    private final Resource who;
    private final Requirement requirement;
    private final Want want;

    Cure(Offers offers, Resource who, Requirement requirement) {
        this.offers = offers;
        this.who = who;
        this.requirement = requirement;
        this.want = Want.of(requirement);
    }

    /** One way each, each beginning with "to mend it:". */
    List<String> lines() {
        List<String> ways = new ArrayList<>();
        if (want.range() != null && want.range().isEmpty()) {
            ways.add("correct the range in " + want.header() + " of " + Names.of(who) + ": no version lies in "
                    + Want.text(want.range()));
        } else {
            ways.add(install());
        }
        for (Capability capability : offers.withheld(want.namespace())) {
            if (Offers.matches(requirement, capability)) {
                ways.add("or keep " + Names.full(capability.getResource()) + ", which offers it now");
            }
        }
        for (Capability capability : offers.offered(want.namespace())) {
            if (want.isNameOf(capability)) {
                ways.add("or " + fitTo(capability));
            }
        }
        return ways.stream().distinct().map(way -> "to mend it: " + way).toList();
    }

    private String install() {
        return switch (want.namespace()) {
            case HookProperties.POINT_NAMESPACE ->
                "install the host that provides the " + want.thing()
                        + ", or correct the name in @HookAt if it is a slip";
            case HookProperties.PLUGIN_NAMESPACE ->
                "deploy the " + want.thing() + ", before this one or together with it, or correct the id in "
                        + want.header() + " if it is a slip";
            case BundleNamespace.BUNDLE_NAMESPACE ->
                "install " + want.thing() + ", or deploy it together with this one";
            case PackageNamespace.PACKAGE_NAMESPACE ->
                "install a bundle that exports " + want.thing() + ", or deploy it together with this one";
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE ->
                "run Hookline on a Java that meets " + want.filter() + ", or compile " + Names.of(who)
                        + " for the Java at hand";
            default -> "install a bundle that provides " + want.thing() + ", or deploy it together with this one";
        };
    }

    private String fitTo(Capability capability) {
        List<String> unnamed = Offers.unnamedMandatory(want.filter(), capability);
        Version version = Want.version(capability).orElse(null);
        if (version == null && want.namespace().equals(HookProperties.PLUGIN_NAMESPACE)) {
            return "let " + Names.full(capability.getResource()) + " state a version in its @Plugin: a range needs one";
        }
        if (version == null || want.includes(version) || want.range() == null) {
            return unnamed.isEmpty()
                    ? "ask for the attributes that " + Names.full(capability.getResource()) + " offers in "
                            + want.header() + " of " + Names.of(who)
                    : "name " + Names.list(unnamed) + " in " + want.header() + " of " + Names.of(who) + ", as "
                            + Names.full(capability.getResource()) + " wants it";
        }
        return "let " + Names.of(who) + " accept " + version + " if it works with it: "
                + stretched(want.range(), version) + " for " + Objects.requireNonNullElse(want.name(), want.filter())
                + " in " + want.header();
    }

    /** The range, let out as far as one more version needs it. */
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
