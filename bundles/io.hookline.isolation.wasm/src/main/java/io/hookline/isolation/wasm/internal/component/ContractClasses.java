package io.hookline.isolation.wasm.internal.component;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/** Finds the class of a contract by its name, in the bundle that exports it. */
final class ContractClasses {

    private static final Map<String, String> GATEWAY = Map.of(
            "http.pre-request", "io.hookline.gateway.hook.PreRequestHook",
            "http.post-process", "io.hookline.gateway.hook.PostProcessHook",
            "http.completed", "io.hookline.gateway.hook.CompletedHook");

    private final BundleContext context;

    ContractClasses(BundleContext context) {
        this.context = context;
    }

    /** The contract's name: what the manifest says, or that of a point of the gateway. */
    static String nameOf(String point, String stated) {
        return stated.isEmpty() ? GATEWAY.getOrDefault(point, "") : stated;
    }

    /** The class; null if no bundle exports it. */
    @Nullable
    Class<?> find(String name) {
        FrameworkWiring wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        Collection<BundleCapability> exporters =
                wiring.findProviders(new PackageRequirement(name.substring(0, Math.max(0, name.lastIndexOf('.')))));
        for (BundleCapability exporter : exporters) {
            Bundle bundle = exporter.getRevision().getBundle();
            try {
                return bundle.loadClass(name);
            } catch (ClassNotFoundException | IllegalStateException e) {
                // Another bundle may have it.
            }
        }
        return null;
    }

    /** A requirement of a package, of no bundle. */
    private record PackageRequirement(String name) implements Requirement {

        @Override
        public String getNamespace() {
            return PackageNamespace.PACKAGE_NAMESPACE;
        }

        @Override
        public Map<String, String> getDirectives() {
            return Map.of(
                    Namespace.REQUIREMENT_FILTER_DIRECTIVE,
                    "(" + PackageNamespace.PACKAGE_NAMESPACE + "=" + name + ")");
        }

        @Override
        public Map<String, Object> getAttributes() {
            return Map.of();
        }

        @Override
        public @Nullable Resource getResource() {
            return null;
        }
    }
}
