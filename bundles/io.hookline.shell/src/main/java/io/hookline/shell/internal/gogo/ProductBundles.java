package io.hookline.shell.internal.gogo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Tells the bundles of the product, whose commands no plugin can shadow. Safe for use by many threads. */
final class ProductBundles {

    private final long shell;

    /** Where the launcher installs bundles from, with a slash at the end; null in the process of an application. */
    private final @Nullable String folder;

    /**
     * With the folder of the distribution.
     *
     * @param home the folder of the distribution; null if there is none
     */
    ProductBundles(long shell, @Nullable String home) {
        this.shell = shell;
        this.folder = home == null
                ? null
                : withSlash("reference:"
                        + Path.of(home, "bundles").toAbsolutePath().normalize().toUri());
    }

    static ProductBundles of(BundleContext context) {
        return new ProductBundles(context.getBundle().getBundleId(), context.getProperty("hookline.home"));
    }

    /** Whether a bundle is the shell itself, or comes from the distribution's folder of bundles. */
    boolean contains(Bundle bundle) {
        return bundle.getBundleId() == shell
                || (folder != null && bundle.getLocation().startsWith(folder));
    }

    private static String withSlash(String location) {
        return location.endsWith("/") ? location : location + "/";
    }
}
