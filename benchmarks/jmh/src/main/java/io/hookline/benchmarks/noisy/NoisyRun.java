package io.hookline.benchmarks.noisy;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Runs scenarios one after the other, each in a process of its own, and prints a table for each fault. */
public final class NoisyRun {

    private static final int FIGURES_PER_POINT = 4;
    private static final int FIGURES_PER_PHASE = 2 * FIGURES_PER_POINT + 2;
    private static final long PATIENCE_SECONDS = 60;

    /** Property: whether to report progress on the error output. */
    private static final String PROGRESS = "hookline.benchmarks.progress";

    private final PrintStream out;
    private final int phaseSeconds;

    private NoisyRun(PrintStream out, int phaseSeconds) {
        this.out = out;
        this.phaseSeconds = phaseSeconds;
    }

    /**
     * Runs all or some scenarios.
     *
     * @param arguments seconds for each of a scenario's two phases; patterns of the faults and guards to run, if not
     *     all
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        // When this process is stopped, no spinning process may continue.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        List<Scenario> wanted = wanted(Arrays.asList(arguments).subList(1, arguments.length));
        if (wanted.isEmpty()) {
            System.err.println("benchmarks/noisy: nothing matches; the faults and their guards are:");
            Arrays.stream(Scenario.values()).forEach(scenario -> System.err.println("  " + name(scenario)));
            System.exit(2);
        }
        new NoisyRun(System.out, Integer.parseInt(arguments[0])).run(wanted);
    }

    private static List<Scenario> wanted(List<String> patterns) {
        try {
            List<Pattern> parsed = patterns.stream()
                    .map(text -> Pattern.compile(text, Pattern.CASE_INSENSITIVE))
                    .toList();
            return Arrays.stream(Scenario.values())
                    .filter(scenario -> parsed.isEmpty()
                            || parsed.stream().anyMatch(pattern -> pattern.matcher(name(scenario))
                                    .find()))
                    .toList();
        } catch (PatternSyntaxException e) {
            System.err.println("benchmarks/noisy: not a regular expression: " + e.getMessage());
            System.exit(2);
            throw e;
        }
    }

    private static String name(Scenario scenario) {
        return scenario.fault().label() + ": " + scenario.label();
    }

    private void run(List<Scenario> scenarios) throws IOException, InterruptedException {
        out.printf(
                Locale.ROOT,
                "JDK %s on %s %s, %d processors, load %.1f ahead of it; %d calls/s at each point, %d threads, phases of %d s%n",
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Neighbours.RATE,
                Neighbours.THREADS,
                phaseSeconds);
        Fault before = null;
        int done = 0;
        for (Scenario scenario : scenarios) {
            done++;
            if (Boolean.getBoolean(PROGRESS)) {
                System.err.printf("%d of %d: %s%n", done, scenarios.size(), name(scenario));
            }
            if (scenario.fault() != before) {
                before = scenario.fault();
                out.println();
                out.println("**" + before.label() + "**");
                out.println();
                out.println(
                        "| Guard | Answered, its point | failed | p50 ms | p99 ms | Answered, other point | p50 ms | p99 ms"
                                + " | CPU, cores | GC, ms/s | Stuck threads: host's, own |");
                out.println("|---|---|---|---|---|---|---|---|---|---|---|");
            }
            out.println(row(scenario, measure(scenario)));
        }
    }

    private String measure(Scenario scenario) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Neighbours.class.getName(),
                        scenario.name(),
                        String.valueOf(phaseSeconds))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!process.waitFor(2L * phaseSeconds + PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(name(scenario) + ": did not end in time");
        }
        String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.exitValue() != 0 || line.isEmpty()) {
            throw new IOException(name(scenario) + ": failed with exit code " + process.exitValue());
        }
        return line;
    }

    private static String row(Scenario scenario, String line) {
        String[] figures = line.split(" ", 2 * FIGURES_PER_PHASE + 3);
        int own = 2 * FIGURES_PER_PHASE;
        return String.join(
                " | ",
                "| " + scenario.label(),
                both(figures, 0, "%.0f") + " %",
                both(figures, 1, "%.0f") + " %",
                both(figures, 2, "%.1f"),
                both(figures, 3, "%.1f"),
                both(figures, FIGURES_PER_POINT, "%.0f") + " %",
                both(figures, FIGURES_PER_POINT + 2, "%.1f"),
                both(figures, FIGURES_PER_POINT + 3, "%.1f"),
                both(figures, 2 * FIGURES_PER_POINT, "%.1f"),
                both(figures, 2 * FIGURES_PER_POINT + 1, "%.0f"),
                figures[own] + ", " + figures[own + 1] + " |");
    }

    /** A figure of the first phase, and of the second. */
    private static String both(String[] figures, int at, String format) {
        return one(figures[at], format) + " / " + one(figures[at + FIGURES_PER_PHASE], format);
    }

    private static String one(String figure, String format) {
        double value = Double.parseDouble(figure);
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }
}
