package io.hookline.monitoringtests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts programs, and ends them. Used by one thread. */
final class Programs implements AutoCloseable {

    private static final long STOP_SECONDS = 30;
    private static final long START_SECONDS = 120;

    private final Path folder;
    private final List<Process> running = new ArrayList<>();

    /** With a folder for their output. */
    Programs(Path folder) {
        this.folder = folder;
    }

    /** Runs a program to its end, and returns its output, the exit status in front. */
    static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + output;
    }

    /**
     * Starts a program, and waits until it has printed what a pattern finds.
     *
     * @return the pattern's first group
     */
    String start(String name, Pattern sign, List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve(name + ".out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        running.add(process);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < end) {
            boolean ended = process.waitFor(100, TimeUnit.MILLISECONDS);
            Matcher found = sign.matcher(Files.readString(output));
            if (found.find()) {
                return found.group(1);
            }
            if (ended) {
                break;
            }
        }
        throw new IllegalStateException(name + " did not start: " + Files.readString(output));
    }

    @Override
    public void close() throws InterruptedException {
        for (Process process : running) {
            process.destroy();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }
}
