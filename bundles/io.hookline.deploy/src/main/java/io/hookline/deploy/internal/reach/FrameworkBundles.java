package io.hookline.deploy.internal.reach;

import io.hookline.deploy.internal.bundle.PluginBundles;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * Tells three kinds of bundles apart: those of the product, plugins, which deploy has installed, and those that others
 * have installed. Safe for use by many threads.
 *
 * <p>In the product's own process the product is what lies in the distribution. In a framework of an application it is
 * all that was there when deploy started: the application and its libraries.
 */
public final class FrameworkBundles {

    private static final String HOME = "hookline.home";

    private final @Nullable String distribution;
    private final Set<Long> presentIds = new HashSet<>();
    private final Set<String> stores = new CopyOnWriteArraySet<>();

    private FrameworkBundles(@Nullable String distribution) {
        this.distribution = distribution;
    }

    /**
     * The bundles of a framework, as they are now.
     *
     * @param store the folder in which deploy keeps the jars of plugins
     */
    public static FrameworkBundles of(BundleContext context, Path store) {
        String home = context.getProperty(HOME);
        FrameworkBundles bundles = new FrameworkBundles(home == null ? null : folder(Path.of(home, "bundles")));
        bundles.addStore(store);
        Stream.of(context.getBundles())
                .filter(bundle -> !bundles.isPlugin(bundle))
                .forEach(bundle -> bundles.presentIds.add(bundle.getBundleId()));
        return bundles;
    }

    /** Bundles whose jars lie in this folder are plugins, too. */
    public void addStore(Path folder) {
        stores.add(folder(folder));
    }

    /** Whether the process is the product's own, so that nothing but deploy has to install bundles. */
    boolean isOwnProcess() {
        return distribution != null;
    }

    /** Whether a bundle belongs to the product. */
    boolean isProduct(Bundle bundle) {
        return bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID
                || (distribution == null
                        ? presentIds.contains(bundle.getBundleId())
                        : bundle.getLocation().startsWith(distribution));
    }

    /** Whether deploy has installed a bundle. */
    boolean isPlugin(Bundle bundle) {
        String location = bundle.getLocation();
        for (String store : stores) {
            if (location.startsWith(store)) {
                return true;
            }
        }
        return false;
    }

    private static String folder(Path path) {
        String location = PluginBundles.location(path.toAbsolutePath().normalize());
        return location.endsWith("/") ? location : location + "/";
    }
}
