package io.hookline.runtime;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
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

    @Override
    public Integer call() throws InterruptedException, IOException {
        StartProfile.ended("JVM, command line");
        checkOptions();
        ShellMode mode = ShellMode.of(shell, ShellMode.onTerminal());
        PrintWriter out = mode == ShellMode.SCRIPT
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
        Distribution distribution = Distribution.installed();
        DataFolder data = DataFolder.at(dataPath);
        PromptConsole console = mode == ShellMode.TERMINAL ? PromptConsole.install() : null;
        try (DataLock lock = DataLock.claim(data)) {
            out.println("Hookline " + Version.text() + " starts on the data folder " + data.root());
            out.flush();
            TemporaryFolder.in(data);
            StartProfile.ended("data folder");
            Logging.start(distribution, data, mode);
            StartProfile.ended("logging");
            new DataFolderLocation(data).heal().forEach(healed -> out.println("  healed   " + healed));
            if (data.addDefaults(distribution.conf()).isPresent()) {
                out.println("First start: wrote the default configuration and a new API key to " + data.root());
            }
            StartRecord record = StartRecord.begin(data);
            record.lastFailure().ifPresent(reason -> out.println("  note     the last start failed: " + reason));
            out.flush();
            StartProfile.ended("default configuration, record of starts");
            PrintWriter err = spec.commandLine().getErr();
            return new Run(distribution, data, mode, console, record, out, err).run(properties(data, mode, record));
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

    private Map<String, String> properties(DataFolder data, ShellMode mode, StartRecord record) {
        Map<String, String> properties = new HashMap<>(mode.properties());
        properties.putAll(record.properties());
        properties.put("hookline.port", Integer.toString(port));
        properties.put("hookline.upstream", upstream);
        properties.put("hookline.data", data.root().toAbsolutePath().normalize().toString());
        return properties;
    }
}
