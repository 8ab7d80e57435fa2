package io.hookline.runtime;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hookline demo}: swaps plugins under load and checks the outcome of every call. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Swap plugins under load and count the outcome of every call.",
        subcommands = {GatewayDemoCommand.class, AuditDemoCommand.class, SandboxDemoCommand.class},
        footer = {
            "",
            "Uses free ports of this machine and a temporary folder that is removed at the end."
                    + " Exit status: 0 if no call was lost, no call without a key got through, every removal waited for the"
                    + " calls in flight, and both releases of the rate limit served calls; 1 otherwise."
        })
final class DemoCommand implements Callable<Integer> {

    private static final int LEAST_SECONDS = 5;
    private static final int CALLERS = 4;
    private static final long BETWEEN_CHANGES_MS = 300;
    private static final long LISTEN_TIMEOUT_S = 30;
    private static final long STOP_TIMEOUT_S = 20;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--for",
            paramLabel = "SECONDS",
            defaultValue = "15",
            description = "Duration of the load. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    /** Set when the user ends the demo. Calls that fail later do not count, and nothing more is printed. */
    private volatile boolean ended;

    private volatile @Nullable DemoLoad running;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seconds < LEAST_SECONDS) {
            throw new ParameterException(
                    spec.commandLine(), "--for must be at least " + LEAST_SECONDS + ", not " + seconds);
        }
        Distribution distribution = Distribution.installed();
        PrintWriter out = spec.commandLine().getOut();
        try (DemoFolder folder = DemoFolder.create()) {
            return run(distribution, folder, out);
        }
    }

    private int run(Distribution distribution, DemoFolder folder, PrintWriter out)
            throws IOException, InterruptedException {
        DataFolder data = DataFolder.at(folder.path());
        Logging.start(distribution, data, ShellMode.TERMINAL);
        String key = data.addDefaults(distribution.conf())
                .orElseThrow(() -> new LaunchException("the distribution's conf/ has no place for an API key"));
        // No rate limit: refused calls would look like lost ones.
        Files.writeString(
                data.conf().resolve("io.hookline.plugin.ratelimit.cfg"),
                "requestsPerSecond = 1000000\nburst = 1000000\n");
        // The demo swaps by the framework's own means, which only plugins that are named here may.
        Files.writeString(
                data.conf().resolve("io.hookline.deploy.cfg"),
                System.lineSeparator() + "foreignBundles = " + PluginChanges.RATE_LIMIT + System.lineSeparator(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
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
        try (SignalHook hook = new SignalHook(asked -> endAtSignal(runtime, folder))) {
            Diagnosis diagnosis = new Diagnosis(runtime.context());
            String uri = new GatewayLocator(runtime.context())
                    .await(LISTEN_TIMEOUT_S, TimeUnit.SECONDS, () -> !diagnosis
                            .failed()
                            .isEmpty());
            if (uri == null || !diagnosis.failed().isEmpty()) {
                throw new LaunchException("not everything started: " + String.join("; ", diagnosis.findings()));
            }
            DemoLoad load = new DemoLoad(URI.create(uri), key);
            running = load;
            ChangeRunner runner = new ChangeRunner(load);
            int changes = drive(load, runner, new PluginChanges(runtime.context(), distribution), uri, out);
            return new DemoReport(load.total(), changes, runner.finishedAsBegun()).print(out) ? 0 : 1;
        } finally {
            runtime.stop(STOP_TIMEOUT_S, TimeUnit.SECONDS);
        }
    }

    /** Runs the load for a while, then changes plugins under it. Returns the number of changes. */
    private int drive(DemoLoad load, ChangeRunner runner, PluginChanges plugins, String uri, PrintWriter out)
            throws InterruptedException {
        out.println("Gateway at " + uri + "; " + CALLERS + " callers, every eighth call without a valid key");
        out.flush();
        long startNanos = System.nanoTime();
        long endNanos = startNanos + TimeUnit.SECONDS.toNanos(seconds);
        load.start(CALLERS);
        TimeUnit.MILLISECONDS.sleep(seconds * 1000L / 5);
        progress("warm-up, no change yet", startNanos, 0, load, out);
        load.measure();
        TimeUnit.MILLISECONDS.sleep(seconds * 1000L / 5);
        progress("no change yet", startNanos, 0, load, out);
        int changes = 0;
        while (System.nanoTime() < endNanos) {
            for (PluginChanges.Change change : plugins.round()) {
                long took = runner.run(change);
                changes++;
                TimeUnit.MILLISECONDS.sleep(BETWEEN_CHANGES_MS);
                progress(change.name(), startNanos, took, load, out);
            }
        }
        runner.close();
        load.stop();
        return changes;
    }

    private void progress(String what, long startNanos, long tookMillis, DemoLoad load, PrintWriter out) {
        if (ended) {
            return;
        }
        DemoMetrics total = load.total();
        out.printf(
                Locale.ROOT,
                "%5.1f s  %-42s %5d ms  %,9d calls, %d lost%n",
                (System.nanoTime() - startNanos) / 1e9,
                what,
                tookMillis,
                total.calls(),
                total.lostCalls() + total.slippedCalls());
        out.flush();
    }

    private int endAtSignal(OsgiRuntime runtime, DemoFolder folder) throws InterruptedException {
        ended = true;
        DemoLoad load = running;
        if (load != null) {
            load.stop();
        }
        runtime.stop(STOP_TIMEOUT_S, TimeUnit.SECONDS);
        return folder.endAtSignal();
    }
}
