package io.hookline.isolation.process.internal.parent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * The bundles of a child, as they are wired in the runtime. What the runner, the contracts and the codecs are wired to
 * becomes the child's class path, so that both sides have the same classes; the framework there exports it. The plugins
 * and the rest of what they are wired to become bundles. Immutable.
 */
final class BundlePlan {

    private static final Set<String> OF_FRAMEWORKS = Set.of("osgi.ee", "osgi.native");
    private static final String PACKAGE = "osgi.wiring.package";
    private static final String HOST = "io.hookline.point";

    private final List<Bundle> plugins;
    private final Set<Bundle> onClassPath;
    private final Set<Bundle> services = new LinkedHashSet<>();
    private final Set<Bundle> libraries = new LinkedHashSet<>();
    private final Map<String, String> packages = new TreeMap<>();
    private final Set<String> systemPackages = new LinkedHashSet<>();
    private final Set<String> capabilities = new LinkedHashSet<>();

    /**
     * Plans a child.
     *
     * @param plugins that run in it
     * @param shared the runner, and the bundles of contracts and codecs
     * @param services Configuration Admin and Declarative Services, in the order in which they start
     */
    BundlePlan(Collection<Bundle> plugins, Collection<Bundle> shared, List<Bundle> services) {
        this.plugins = List.copyOf(plugins);
        Set<Bundle> roots = new LinkedHashSet<>(shared);
        for (Bundle plugin : plugins) {
            for (BundleWire wire : wires(plugin)) {
                if (wire.getCapability().getNamespace().equals(HOST)) {
                    roots.add(wire.getProvider().getBundle());
                }
            }
        }
        this.onClassPath = closure(roots, Set.of());
        this.services.addAll(services);
        Set<Bundle> all = closure(plugins, onClassPath);
        all.addAll(closure(services, onClassPath));
        all.removeAll(this.services);
        all.removeAll(this.plugins);
        this.libraries.addAll(all);
        Set<Bundle> bundles = new LinkedHashSet<>(all);
        bundles.addAll(this.services);
        bundles.addAll(this.plugins);
        bundles.forEach(bundle -> wires(bundle).forEach(wire -> need(wire, bundles)));
        onClassPath.forEach(bundle -> wires(bundle).forEach(this::share));
    }

    /** What the class path itself needs: packages of the launcher, and those that it has in common with bundles. */
    private void share(BundleWire wire) {
        if (!systemPackage(wire)
                && services.contains(wire.getProvider().getBundle())
                && wire.getCapability().getNamespace().equals(PACKAGE)) {
            export(wire.getCapability());
        }
    }

    private void export(BundleCapability capability) {
        Object version = capability.getAttributes().get(Constants.VERSION_ATTRIBUTE);
        packages.put(
                String.valueOf(capability.getAttributes().get(PACKAGE)),
                version == null ? "0.0.0" : version.toString());
    }

    private static List<BundleWire> wires(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        return wiring == null ? List.of() : wiring.getRequiredWires(null);
    }

    /** The bundles that some are wired to, and those themselves; without the framework and what is left out. */
    private static Set<Bundle> closure(Collection<Bundle> roots, Set<Bundle> without) {
        Set<Bundle> found = new LinkedHashSet<>();
        Deque<Bundle> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            Bundle bundle = open.removeFirst();
            if (bundle.getBundleId() != 0 && !without.contains(bundle) && found.add(bundle)) {
                for (BundleWire wire : wires(bundle)) {
                    open.addLast(wire.getProvider().getBundle());
                }
            }
        }
        return found;
    }

    private void need(BundleWire wire, Set<Bundle> bundles) {
        if (bundles.contains(wire.getProvider().getBundle())) {
            return;
        }
        BundleCapability capability = wire.getCapability();
        if (capability.getNamespace().equals(PACKAGE)) {
            if (systemPackage(wire) || wire.getProvider().getBundle().getBundleId() != 0) {
                export(capability);
            }
        } else if (!capability.getNamespace().startsWith("osgi.wiring.")
                && !OF_FRAMEWORKS.contains(capability.getNamespace())) {
            capabilities.add(text(capability));
        }
    }

    /** Whether a wire is to a package that the launcher's class path brings; remembers it. */
    private boolean systemPackage(BundleWire wire) {
        Object name = wire.getCapability().getAttributes().get(PACKAGE);
        if (wire.getProvider().getBundle().getBundleId() != 0 || !(name instanceof String text)) {
            return false;
        }
        boolean isJdk = ModuleLayer.boot().modules().stream()
                .filter(Module::isNamed)
                .anyMatch(module -> module.getPackages().contains(text));
        boolean isFrameworks = text.startsWith("org.osgi.framework") || text.startsWith("org.osgi.resource");
        if (isJdk || isFrameworks || text.startsWith("org.osgi.util.tracker") || text.startsWith("org.osgi.dto")) {
            return false;
        }
        systemPackages.add(text);
        return true;
    }

    private static String text(BundleCapability capability) {
        StringBuilder text = new StringBuilder(capability.getNamespace());
        capability.getAttributes().forEach((name, value) -> {
            String type = value instanceof String ? "" : ":" + value.getClass().getSimpleName();
            if (value instanceof Collection<?> items) {
                type = ":List<String>";
                value = String.join(",", items.stream().map(String::valueOf).toList());
            }
            text.append("; ")
                    .append(name)
                    .append(type)
                    .append("=\"")
                    .append(value)
                    .append('"');
        });
        return text.toString();
    }

    /** Whether a bundle is on the class path. */
    boolean shares(Bundle bundle) {
        return onClassPath.contains(bundle);
    }

    List<Bundle> plugins() {
        return plugins;
    }

    /** The class path: the shared bundles' jars, the framework's, and those of the launcher that are needed. */
    List<Path> classPath(BundleFiles files, LauncherJars launcher, Set<String> always) throws IOException {
        Set<Path> jars = new LinkedHashSet<>();
        for (Bundle bundle : onClassPath) {
            jars.add(files.of(bundle));
        }
        Set<String> needed = new LinkedHashSet<>(systemPackages);
        needed.addAll(always);
        jars.addAll(launcher.with(needed));
        return List.copyOf(jars);
    }

    /** What the child's framework starts with. */
    Map<String, @Nullable Object> values(BundleFiles files, Path storage) throws IOException {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, exported());
        properties.put(Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA, String.join(",", capabilities));
        properties.put(Constants.FRAMEWORK_BOOTDELEGATION, "sun.misc");
        properties.put("felix.log.level", "1");
        properties.put("ds.loglevel", "2");
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("properties", properties);
        values.put("services", locations(services, files));
        values.put("libraries", locations(libraries, files));
        values.put("plugins", locations(plugins, files));
        return values;
    }

    private String exported() {
        List<String> clauses = new ArrayList<>();
        packages.forEach((name, version) -> clauses.add(name + ";version=\"" + version + "\""));
        return String.join(",", clauses);
    }

    private static List<Object> locations(Collection<Bundle> bundles, BundleFiles files) throws IOException {
        List<Object> locations = new ArrayList<>();
        for (Bundle bundle : bundles) {
            locations.add("reference:" + files.of(bundle).toUri());
        }
        return locations;
    }
}
