package io.hookline.faults.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * {@code hookline run --shell} as a child process, with its shell on standard input. Used by one thread; another one
 * may only kill it.
 */
public final class ChildProcess {

    private static final String OPTIONS = "HOOKLINE_OPTS";
    private static final String END_OF_OUTPUT = "end of output";
    private static final int LONGEST_REPORT = 1 << 20;

    private final Process process;
    private final OutputStream commands;
    private final Path report;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private int marks;

    private ChildProcess(Process process, Path report) {
        this.process = process;
        this.commands = process.getOutputStream();
        this.report = report;
    }

    /**
     * How to start it.
     *
     * @param distribution the unpacked distribution
     * @param data the data folder
     * @param port the gateway's port
     * @param upstream the address of the upstream
     * @param report the file for its standard error
     * @param fileBlocks the size limit for its files in blocks of the shell's {@code ulimit -f}; 0 for none
     */
    public record Launch(Path distribution, Path data, int port, String upstream, Path report, int fileBlocks) {}

    /** Starts it, without waiting for it. */
    public static ChildProcess begin(Launch launch) throws IOException {
        List<String> command = new ArrayList<>();
        if (launch.fileBlocks() > 0) {
            command.addAll(List.of("sh", "-c", "ulimit -f " + launch.fileBlocks() + "; exec \"$@\"", "sh"));
        }
        command.addAll(List.of(
                launch.distribution().resolve("bin").resolve("hookline").toString(),
                "run",
                "--shell",
                "--port",
                String.valueOf(launch.port()),
                "--upstream",
                launch.upstream(),
                "--data",
                launch.data().toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(launch.report().toFile());
        keepTemporaryFiles(builder.environment(), launch.report().resolveSibling("temporary"));
        Process process = builder.start();
        ChildProcess child = new ChildProcess(process, launch.report());
        Thread reader = new Thread(child::read, "campaign-output-" + process.pid());
        reader.setDaemon(true);
        reader.start();
        return child;
    }

    /** A killed process leaves its temporary files: they go to a folder of the campaign. The options are words. */
    static void keepTemporaryFiles(Map<String, String> environment, Path folder) throws IOException {
        Files.createDirectories(folder);
        if (!folder.toString().contains(" ")) {
            environment.merge(OPTIONS, "-Djava.io.tmpdir=" + folder, (given, added) -> given + " " + added);
        }
    }

    private void read() {
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add(e.toString());
        } finally {
            lines.add(END_OF_OUTPUT);
        }
    }

    // ---- the process -----------------------------------------------------------------------------------------------

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its exit status, once it has ended. */
    public int exitValue() {
        return process.exitValue();
    }

    /** The ports that it listens on; empty where that cannot be found out. */
    public Set<Integer> ports() {
        return ListeningPorts.of(process.pid());
    }

    /** Its standard error so far: the report, warnings and errors. */
    public String report() throws IOException {
        byte[] all = Files.readAllBytes(report);
        return new String(all, 0, Math.min(all.length, LONGEST_REPORT), StandardCharsets.UTF_8);
    }

    /** Kills it at once, as {@code kill -9} does, and waits for its end, even if the thread was interrupted before. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        boolean isInterrupted = Thread.interrupted();
        try {
            process.waitFor();
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Sends TERM. */
    public void terminate() {
        process.destroy();
    }

    /** Closes its standard input, which ends the shell and with it the process. */
    public void closeInput() throws IOException {
        commands.close();
    }

    /** Waits for its end. Returns false if it has not ended in time. */
    public boolean awaitEnd(long timeout, TimeUnit unit) throws InterruptedException {
        return process.waitFor(timeout, unit);
    }

    // ---- its shell -------------------------------------------------------------------------------------------------

    /** Sends a command without waiting for its output. */
    public void send(String command) throws IOException {
        commands.write((command + "\n").getBytes(StandardCharsets.UTF_8));
        commands.flush();
    }

    /**
     * Runs a command and returns what it prints.
     *
     * @throws NoAnswerException if it does not return in time, or the process ends
     */
    public String command(String command, long timeout, TimeUnit unit) throws NoAnswerException, InterruptedException {
        String mark = "END-" + ++marks;
        long deadlineNanos = System.nanoTime() + unit.toNanos(timeout);
        List<String> printed = new ArrayList<>();
        try {
            send(command);
            send("echo " + mark);
        } catch (IOException e) {
            throw new NoAnswerException("the process has ended and cannot run '" + command + "'", e);
        }
        while (true) {
            String line = lines.poll(Math.max(1, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (mark.equals(line)) {
                return String.join("\n", printed).strip();
            }
            if (line == null) {
                throw new NoAnswerException("'" + command + "' has not returned within " + unit.toSeconds(timeout)
                        + " s; it printed " + printed);
            }
            if (line.equals(END_OF_OUTPUT)) {
                lines.add(END_OF_OUTPUT);
                throw new NoAnswerException("the process ended during '" + command + "'; it printed " + printed);
            }
            printed.add(line);
        }
    }
}
