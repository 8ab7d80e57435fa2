package io.hookline.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code hookline run} of this distribution in a process of its own, on a free port. It stops when its standard input
 * ends, so also when this process is killed.
 */
final class ChildInstance implements AutoCloseable {

    /** What it prints when it can be called; the first group is its address. */
    static final Pattern LISTENS = Pattern.compile("Hookline \\S+ listens at (http\\S+).*");

    private static final int MOST_LINES = 50;
    private static final long START_TIMEOUT_S = 180;
    private static final long STOP_TIMEOUT_S = 60;

    private final Process process;
    private final Deque<String> printed = new ArrayDeque<>();
    private final CompletableFuture<URI> address = new CompletableFuture<>();

    private ChildInstance(Process process) {
        this.process = process;
    }

    /** The command line that starts one, with further options of the JVM. */
    static List<String> command(Distribution distribution, Path data, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // An archive of classes fits only a JVM with the same class path and module options.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-XX:-UsePerfData"));
        command.addAll(options);
        command.addAll(List.of(
                "-Dfile.encoding=UTF-8",
                "-Djava.awt.headless=true",
                "-Dhookline.home=" + distribution.home(),
                "-cp",
                System.getProperty("java.class.path"),
                Hookline.class.getName(),
                "run",
                "--shell",
                "--port",
                "0",
                "--data",
                data.toString()));
        return command;
    }

    /** Starts one and waits until it can be called. */
    static ChildInstance start(Distribution distribution, Path data) throws IOException, InterruptedException {
        ChildInstance begun = new ChildInstance(new ProcessBuilder(command(distribution, data, List.of()))
                .redirectErrorStream(true)
                .start());
        Thread reader = new Thread(begun::read, "hookline-child");
        reader.setDaemon(true);
        reader.start();
        try {
            begun.address.get(START_TIMEOUT_S, TimeUnit.SECONDS);
            return begun;
        } catch (ExecutionException | TimeoutException e) {
            begun.kill();
            throw new LaunchException("an instance did not start; it printed:\n" + begun.printed(), e);
        }
    }

    /** The address of its gateway. */
    URI uri() {
        return address.join();
    }

    /** Kills it as {@code kill -9} does, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops it; kills it if it does not end. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_TIMEOUT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                keep(line);
                Matcher listens = LISTENS.matcher(line);
                if (listens.matches()) {
                    address.complete(URI.create(listens.group(1)));
                }
            }
        } catch (IOException e) {
            keep(e.toString());
        } finally {
            address.completeExceptionally(new IOException("it has ended"));
        }
    }

    private synchronized void keep(String line) {
        if (printed.size() == MOST_LINES) {
            printed.removeFirst();
        }
        printed.addLast(line);
    }

    private synchronized String printed() {
        return String.join("\n", printed);
    }
}
