package io.hookline.core.internal.bind;

import io.hookline.core.internal.registry.Filters;
import io.hookline.engine.contract.ClassOrigin;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** Tells where classes come from in a framework: bundle, package, version, and how another bundle is wired to it. */
public final class BundleClassOrigin implements ClassOrigin {

    private static final ClassOrigin LOADERS = ClassOrigin.ofLoaders();

    /** For instance {@code bundle io.hookline.gateway 0.1.0}; outside a framework, the class loader. */
    @Override
    public String of(Class<?> type) {
        Bundle bundle = FrameworkUtil.getBundle(type);
        if (bundle != null) {
            return "bundle " + bundle.getSymbolicName() + " " + bundle.getVersion();
        }
        return LOADERS.of(type);
    }

    /** The class, where it comes from, and its package's version if that is exported. */
    @Override
    public String full(Class<?> type) {
        return type.getName() + " of " + of(type)
                + exportOf(type)
                        .map(export -> " (package version " + version(export) + ")")
                        .orElse("");
    }

    /** The clause of an import that a plugin for this class needs: the version as it is, up to the next major one. */
    @Override
    public String importOf(Class<?> type) {
        String name = type.getPackageName();
        return exportOf(type)
                .map(BundleClassOrigin::version)
                .map(version -> name + ";version=\"[" + version.getMajor() + "." + version.getMinor() + ","
                        + (version.getMajor() + 1) + ")\"")
                .orElse(name);
    }

    /**
     * How the bundle of one class gets the package of another, for instance {@code imports a.b [1.0,2) from host
     * 1.2.0}, or has a copy of its own; empty outside a framework.
     */
    @Override
    public String wiring(Class<?> user, Class<?> used) {
        Bundle bundle = FrameworkUtil.getBundle(user);
        if (bundle == null) {
            return "";
        }
        String name = used.getPackageName();
        return wire(bundle, name)
                .map(wire -> "imports " + name + range(wire) + " from "
                        + wire.getProvider().getSymbolicName() + " "
                        + wire.getProvider().getVersion() + ", which exports "
                        + version(wire.getCapability()))
                .orElse("does not import " + name + (contains(bundle, used) ? " but contains a copy of it" : ""));
    }

    private static boolean contains(Bundle bundle, Class<?> type) {
        return bundle.getEntry(type.getName().replace('.', '/') + ".class") != null;
    }

    private static Optional<BundleCapability> exportOf(Class<?> type) {
        Bundle bundle = FrameworkUtil.getBundle(type);
        BundleWiring wiring = bundle == null ? null : bundle.adapt(BundleWiring.class);
        return wiring == null
                ? Optional.empty()
                : orEmpty(wiring.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE)).stream()
                        .filter(capability -> type.getPackageName().equals(name(capability)))
                        .findFirst();
    }

    private static Optional<BundleWire> wire(Bundle bundle, String name) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return wiring == null
                ? Optional.empty()
                : orEmpty(wiring.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE)).stream()
                        .filter(wire -> name.equals(name(wire.getCapability())))
                        .findFirst();
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static String range(BundleWire wire) {
        String filter = wire.getRequirement().getDirectives().get(Constants.FILTER_DIRECTIVE);
        String range = filter == null ? "" : Filters.versions(filter);
        return range.isEmpty() ? " of any version" : range;
    }

    private static Object name(BundleCapability capability) {
        return capability.getAttributes().getOrDefault(PackageNamespace.PACKAGE_NAMESPACE, "");
    }

    private static Version version(BundleCapability capability) {
        return capability.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE) instanceof Version version
                ? version
                : Version.emptyVersion;
    }
}
