package io.hookline.core.internal.registry;

import io.hookline.api.hook.HookProperties;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * What a plugin declares in its bundle's manifest.
 *
 * @param bundle its bundle
 * @param id the id by which others know it
 * @param version the version that it states, else the bundle's
 * @param stated whether it carries {@code @Plugin}, so that others can depend on it
 * @param tags what it can be used for
 * @param needs the plugins it depends on, each as id and versions
 */
public record PluginInfo(
        Bundle bundle, String id, Version version, boolean stated, List<String> tags, List<String> needs) {

    private static final String TAGS = "tags";

    /** Copies the lists. */
    public PluginInfo {
        tags = List.copyOf(tags);
        needs = List.copyOf(needs);
    }

    /** The plugins of a bundle: one for each class with {@code @Plugin}, or else one with the bundle's own name. */
    public static List<PluginInfo> of(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        List<PluginInfo> infos = new ArrayList<>();
        List<String> needs = new ArrayList<>();
        if (revision != null) {
            revision.getDeclaredRequirements(HookProperties.PLUGIN_NAMESPACE)
                    .forEach(requirement -> needs.add(Filters.nameAndVersions(requirement)));
            for (BundleCapability capability : revision.getDeclaredCapabilities(HookProperties.PLUGIN_NAMESPACE)) {
                infos.add(of(bundle, capability, needs));
            }
        }
        if (infos.isEmpty()) {
            infos.add(new PluginInfo(bundle, nameOf(bundle), bundle.getVersion(), false, List.of(), needs));
        }
        return infos;
    }

    private static PluginInfo of(Bundle bundle, BundleCapability capability, List<String> needs) {
        Object id = capability.getAttributes().get(HookProperties.PLUGIN_NAMESPACE);
        Object version = capability.getAttributes().get(Constants.VERSION_ATTRIBUTE);
        Object tags = capability.getAttributes().get(TAGS);
        return new PluginInfo(
                bundle,
                id instanceof String name ? name : nameOf(bundle),
                version instanceof Version known ? known : bundle.getVersion(),
                true,
                tags instanceof Collection<?> some
                        ? some.stream().map(String::valueOf).toList()
                        : Stream.ofNullable(tags).map(String::valueOf).toList(),
                needs);
    }

    /** A bundle's symbolic name; a made one for a jar that has none. */
    public static String nameOf(Bundle bundle) {
        return Objects.requireNonNullElse(bundle.getSymbolicName(), "bundle-" + bundle.getBundleId());
    }

    /** A bundle's name and version. */
    public static String labelOf(Bundle bundle) {
        return nameOf(bundle) + " " + bundle.getVersion();
    }

    /** Its bundle's name and version. */
    public String label() {
        return labelOf(bundle);
    }

    boolean hasAll(Collection<String> wanted) {
        return tags.containsAll(wanted);
    }

    /** The bundles that are wired to a bundle because they depend on a plugin in it, by name. */
    public static List<Bundle> dependants(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        List<BundleWire> wires = wiring == null ? null : wiring.getProvidedWires(HookProperties.PLUGIN_NAMESPACE);
        if (wires == null) {
            return List.of();
        }
        return wires.stream()
                .map(wire -> wire.getRequirer().getBundle())
                .filter(requirer -> !requirer.equals(bundle))
                .distinct()
                .sorted((a, b) -> labelOf(a).compareTo(labelOf(b)))
                .toList();
    }
}
