package io.hookline.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    void run(ShellMode shell) throws BundleException, IOException {
        String fingerprint = distribution.fingerprint();
        List<String> before = Files.exists(record) ? Files.readAllLines(record) : List.of();
        boolean fresh = before.isEmpty();
        boolean changed = fresh || !before.get(0).equals(fingerprint);
        List<String> wanted =
                distribution.bundles().stream().map(BundleSync::location).toList();
        if (changed) {
            removeGone(before, wanted);
        }
        for (String location : wanted) {
            Bundle bundle = context.getBundle(location);
            if (bundle == null) {
                add(location, shell);
            } else if (changed) {
                bundle.update();
                mark(bundle, shell);
            } else if (ShellMode.isShell(bundle.getSymbolicName())) {
                mark(bundle, shell);
            }
        }
        if (fresh) {
            for (Path plugin : distribution.plugins()) {
                Bundle bundle = context.installBundle(plugin.toUri().toString());
                level(bundle, levels.ofPlugins());
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
        if (changed) {
            remember(fingerprint, wanted);
        }
    }

    private void removeGone(List<String> before, List<String> wanted) throws BundleException {
        Set<String> gone = new HashSet<>(before.subList(before.isEmpty() ? 0 : 1, before.size()));
        wanted.forEach(gone::remove);
        for (String location : gone) {
            Bundle bundle = context.getBundle(location);
            if (bundle != null) {
                bundle.uninstall();
            }
        }
    }

    private void add(String location, ShellMode shell) throws BundleException {
        Bundle bundle = context.installBundle(location);
        level(bundle, levels.ofBundle(bundle.getSymbolicName()));
        mark(bundle, shell);
    }

    /** Makes the framework start the bundle, or not, when it reaches the bundle's level. */
    private static void mark(Bundle bundle, ShellMode shell) throws BundleException {
        String name = bundle.getSymbolicName();
        boolean start = !ShellMode.isShell(name) || shell.needs(name);
        boolean fragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
        boolean started = bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
        if (fragment || start == started) {
            return;
        }
        if (start) {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        } else {
            bundle.stop();
        }
    }

    private static void level(Bundle bundle, int level) {
        bundle.adapt(BundleStartLevel.class).setStartLevel(level);
    }

    private void remember(String fingerprint, List<String> wanted) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(fingerprint);
        lines.addAll(wanted);
        Path written = record.resolveSibling(record.getFileName() + ".new");
        Files.write(written, lines);
        Files.move(written, record, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
