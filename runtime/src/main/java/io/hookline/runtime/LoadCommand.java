package io.hookline.runtime;

import io.hookline.load.LoadPlan;
import io.hookline.load.LoadReport;
import io.hookline.load.LoadRun;
import io.hookline.load.LoadTick;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hookline load}: makes HTTP requests at a given rate and measures the responses. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Make HTTP requests at a given rate and print throughput, latencies and errors.",
        footer = {
            "",
            "With --rate each request is due at a fixed time, independent of earlier ones, and its latency counts from"
                    + " that time, so stalls of the server show. Without --rate each connection waits for its response"
                    + " before the next request, and latencies are not corrected. Redirects are not followed; nothing is"
                    + " retried. Errors are statuses from 400 on, timeouts, lost and refused connections, and requests"
                    + " that were due but could not be made.",
            "Ctrl-C ends the run early, with the report so far. Exit status: 0 if there were at most as many errors as"
                    + " --max-errors, 1 if more or if no request was made, 2 wrong usage, 130 ended early and"
                    + " otherwise good."
        })
final class LoadCommand implements Callable<Integer> {

    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);
    private static final Duration GRACE_BEYOND_TIMEOUT = Duration.ofSeconds(2);
    private static final long REPORT_TIMEOUT_S = 30;
    private static final int EXIT_AT_SIGNAL = 130;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "URL", description = "What to request, such as http://127.0.0.1:8080/records.")
    private String url = "";

    @Option(
            names = {"-r", "--rate"},
            paramLabel = "N",
            defaultValue = "0",
            description = "Requests a second of all connections together. Default and 0: as many as possible.")
    private String rate = "";

    @Option(
            names = {"-c", "--connections"},
            paramLabel = "N",
            defaultValue = "16",
            description = "Maximum number of concurrent requests. Default: ${DEFAULT-VALUE}.")
    private String connections = "";

    @Option(
            names = "--for",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "How long requests are counted, such as 10s, 5m or 1h. Default: ${DEFAULT-VALUE}.")
    private String time = "";

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "Duration of the warm-up, which is not counted. Default: ${DEFAULT-VALUE}.")
    private String warmUp = "";

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "How long to wait for a response. Default: ${DEFAULT-VALUE}.")
    private String timeout = "";

    @Option(
            names = {"-X", "--method"},
            paramLabel = "METHOD",
            defaultValue = "",
            description = "Default: GET, or POST if there is a body.")
    private String method = "";

    @Option(
            names = {"-H", "--header"},
            paramLabel = "\"NAME: VALUE\"",
            description = "A header field; may be given several times.")
    private List<String> headers = new ArrayList<>();

    @Option(names = "--body", paramLabel = "TEXT", description = "The body to send.")
    private @Nullable String body;

    @Option(names = "--body-file", paramLabel = "FILE", description = "A file with the body to send.")
    private @Nullable Path bodyFile;

    @Option(
            names = "--max-errors",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description = "Maximum percentage of errors for exit status 0. Default: ${DEFAULT-VALUE}.")
    private String maxErrors = "";

    @Option(names = "--json", description = "Print the report as JSON, without progress lines.")
    private boolean json;

    private final CountDownLatch reported = new CountDownLatch(1);
    private volatile boolean good;

    @Override
    public Integer call() throws InterruptedException {
        HttpLoad load;
        LoadPlan plan;
        double mostErrors;
        try {
            load = HttpLoad.of(url, method, headers, body(), timeout());
            plan = plan(load);
            mostErrors = LoadPlan.percent("--max-errors", maxErrors);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        load.checkListens();
        PrintWriter out = spec.commandLine().getOut();
        Thread main = Thread.currentThread();
        try (SignalHook hook = new SignalHook(asked -> endAtSignal(main))) {
            LoadRun run = new LoadRun(plan, load.target(plan.rate() == 0));
            try {
                LoadReport report = run.run(progress(out));
                good = report.isGood(mostErrors);
                out.print(json ? report.json() : report.text());
                out.flush();
            } finally {
                reported.countDown();
            }
            return good ? 0 : 1;
        }
    }

    private LoadPlan plan(HttpLoad load) {
        return new LoadPlan(
                load.what(),
                (int) LoadPlan.number("--connections", connections, 1, LoadPlan.MOST_CALLERS),
                "connections",
                LoadPlan.number("--rate", rate, 0, LoadPlan.HIGHEST_RATE),
                LoadPlan.someTime("--for", time),
                LoadPlan.time("--warm-up", warmUp),
                load.timeout().plus(GRACE_BEYOND_TIMEOUT),
                LoadPlan.LatencyUnit.MICROSECONDS);
    }

    private Duration timeout() {
        Duration read = LoadPlan.someTime("--timeout", timeout);
        if (read.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("--timeout must be at most an hour, not " + timeout);
        }
        return read;
    }

    private byte @Nullable [] body() {
        if (body != null && bodyFile != null) {
            throw new IllegalArgumentException("give --body or --body-file, not both");
        }
        if (bodyFile != null) {
            try {
                return Files.readAllBytes(bodyFile);
            } catch (IOException e) {
                throw new IllegalArgumentException("--body-file cannot be read: " + e, e);
            }
        }
        return body == null ? null : body.getBytes(StandardCharsets.UTF_8);
    }

    /** Prints a line each second on a terminal. */
    private Consumer<LoadTick> progress(PrintWriter out) {
        if (json || !ShellMode.onTerminal()) {
            return tick -> {};
        }
        return tick -> {
            out.println(tick.text());
            out.flush();
        };
    }

    /** Interrupts the run, which then prints its report. */
    private int endAtSignal(Thread main) throws InterruptedException {
        main.interrupt();
        boolean ended = reported.await(REPORT_TIMEOUT_S, TimeUnit.SECONDS);
        return ended && good ? EXIT_AT_SIGNAL : 1;
    }
}
