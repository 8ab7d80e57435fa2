package io.hookline.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * Brings the framework's bundles in line with the distribution before the framework starts.
 *
 * <p>The product's bundles follow the distribution at every start. Plugins are installed from it once, into a fresh
 * cache; from then on the cache remembers what the operator installed, stopped and removed.
 */
final class BundleSync {

    private final BundleContext context;
    private final Distribution distribution;
    private final StartLevels levels;
    private final Path record;

    BundleSync(BundleContext context, Distribution distribution, StartLevels levels, Path record) {
        this.context = context;
        this.distribution = distribution;
        this.levels = levels;
        this.record = record;
    }

    /** Where the distribution's bundle lies: it is used in place, not copied. */
    static String location(Path jar) {
        return "reference:" + jar.toUri();
    }

    /** Installs, updates and removes what differs, and marks what is to start. */
    void run() throws BundleException, IOException {
        boolean fresh = !Files.exists(record);
        Map<String, String> before = fresh ? Map.of() : recorded();
        Map<String, String> now = new TreeMap<>();
        for (Path jar : distribution.bundles()) {
            now.put(location(jar), Long.toHexString(Distribution.checksum(jar)));
        }
        for (String location : before.keySet()) {
            Bundle bundle = now.containsKey(location) ? null : context.getBundle(location);
            if (bundle != null) {
                bundle.uninstall();
            }
        }
        for (Map.Entry<String, String> jar : now.entrySet()) {
            Bundle bundle = context.getBundle(jar.getKey());
            if (bundle == null) {
                add(jar.getKey());
            } else {
                if (!jar.getValue().equals(before.get(jar.getKey()))) {
                    bundle.update();
                }
                mark(bundle);
            }
        }
        if (fresh) {
            addPlugins();
        }
        if (!now.equals(before)) {
            remember(now);
        }
    }

    private void addPlugins() throws BundleException {
        for (Path plugin : distribution.plugins()) {
            Bundle bundle = context.installBundle(plugin.toUri().toString());
            level(bundle, levels.ofPlugins());
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
    }

    private void add(String location) throws BundleException {
        Bundle bundle = context.installBundle(location);
        level(bundle, levels.ofBundle(bundle.getSymbolicName()));
        mark(bundle);
    }

    /** Makes the framework start the bundle when it reaches the bundle's level; shells wait for the launcher. */
    private static void mark(Bundle bundle) throws BundleException {
        boolean fragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
        boolean started = bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
        if (!fragment && !started && !ShellMode.isShell(bundle.getSymbolicName())) {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
    }

    private static void level(Bundle bundle, int level) {
        bundle.adapt(BundleStartLevel.class).setStartLevel(level);
    }

    /** What the last start found: location and checksum of each bundle. */
    private Map<String, String> recorded() throws IOException {
        Map<String, String> recorded = new TreeMap<>();
        for (String line : Files.readAllLines(record)) {
            int blank = line.indexOf(' ');
            if (blank > 0) {
                recorded.put(line.substring(blank + 1), line.substring(0, blank));
            }
        }
        return recorded;
    }

    private void remember(Map<String, String> found) throws IOException {
        List<String> lines = found.entrySet().stream()
                .map(jar -> jar.getValue() + " " + jar.getKey())
                .toList();
        Path written = record.resolveSibling(record.getFileName() + ".new");
        Files.write(written, lines);
        Files.move(written, record, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
