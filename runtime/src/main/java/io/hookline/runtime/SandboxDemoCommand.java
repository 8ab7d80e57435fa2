package io.hookline.runtime;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hookline demo sandbox}: moves a plugin over all runners under load, and counts the calls. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Move a plugin from inline to a thread pool, a process and WebAssembly and back, under load; kill its"
                        + " process, let a module spin; count the outcome of every call.",
        footer = {
            "",
            "Uses free ports of this machine and a temporary folder that is removed at the end. Exit status: 0 if no call"
                    + " was lost or doubled, and none passed the plugin by while it was there; 1 otherwise."
        })
final class SandboxDemoCommand implements Callable<Integer> {

    private static final int LEAST_SECONDS = 3;
    private static final int EXIT_AT_SIGNAL = 130;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--for",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "Time over which the changes are spread. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seconds < LEAST_SECONDS) {
            throw new ParameterException(
                    spec.commandLine(), "--for must be at least " + LEAST_SECONDS + ", not " + seconds);
        }
        Distribution distribution = Distribution.installed();
        Path folder = Files.createTempDirectory("hookline-demo");
        DataFolder data = DataFolder.at(folder.resolve("data"));
        PrintWriter out = spec.commandLine().getOut();
        try (DemoUpstream upstream = new DemoUpstream("sandbox");
                SandboxDemo demo = new SandboxDemo(distribution, data, out);
                SignalHook hook = new SignalHook(asked -> endAtSignal(demo, folder))) {
            String key = data.addDefaults(distribution.conf())
                    .orElseThrow(() -> new LaunchException("the distribution's conf/ has no place for an API key"));
            demo.configure(upstream);
            return demo.run(key, seconds, upstream) ? 0 : 1;
        } finally {
            DataFolder.delete(folder);
        }
    }

    private static int endAtSignal(SandboxDemo demo, Path folder) {
        demo.close();
        try {
            DataFolder.delete(folder);
        } catch (IOException e) {
            System.err.println("hookline: " + folder + " could not be removed: " + e.getMessage());
        }
        return EXIT_AT_SIGNAL;
    }
}
