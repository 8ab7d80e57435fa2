package io.hookline.deploy.internal.reach;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.resource.Namespace;

/**
 * The packages that bundles of the product, the framework and the JDK among them, export or cannot do without. A bundle
 * that the framework resolves late would be wired to a plugin that exports one of them in a higher version.
 */
final class ProductPackages {

    private static final Pattern NAME = Pattern.compile("\\(osgi\\.wiring\\.package=([^)*]+)\\)");

    private ProductPackages() {}

    /** How the product uses each package, by its name: for instance {@code io.hookline.api exports it}. */
    static Map<String, String> of(BundleContext context, FrameworkBundles bundles) {
        Map<String, String> uses = new TreeMap<>();
        for (Bundle bundle : context.getBundles()) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            if (revision != null && bundles.isProduct(bundle)) {
                add(bundle, revision, uses);
            }
        }
        return uses;
    }

    private static void add(Bundle bundle, BundleRevision revision, Map<String, String> uses) {
        for (BundleRequirement wanted : revision.getDeclaredRequirements(PackageNamespace.PACKAGE_NAMESPACE)) {
            String resolution = wanted.getDirectives().get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE);
            boolean needed = resolution == null || resolution.equals(Namespace.RESOLUTION_MANDATORY);
            Matcher name = NAME.matcher(wanted.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, ""));
            if (needed && name.find()) {
                uses.putIfAbsent(name.group(1), bundle.getSymbolicName() + " imports it");
            }
        }
        for (BundleCapability offered : revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
            Object name = offered.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE);
            String who = bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID
                    ? "the framework or the JDK"
                    : bundle.getSymbolicName();
            uses.put(String.valueOf(name), who + " exports it");
        }
    }
}
