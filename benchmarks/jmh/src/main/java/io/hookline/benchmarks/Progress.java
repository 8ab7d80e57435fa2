package io.hookline.benchmarks;

import io.hookline.benchmarks.contender.Row;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/** Writes JMH's output to a log, and shows the current measurement on one line of the terminal. */
final class Progress implements OutputFormat {

    private final OutputFormat log;
    private final PrintStream terminal;
    private final boolean interactive = Boolean.getBoolean("hookline.benchmarks.progress");
    private final int total;
    private int done;

    /**
     * Starts at zero.
     *
     * @param total the number of rows to measure
     */
    Progress(OutputFormat log, PrintStream terminal, int total) {
        this.log = log;
        this.terminal = terminal;
        this.total = total;
    }

    /** Shows the current measurement. */
    void show(String what) {
        done++;
        if (interactive) {
            terminal.printf("\r\033[K[%d/%d] %s", done, total, what);
            terminal.flush();
        }
    }

    /** Clears the line. */
    void end() {
        if (interactive) {
            terminal.print("\r\033[K");
            terminal.flush();
        }
    }

    @Override
    public void startBenchmark(BenchmarkParams params) {
        show(Row.valueOf(params.getParam("row")).label() + ", " + params.getParam("workload") + ", "
                + params.getParam("length") + " hooks, " + params.getThreads()
                + (params.getThreads() == 1 ? " thread" : " threads"));
        log.startBenchmark(params);
    }

    @Override
    public void iteration(BenchmarkParams benchmark, IterationParams params, int iteration) {
        log.iteration(benchmark, params, iteration);
    }

    @Override
    public void iterationResult(
            BenchmarkParams benchmark, IterationParams params, int iteration, IterationResult result) {
        log.iterationResult(benchmark, params, iteration, result);
    }

    @Override
    public void endBenchmark(BenchmarkResult result) {
        log.endBenchmark(result);
    }

    @Override
    public void startRun() {
        log.startRun();
    }

    @Override
    public void endRun(Collection<RunResult> results) {
        log.endRun(results);
    }

    @Override
    public void print(String text) {
        log.print(text);
    }

    @Override
    public void println(String text) {
        log.println(text);
    }

    @Override
    public void flush() {
        log.flush();
    }

    @Override
    public void close() {
        log.close();
    }

    @Override
    public void verbosePrintln(String text) {
        log.verbosePrintln(text);
    }

    @Override
    public void write(int value) {
        log.write(value);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        log.write(bytes);
    }
}
