package io.hookline.deploy.internal.bundle;

import io.hookline.deploy.internal.resolve.ResolveCheck;
import io.hookline.deploy.internal.resolve.ResolveVerdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** Says why a bundle that is to run is not active, and what cures that. Safe for use by many threads. */
final class BundleProblems {

    private final PluginBundles bundles;
    private final ResolveCheck resolve;
    private final Function<Bundle, List<Bundle>> awaited;
    private final Map<Bundle, Told> missing = new ConcurrentHashMap<>();

    /**
     * Problems.
     *
     * @param awaited the bundles that a resolved bundle waits for
     */
    BundleProblems(PluginBundles bundles, ResolveCheck resolve, Function<Bundle, List<Bundle>> awaited) {
        this.bundles = bundles;
        this.resolve = resolve;
        this.awaited = awaited;
    }

    /** The problem of a bundle with the jar that it is to be; empty if it is active. */
    String of(Bundle bundle, Path jar) {
        return switch (bundle.getState()) {
            case Bundle.ACTIVE -> "";
            case Bundle.INSTALLED -> missing(bundle, jar);
            case Bundle.STARTING -> "its bundle is being started";
            case Bundle.STOPPING -> "its bundle is being stopped";
            case Bundle.RESOLVED -> resolved(bundle);
            default -> "its bundle is not installed any more";
        };
    }

    private String resolved(Bundle bundle) {
        List<Bundle> needed = awaited.apply(bundle);
        if (!needed.isEmpty()) {
            return "it waits for " + PluginBundles.labels(needed) + ", on which it depends; it starts when that runs";
        }
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        int reached = bundles.context()
                .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkStartLevel.class)
                .getStartLevel();
        return reached < level.getStartLevel()
                ? "it starts at start level " + level.getStartLevel() + ", with the other plugins"
                : "its bundle is not active: it was stopped by hand, or did not start again, and the log says why:"
                        + " hook:start " + bundle.getSymbolicName() + ", or felix:start " + bundle.getBundleId();
    }

    /** What it lacks costs some milliseconds to find out, and is the same until a bundle comes or goes. */
    private String missing(Bundle bundle, Path jar) {
        long stamp = bundles.stamp();
        Told told = missing.get(bundle);
        if (told == null || told.stamp != stamp) {
            missing.keySet().removeIf(other -> other.getState() == Bundle.UNINSTALLED);
            told = new Told(stamp, missingNow(bundle, jar));
            missing.put(bundle, told);
        }
        return told.text;
    }

    private String missingNow(Bundle bundle, Path jar) {
        try {
            ResolveVerdict verdict = resolve.check(List.of(jar), Set.of(bundle));
            return verdict.ok()
                    ? "it is about to start: what it waited for is here"
                    : "it waits: " + verdict.headline() + "; it starts when that comes";
        } catch (IOException e) {
            return "its bundle does not resolve any more, and its jar cannot be read: " + e;
        }
    }

    private record Told(long stamp, String text) {}
}
