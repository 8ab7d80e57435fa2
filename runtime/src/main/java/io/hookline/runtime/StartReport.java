package io.hookline.runtime;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The output of the launcher after a start, successful or not. */
final class StartReport {

    private static final String OWN_PLUGINS = "io.hookline.plugin.";

    private final BundleContext context;
    private final Distribution distribution;
    private final DataFolder data;
    private final ShellMode mode;

    StartReport(BundleContext context, Distribution distribution, DataFolder data, ShellMode mode) {
        this.context = context;
        this.distribution = distribution;
        this.data = data;
        this.mode = mode;
    }

    void started(String uri, long tookNanos, Diagnosis diagnosis, PrintWriter out) {
        out.println("Hookline " + Version.text() + " listens at " + uri + "   (started in " + seconds(tookNanos) + ")");
        out.println("  plugins  " + plugins());
        out.println("  data     " + data.root() + "   (configuration in conf, log in log/hookline.log)");
        out.println("  try      curl -i -H \"X-API-Key: $(cat " + quoted(data.apiKey()) + ")\" " + uri + "/records");
        String management = new GatewayLocator(context).management();
        if (management != null) {
            out.println("  health   " + management + "/health/ready");
        }
        String console = console();
        if (console != null) {
            out.println("  console  " + console + "   (hookline console logs you in)");
        }
        out.println("  stop     "
                + switch (mode) {
                    case TERMINAL -> "exit or Ctrl-D";
                    case SCRIPT -> "the end of standard input, or exit";
                    case NONE -> "Ctrl-C, or kill " + ProcessHandle.current().pid();
                });
        diagnosis
                .failed()
                .forEach(component -> out.println("  PROBLEM  " + component.description.name + ": "
                        + Diagnosis.cause(component.failure) + "   (more in the log)"));
        diagnosis
                .refusedConfigurations()
                .forEach(refused -> out.println("  PROBLEM  refused configuration, " + refused + "   (hook:config)"));
        diagnosis.damage().forEach(damage -> out.println("  PROBLEM  " + damage));
        if (mode == ShellMode.TERMINAL) {
            out.println("  shell    help, hook:points, hook:chain, hook:plugins; Tab completes");
        }
        out.flush();
    }

    /** The address of the admin API, which is the console's; null if it has none. */
    private @Nullable String console() {
        try {
            Path file = data.root().resolve("admin.url");
            return Files.exists(file) ? Files.readString(file).strip() : null;
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Says why the gateway does not listen, and what to do.
     *
     * @param hanging what hangs in its start, one line each
     */
    void notListening(Diagnosis diagnosis, List<String> hanging, PrintWriter err) {
        Path log = data.log().resolve("hookline.log");
        Optional<String> port = diagnosis.portInUse();
        if (port.isPresent()) {
            err.println("hookline: port " + port.get()
                    + " is in use by another program; choose another port with --port, or 0 for any free port");
            err.flush();
            return;
        }
        err.println("hookline: the gateway does not listen.");
        List<String> findings = new ArrayList<>(hanging);
        findings.addAll(diagnosis.findings());
        findings.forEach(finding -> err.println("  - " + finding));
        if (findings.isEmpty()) {
            err.println("  All bundles are started and all components are satisfied, but there is no gateway: is its"
                    + " bundle installed?");
        }
        err.println("  More in " + log + "; to go back to plugins that ran before: hookline recover --data "
                + quoted(data.root()));
        err.flush();
    }

    /** The running plugins, each with its version. */
    private String plugins() {
        String plugins = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getBundleId() != 0 && bundle.getSymbolicName() != null)
                .filter(bundle -> !distribution.owns(bundle.getLocation()))
                .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                .map(bundle -> shortName(bundle.getSymbolicName()) + " " + bundle.getVersion())
                .sorted()
                .collect(Collectors.joining(", "));
        return plugins.isEmpty() ? "none runs" : plugins;
    }

    private static String shortName(String symbolicName) {
        return symbolicName.startsWith(OWN_PLUGINS) ? symbolicName.substring(OWN_PLUGINS.length()) : symbolicName;
    }

    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[\\w./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
