package io.hookline.benchmarks;

import io.hookline.benchmarks.change.ChangeBenchmark;
import io.hookline.benchmarks.contender.Row;
import io.hookline.benchmarks.hook.Workload;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures and prints the tables. */
public final class Run {

    /** The name that selects the table of changes. */
    private static final String SWAP = "swap";

    /** The JVM options of every measuring process. */
    private static final String HEAP = "-Xmx1g";

    private final Plan plan;
    private final Predicate<Row> wanted;
    private final boolean withChanges;
    private final double loadAhead =
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    private final Results results = new Results();

    private Run(Plan plan, Predicate<Row> wanted, boolean withChanges) {
        this.plan = plan;
        this.wanted = wanted;
        this.withChanges = withChanges;
    }

    /**
     * Runs a plan.
     *
     * @param arguments folder for results.json and JMH's log; quick or full; patterns of the rows to run, if not all
     */
    public static void main(String[] arguments) throws IOException, RunnerException, InterruptedException {
        // When this process is stopped, no measuring process may continue.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Plan plan = Plan.valueOf(arguments[1].toUpperCase(Locale.ROOT));
        List<Pattern> patterns = patterns(Arrays.asList(arguments).subList(2, arguments.length));
        boolean withChanges = matches(patterns, SWAP);
        boolean withSpecial = plan == Plan.FULL || !patterns.isEmpty();
        Predicate<Row> wanted =
                row -> matches(patterns, row.label()) && (withSpecial || !(row.isRung() || row.isLong()));
        if (!withChanges && Arrays.stream(Row.values()).noneMatch(wanted)) {
            fail("no row matches; the rows are:\n  " + SWAP + "\n  "
                    + Arrays.stream(Row.values()).map(Row::label).collect(Collectors.joining("\n  ")));
        }
        new Run(plan, wanted, withChanges).run(folder);
    }

    private static List<Pattern> patterns(List<String> texts) {
        try {
            return texts.stream()
                    .map(text -> Pattern.compile(text, Pattern.CASE_INSENSITIVE))
                    .toList();
        } catch (PatternSyntaxException e) {
            fail("not a regular expression: " + e.getMessage());
            throw e;
        }
    }

    private static void fail(String message) {
        System.err.println("benchmarks/run: " + message);
        System.exit(2);
    }

    private static boolean matches(List<Pattern> patterns, String text) {
        return patterns.isEmpty()
                || patterns.stream().anyMatch(pattern -> pattern.matcher(text).find());
    }

    private void run(Path folder) throws IOException, RunnerException, InterruptedException {
        List<Pass> passes = passes();
        int total = passes.stream().mapToInt(Pass::count).sum()
                + (withChanges ? plan.hooksAtChanges().size() : 0);
        List<String[]> changes = new ArrayList<>();
        try (PrintStream log = new PrintStream(folder.resolve("jmh.log").toFile(), StandardCharsets.UTF_8)) {
            Progress progress =
                    new Progress(OutputFormatFactory.createFormatInstance(log, VerboseMode.NORMAL), System.err, total);
            for (Pass pass : passes) {
                results.add(new Runner(options(pass), progress).run());
            }
            if (withChanges) {
                for (int hooks : plan.hooksAtChanges()) {
                    progress.show(SWAP + ", " + hooks + " hooks");
                    changes.add(measureChanges(hooks));
                }
            }
            progress.end();
        }
        ResultFormatFactory.getInstance(
                        ResultFormatType.JSON, folder.resolve("results.json").toString())
                .writeOut(results.all());
        print(changes);
    }

    private List<Pass> passes() {
        boolean anyRow = Arrays.stream(Row.values()).anyMatch(wanted);
        return anyRow ? plan.passes(wanted) : List.of();
    }

    private Options options(Pass pass) {
        return new OptionsBuilder()
                .include("^" + Pattern.quote(ChainBenchmark.class.getName()) + "\\.")
                .param("row", pass.rowNames())
                .param("workload", pass.workload().name())
                .param("length", pass.lengthNames())
                .threads(pass.threads())
                .forks(plan.forks())
                .warmupIterations(plan.warmUps())
                .warmupTime(TimeValue.milliseconds(plan.warmUpMillis()))
                .measurementIterations(plan.measurements())
                .measurementTime(TimeValue.milliseconds(plan.measurementMillis()))
                .addProfiler(GCProfiler.class)
                .jvmArgs(HEAP)
                .shouldFailOnError(true)
                .build();
    }

    private String[] measureChanges(int hooks) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChangeBenchmark.class.getName(),
                        String.valueOf(hooks),
                        String.valueOf(plan.changeSeconds()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException("the measurement of changes with " + hooks + " hooks failed");
        }
        return line.split(" ");
    }

    private void print(List<String[]> changes) {
        PrintStream out = System.out;
        out.printf(
                Locale.ROOT,
                "%s run, JDK %s on %s %s, %d processors, load %.1f ahead of it; forks: %d, each %d x %d ms after %d x %d ms%n",
                plan.name().toLowerCase(Locale.ROOT),
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                loadAhead,
                plan.forks(),
                plan.measurements(),
                plan.measurementMillis(),
                plan.warmUps(),
                plan.warmUpMillis());
        for (Workload workload : Workload.values()) {
            Tables.calls(results, workload, plan.forks() > 1).print(out);
        }
        Tables.lengths(results).print(out);
        Tables.longChains(results).print(out);
        Tables.rungs(results).print(out);
        Tables.changes(plan.hooksAtChanges(), changes).print(out);
    }
}
