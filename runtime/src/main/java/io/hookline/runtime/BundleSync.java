package io.hookline.runtime;

import io.hookline.common.file.DurableFile;
import io.hookline.common.file.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the framework's bundles match those of the distribution, before the framework starts. It removes plugins, too:
 * the deployer installs those of its desired set.
 */
final class BundleSync {

    private static final Logger LOG = LoggerFactory.getLogger(BundleSync.class);
    private static final int MOST_RECORD_BYTES = 4 << 20;

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

    /** The location of a bundle of the distribution, which is used in place, not copied. */
    static String location(Path jar) {
        return "reference:" + jar.toUri();
    }

    /** Installs, updates and removes bundles as needed, and marks those to start. */
    void run() throws BundleException, IOException {
        Map<String, String> before = Files.exists(record) ? recorded() : Map.of();
        Map<String, String> now = new TreeMap<>();
        for (Path jar : distribution.bundles()) {
            now.put(location(jar), Long.toHexString(Distribution.checksum(jar)));
        }
        for (Bundle bundle : context.getBundles()) {
            String location = bundle.getLocation();
            if (bundle.getBundleId() != 0 && !now.containsKey(location)) {
                if (!before.containsKey(location) && !location.startsWith("reference:")) {
                    LOG.warn(
                            "{} {}, installed by hand from {}, is not kept over a restart: hook:deploy keeps what it"
                                    + " installs",
                            bundle.getSymbolicName(),
                            bundle.getVersion(),
                            location);
                }
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
        if (!now.equals(before)) {
            remember(now);
        }
    }

    private void add(String location) throws BundleException {
        Bundle bundle = context.installBundle(location);
        bundle.adapt(BundleStartLevel.class).setStartLevel(levels.ofBundle(bundle.getSymbolicName()));
        mark(bundle);
    }

    /** Makes the framework start the bundle at its start level, except shells, which the launcher starts. */
    private static void mark(Bundle bundle) throws BundleException {
        boolean fragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
        boolean started = bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
        if (!fragment && !started && !ShellMode.isShell(bundle.getSymbolicName())) {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
    }

    /** The location and checksum of each bundle at the last start. */
    private Map<String, String> recorded() throws IOException {
        Map<String, String> recorded = new TreeMap<>();
        String text = new String(RegularFile.read(record, MOST_RECORD_BYTES), StandardCharsets.UTF_8);
        for (String line : text.lines().toList()) {
            int blank = line.indexOf(' ');
            if (blank > 0) {
                recorded.put(line.substring(blank + 1), line.substring(0, blank));
            }
        }
        return recorded;
    }

    private void remember(Map<String, String> found) throws IOException {
        String lines = found.entrySet().stream()
                .map(jar -> jar.getValue() + " " + jar.getKey() + "\n")
                .collect(Collectors.joining());
        DurableFile.write(record, lines.getBytes(StandardCharsets.UTF_8));
    }
}
