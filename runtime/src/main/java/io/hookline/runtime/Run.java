package io.hookline.runtime;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run of the gateway, from the start of the framework to its end. Used by one thread, and by signals. */
final class Run {

    private static final long TELL_EVERY_S = 10;
    private static final long START_TIMEOUT_S = 120;
    private static final long LISTEN_TIMEOUT_S = 30;
    private static final long STOP_TIMEOUT_S = 20;

    private final Distribution distribution;
    private final DataFolder data;
    private final ShellMode mode;
    /** Only with a shell on the terminal. */
    private final @Nullable PromptConsole console;

    private final StartRecord record;
    private final PrintWriter out;
    private final PrintWriter err;

    Run(
            Distribution distribution,
            DataFolder data,
            ShellMode mode,
            @Nullable PromptConsole console,
            StartRecord record,
            PrintWriter out,
            PrintWriter err) {
        this.distribution = distribution;
        this.data = data;
        this.mode = mode;
        this.console = console;
        this.record = record;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs until it is stopped.
     *
     * @param properties framework properties in addition to those of the distribution
     * @return the exit status
     */
    int run(Map<String, String> properties) throws InterruptedException {
        OsgiRuntime runtime;
        try (SignalHook early = new SignalHook(this::stopBeforeStart)) {
            runtime = OsgiRuntime.begin(distribution, data, properties);
        } catch (LaunchException e) {
            record.note(StartRecord.Outcome.ENDED, String.valueOf(e.getMessage()));
            throw e;
        }
        Diagnosis diagnosis = new Diagnosis(runtime.context());
        StartJudge watching = new StartJudge(runtime.context(), record, diagnosis)
                .onGood(() -> ClassArchive.named(distribution).ifPresent(ClassArchive::refresh));
        try (StartJudge judge = watching.begin();
                SignalHook hook = new SignalHook(asked -> stopAtSignal(runtime, asked))) {
            runtime.onStop(judge::stopBegins);
            return run(runtime, diagnosis, judge);
        }
    }

    private int run(OsgiRuntime runtime, Diagnosis diagnosis, StartJudge judge) throws InterruptedException {
        StartReport report = new StartReport(runtime.context(), distribution, data, mode);
        boolean started = awaitStarted(runtime);
        StartProfile.endedBundles();
        String uri = new GatewayLocator(runtime.context())
                .await(
                        LISTEN_TIMEOUT_S,
                        TimeUnit.SECONDS,
                        () -> !started || diagnosis.hasFailed(GatewayLocator.BUNDLE));
        if (uri != null) {
            StartProfile.ended("wait for the gateway");
            report.started(uri, sinceJvmStartNanos(), diagnosis, out);
            StartProfile.ended("report");
            StartProfile.write();
        } else {
            judge.gaveUp();
            report.notListening(diagnosis, runtime.hanging(), err);
        }
        // With a shell the user can correct the problem; without one it is better to fail.
        boolean mendable =
                started && mode == ShellMode.TERMINAL && diagnosis.portInUse().isEmpty();
        if (uri != null || mendable) {
            if (console != null) {
                console.follow(runtime.context());
            }
            runtime.startShell(mode);
            return end(runtime, runtime.awaitStop(STOP_TIMEOUT_S, TimeUnit.SECONDS), uri != null ? 0 : 1);
        }
        return end(runtime, runtime.stop(STOP_TIMEOUT_S, TimeUnit.SECONDS), 1);
    }

    private boolean awaitStarted(OsgiRuntime runtime) throws InterruptedException {
        for (long waited = 0; waited < START_TIMEOUT_S; waited += TELL_EVERY_S) {
            if (runtime.awaitStarted(TELL_EVERY_S, TimeUnit.SECONDS)) {
                return true;
            }
            out.println("Still starting, after " + (waited + TELL_EVERY_S) + " s");
            runtime.hanging().forEach(hang -> out.println("  - " + hang));
            out.flush();
        }
        return false;
    }

    /** The time that a user has waited: the JVM's own start counts. */
    private static long sinceJvmStartNanos() {
        long millis = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private int end(OsgiRuntime runtime, boolean stopped, int status) {
        out.flush();
        if (!stopped) {
            err.println("hookline: not everything stopped: " + runtime.stuck() + "; the process ends without it");
            err.flush();
            // Shutdown hooks of what hangs would hang as well.
            Runtime.getRuntime().halt(1);
        }
        if (!runtime.isStopAskedFor()) {
            err.println("hookline: the framework was stopped, which the operator did not ask for; more in "
                    + data.log().resolve("hookline.log"));
            err.flush();
            return 1;
        }
        return status;
    }

    private int stopBeforeStart(boolean askedFor) {
        record.note(
                askedFor ? StartRecord.Outcome.ENDED : StartRecord.Outcome.FAILED,
                askedFor ? "" : "the process was ended by a call of System.exit");
        return askedFor ? 0 : 1;
    }

    /** A requested stop is a success. */
    private int stopAtSignal(OsgiRuntime runtime, boolean askedFor) throws InterruptedException {
        if (!askedFor) {
            record.note(StartRecord.Outcome.FAILED, "the process was ended by a call of System.exit");
        }
        if (mode == ShellMode.NONE) {
            out.println("Stopping; calls in flight may finish.");
            out.flush();
        }
        if (runtime.stop(STOP_TIMEOUT_S, TimeUnit.SECONDS)) {
            return 0;
        }
        System.err.println("hookline: not everything stopped: " + runtime.stuck() + "; the process ends without it");
        return 1;
    }
}
