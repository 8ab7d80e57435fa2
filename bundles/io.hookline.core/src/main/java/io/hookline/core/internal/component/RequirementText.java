package io.hookline.core.internal.component;

import io.hookline.api.hook.HookProperties;
import io.hookline.core.internal.contract.VersionBounds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;

/** Says in plain words what a bundle asks for and what is there instead. */
final class RequirementText {

    private RequirementText() {}

    /** For instance: {@code requires package a.b [2.0,3), offered are 1.0.0 by a.b 1.0.0}. */
    static String explain(BundleRequirement requirement, Collection<BundleCapability> offered) {
        String namespace = requirement.getNamespace();
        String filter = filter(requirement);
        String name = name(requirement).orElse(null);
        String wanted = "requires " + kind(namespace) + " " + (name == null ? filter : name) + VersionBounds.of(filter);
        List<String> instead = new ArrayList<>();
        for (BundleCapability capability : offered) {
            if (capability.getNamespace().equals(namespace)) {
                Object value = capability.getAttributes().get(namespace);
                boolean sameName = name != null && name.equals(value);
                if (sameName) {
                    instead.add(version(capability) + "by " + bundle(capability));
                } else if (namespace.equals(HookProperties.POINT_NAMESPACE)) {
                    instead.add(value + " by " + bundle(capability));
                }
            }
        }
        return wanted
                + (instead.isEmpty()
                        ? "; nothing here offers it"
                        : "; offered: " + instead.stream().sorted().distinct().collect(Collectors.joining(", ")));
    }

    /** The name that a requirement asks for in its namespace, if it asks for one. */
    static Optional<String> name(BundleRequirement requirement) {
        Matcher matcher = Pattern.compile("\\(" + Pattern.quote(requirement.getNamespace()) + "=([^)*]+)\\)")
                .matcher(filter(requirement));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static String filter(BundleRequirement requirement) {
        return Objects.requireNonNullElse(requirement.getDirectives().get(Constants.FILTER_DIRECTIVE), "");
    }

    private static String kind(String namespace) {
        return switch (namespace) {
            case PackageNamespace.PACKAGE_NAMESPACE -> "package";
            case HookProperties.POINT_NAMESPACE -> "hook point";
            case HostNamespace.HOST_NAMESPACE -> "fragment host";
            case "osgi.ee" -> "execution environment";
            case "osgi.wiring.bundle" -> "bundle";
            default -> "capability " + namespace;
        };
    }

    private static String version(BundleCapability capability) {
        Object version = capability.getAttributes().get(Constants.VERSION_ATTRIBUTE);
        return version instanceof Version known ? known + " " : "";
    }

    private static String bundle(BundleCapability capability) {
        return capability.getRevision().getSymbolicName() + " "
                + capability.getRevision().getVersion();
    }
}
