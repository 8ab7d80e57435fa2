package io.hookline.runtime;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hookline run}: runs the gateway with its plugins until it is stopped. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Run the gateway with its plugins until stopped.",
        footer = {
            "",
            "On a terminal there is a shell; exit or Ctrl-D stops everything. Without a terminal there is no shell, and"
                    + " a signal (TERM, or INT as from Ctrl-C) stops everything; calls in flight may finish. With --shell"
                    + " and no terminal, commands are read from standard input, whose end stops everything.",
            "The first start writes DIR/conf and the file DIR/api-key. Changes in DIR/conf take effect at once. JVM"
                    + " options: the environment variable HOOKLINE_OPTS."
        })
final class RunCommand implements Callable<Integer> {

    private static final long LISTEN_TIMEOUT_S = 30;
    private static final long STOP_TIMEOUT_S = 20;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "N",
            defaultValue = "8080",
            description = "Port of the gateway; 0 for any free port. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = {"-u", "--upstream"},
            paramLabel = "URL",
            defaultValue = "",
            description = "Target of requests, such as http://127.0.0.1:9000. Default: the built-in record service.")
    private String upstream = "";

    @Option(
            names = {"-d", "--data"},
            paramLabel = "DIR",
            defaultValue = "hookline-data",
            description = "Folder for configuration, cache, log and records. Default: ./${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private Path dataPath;

    @Option(names = "--shell", negatable = true, description = "Start a shell or not. Default: only on a terminal.")
    private @Nullable Boolean shell;

    /** Only with a shell on the terminal. */
    private @Nullable PromptConsole console;

    @Override
    public Integer call() throws InterruptedException, IOException {
        long startedNanos = System.nanoTime();
        checkOptions();
        ShellMode mode = ShellMode.of(shell, ShellMode.onTerminal());
        PrintWriter out = mode == ShellMode.SCRIPT
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
        Distribution distribution = Distribution.installed();
        DataFolder data = DataFolder.at(dataPath);
        if (mode == ShellMode.TERMINAL) {
            console = PromptConsole.install();
        }
        try (DataLock lock = DataLock.claim(data)) {
            Logging.start(distribution, data, mode);
            Optional<String> key = data.addDefaults(distribution.conf());
            if (key.isPresent()) {
                out.println("First start: wrote the default configuration and a new API key to " + data.root());
            }
            return run(distribution, data, mode, startedNanos, out);
        }
    }

    private void checkOptions() {
        if (port < 0 || port > 65535) {
            throw new ParameterException(spec.commandLine(), "--port must be between 0 and 65535, not " + port);
        }
        if (!upstream.isEmpty() && !upstream.matches("http://[^/\\s]+(/\\S*)?")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--upstream must be like http://host:port (plain HTTP), not \"" + upstream + "\"");
        }
    }

    private int run(Distribution distribution, DataFolder data, ShellMode mode, long startedNanos, PrintWriter out)
            throws InterruptedException {
        OsgiRuntime runtime = OsgiRuntime.start(distribution, data, properties(data, mode));
        try (SignalHook hook = new SignalHook(() -> stopAtSignal(runtime, mode, out))) {
            StartReport report = new StartReport(runtime.context(), distribution, data, mode);
            Diagnosis diagnosis = new Diagnosis(runtime.context());
            String uri = new GatewayLocator(runtime.context())
                    .await(LISTEN_TIMEOUT_S, TimeUnit.SECONDS, () -> diagnosis.hasFailed(GatewayLocator.BUNDLE));
            if (uri != null) {
                report.started(uri, System.nanoTime() - startedNanos, diagnosis, out);
            } else {
                report.notListening(diagnosis, spec.commandLine().getErr());
            }
            // With a shell the user can correct the problem; without one it is better to fail.
            boolean mendable =
                    mode == ShellMode.TERMINAL && diagnosis.portInUse().isEmpty();
            if (uri != null || mendable) {
                stay(runtime, mode);
            } else {
                runtime.stop(STOP_TIMEOUT_S, TimeUnit.SECONDS);
            }
            return uri != null ? 0 : 1;
        }
    }

    private void stay(OsgiRuntime runtime, ShellMode mode) throws InterruptedException {
        if (console != null) {
            console.follow(runtime.context());
        }
        runtime.startShell(mode);
        runtime.awaitStop();
    }

    private Map<String, String> properties(DataFolder data, ShellMode mode) {
        Map<String, String> properties = new HashMap<>(mode.properties());
        properties.put("hookline.port", Integer.toString(port));
        properties.put("hookline.upstream", upstream);
        properties.put("hookline.data", data.root().toAbsolutePath().normalize().toString());
        return properties;
    }

    /** A requested stop is a success. */
    private static int stopAtSignal(OsgiRuntime runtime, ShellMode mode, PrintWriter out) throws InterruptedException {
        if (mode == ShellMode.NONE) {
            out.println("Stopping; calls in flight may finish.");
            out.flush();
        }
        if (runtime.stop(STOP_TIMEOUT_S, TimeUnit.SECONDS)) {
            return 0;
        }
        System.err.println("hookline: not everything stopped within " + STOP_TIMEOUT_S + " s");
        return 1;
    }
}
