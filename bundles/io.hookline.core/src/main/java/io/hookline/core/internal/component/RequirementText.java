package io.hookline.core.internal.component;

import io.hookline.api.hook.HookProperties;
import io.hookline.core.internal.registry.Filters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.IdentityNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;

/** Says in plain words what a bundle requires and what is there instead. */
final class RequirementText {

    private RequirementText() {}

    /** For instance: {@code requires package a.b [2.0,3), offered are 1.0.0 by a.b 1.0.0}. */
    static String explain(BundleRequirement requirement, Collection<BundleCapability> offered) {
        String namespace = requirement.getNamespace();
        String filter = Filters.of(requirement);
        String name = Filters.name(requirement).orElse(null);
        String wanted = "requires " + kind(namespace) + " " + (name == null ? filter : name) + Filters.versions(filter);
        List<String> instead = new ArrayList<>();
        for (BundleCapability capability : offered) {
            if (capability.getNamespace().equals(namespace)) {
                Object value = capability.getAttributes().get(namespace);
                boolean sameName = name != null && name.equals(value);
                if (sameName) {
                    instead.add(version(capability) + "by " + bundle(capability));
                } else if (namespace.equals(HookProperties.POINT_NAMESPACE)
                        || namespace.equals(HookProperties.PLUGIN_NAMESPACE)) {
                    instead.add(value + " by " + bundle(capability));
                }
            }
        }
        return wanted
                + (instead.isEmpty()
                        ? "; nothing here offers it"
                        : "; offered: " + instead.stream().sorted().distinct().collect(Collectors.joining(", ")))
                + (name != null && namespace.equals(HookProperties.PLUGIN_NAMESPACE) ? silent(name, offered) : "");
    }

    /** A bundle that has the name, but not the annotation that others need to depend on it. */
    private static String silent(String name, Collection<BundleCapability> offered) {
        return offered.stream()
                .filter(capability -> capability.getNamespace().equals(IdentityNamespace.IDENTITY_NAMESPACE)
                        && name.equals(capability.getAttributes().get(IdentityNamespace.IDENTITY_NAMESPACE))
                        && capability
                                .getRevision()
                                .getDeclaredCapabilities(HookProperties.PLUGIN_NAMESPACE)
                                .isEmpty())
                .findFirst()
                .map(capability -> "; " + bundle(capability)
                        + " is here, but does not carry @Plugin, so no plugin can depend on it")
                .orElse("");
    }

    private static String kind(String namespace) {
        return switch (namespace) {
            case PackageNamespace.PACKAGE_NAMESPACE -> "package";
            case HookProperties.POINT_NAMESPACE -> "hook point";
            case HookProperties.PLUGIN_NAMESPACE -> "plugin";
            case HostNamespace.HOST_NAMESPACE -> "fragment host";
            case "osgi.ee" -> "execution environment";
            case "osgi.wiring.bundle" -> "bundle";
            default -> "capability " + namespace;
        };
    }

    private static String version(BundleCapability capability) {
        Object version = capability.getAttributes().get(Constants.VERSION_ATTRIBUTE);
        if (version instanceof Version known) {
            return known + " ";
        }
        return capability.getNamespace().equals(HookProperties.PLUGIN_NAMESPACE)
                ? "without a version (@Plugin states none, so no range fits) "
                : "";
    }

    private static String bundle(BundleCapability capability) {
        return capability.getRevision().getSymbolicName() + " "
                + capability.getRevision().getVersion();
    }
}
