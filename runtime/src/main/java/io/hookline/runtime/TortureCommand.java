package io.hookline.runtime;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code hookline torture}: changes generated plugins at random under calls and prints the ledger of all calls; with
 * {@code --faults}: applies faults to a child process and prints what broke.
 */
@Command(
        name = "torture",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Change generated plugins at random under calls and print the ledger: every call must have exactly one"
                        + " outcome, on exactly one release.",
        footer = {
            "",
            "With --faults it is a fault campaign instead: it starts this distribution as a child process, calls its"
                    + " gateway, and applies one fault after the other: hostile plugins, damaged files, kills, a full disk."
                    + " The gateway must never be open without a key, every start must end in service or in a message"
                    + " with a way back, no change may be half made, and all commands must agree. Each violation comes"
                    + " with the command that repeats it.",
            "",
            "Uses a temporary folder that is removed at the end. Ctrl-C ends it early, with the ledger so"
                    + " far. Exit status: 0 if the ledger is clean, 1 if it is not, 130 if it is clean but was ended"
                    + " early."
        })
final class TortureCommand implements Callable<Integer> {

    private static final String TASK = "torture";
    private static final long TASK_TIMEOUT_S = 30;
    private static final long CLEAR_TIMEOUT_S = 240;
    private static final long STOP_TIMEOUT_S = 20;
    private static final int EXIT_AT_SIGNAL = 130;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "Duration, such as 60s, 5m or 1h. Default: ${DEFAULT-VALUE}.")
    private String time = "";

    @Option(
            names = "--callers",
            paramLabel = "N",
            defaultValue = "4",
            description = "Number of calling threads. Default: ${DEFAULT-VALUE}.")
    private int callers;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "",
            description = "Determines the order of the operations. Default: random; the run prints it.")
    private String seed = "";

    @Option(names = "--json", description = "Print the ledger as JSON, without progress lines.")
    private boolean json;

    @Option(names = "--faults", description = "Run the fault campaign against a child process.")
    private boolean faults;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "0",
            description = "With --faults: the number of faults, instead of a duration.")
    private int steps;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            description = "With --faults: only faults whose names begin like this; may be given several times.")
    private List<String> only = new ArrayList<>();

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean clean;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!time.matches("[0-9]{1,9}[smh]?")) {
            throw new ParameterException(spec.commandLine(), "--for must be like 60s, 5m or 1h, not \"" + time + "\"");
        }
        if (!seed.matches("-?[0-9]{0,18}")) {
            throw new ParameterException(spec.commandLine(), "--seed must be a number, not \"" + seed + "\"");
        }
        if (!faults && (steps != 0 || !only.isEmpty())) {
            throw new ParameterException(spec.commandLine(), "--steps and --only need --faults");
        }
        if (steps < 0) {
            throw new ParameterException(spec.commandLine(), "--steps must not be negative");
        }
        Distribution distribution = Distribution.installed();
        if (faults) {
            return new FaultTorture(spec.commandLine(), json)
                    .run(distribution.home(), FaultTorture.time(time), steps, FaultTorture.seed(seed), only);
        }
        Path folder = Files.createTempDirectory("hookline-torture");
        try {
            return run(distribution, DataFolder.at(folder), spec.commandLine().getOut());
        } finally {
            DataFolder.delete(folder);
        }
    }

    private int run(Distribution distribution, DataFolder data, PrintWriter out) throws InterruptedException {
        // The ledger has the violations; the warnings of the product meanwhile are expected.
        Logging.start(distribution, data, ShellMode.SCRIPT, "OFF");
        data.addDefaults(distribution.conf());
        OsgiRuntime runtime = OsgiRuntime.start(
                distribution,
                data,
                Map.of(
                        "hookline.port",
                        "0",
                        "hookline.upstream",
                        "",
                        "hookline.data",
                        data.root().toString()));
        Thread main = Thread.currentThread();
        try (SignalHook hook = new SignalHook(asked -> endAtSignal(main, runtime, data))) {
            torture(runtime, out);
            return clean ? 0 : 1;
        } finally {
            runtime.stop(STOP_TIMEOUT_S, TimeUnit.SECONDS);
        }
    }

    private void torture(OsgiRuntime runtime, PrintWriter out) throws InterruptedException {
        Map<String, String> options =
                Map.of("for", time, "callers", String.valueOf(callers), "seed", seed, "json", String.valueOf(json));
        try {
            clean = new BundleTask(runtime.context(), TASK).run(TASK_TIMEOUT_S, TimeUnit.SECONDS, options, out);
        } finally {
            // The thread that interrupted waits for this and ends the process.
            Thread.interrupted();
            finished.countDown();
        }
    }

    /** Interrupts the run, which then prints its ledger and cleans up. */
    private int endAtSignal(Thread main, OsgiRuntime runtime, DataFolder data) throws InterruptedException {
        main.interrupt();
        boolean ended = finished.await(CLEAR_TIMEOUT_S, TimeUnit.SECONDS);
        runtime.stop(STOP_TIMEOUT_S, TimeUnit.SECONDS);
        try {
            DataFolder.delete(data.root());
        } catch (IOException e) {
            System.err.println("hookline: " + data.root() + " could not be removed: " + e.getMessage());
        }
        return ended && clean ? EXIT_AT_SIGNAL : 1;
    }
}
