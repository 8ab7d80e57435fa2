package io.hookline.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;

/**
 * A run of the distribution as it is delivered, in a process of its own with the lowest priority and on a data folder
 * of its own, that answers one request. When it has stopped, its JVM archives the classes that it has loaded. It stops
 * when its standard input ends, so also when this process is killed. Used by one thread.
 */
class TrainingRun {

    private static final Path NICE = Path.of("/usr/bin/nice");
    private static final long STOP_TIMEOUT_S = 300;
    private static final int MOST_LINES = 50;

    private final Distribution distribution;

    TrainingRun(Distribution distribution) {
        this.distribution = distribution;
    }

    /**
     * Runs it to its end.
     *
     * @param data a folder that does not exist
     * @param archive the file to make
     * @throws IOException if it does not start or answer, or leaves no archive; the message ends with what it printed
     */
    void run(Path data, Path archive) throws IOException, InterruptedException {
        Process begun = new ProcessBuilder(command(data, archive))
                .redirectErrorStream(true)
                .start();
        // It does not outlive this process.
        Thread killer = new Thread(begun::destroyForcibly, "hookline-archive-end");
        IOException failure = null;
        try {
            Runtime.getRuntime().addShutdownHook(killer);
            follow(begun, data, archive);
        } catch (IOException e) {
            failure = e;
        } catch (IllegalStateException e) {
            throw new InterruptedException("this process ends");
        } finally {
            begun.destroyForcibly();
        }
        if (isEnding(killer)) {
            // What failed then says nothing of the next time.
            throw new InterruptedException("this process ends");
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Takes the shutdown hook back; true if it is too late. */
    private static boolean isEnding(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private static void follow(Process begun, Path data, Path archive) throws IOException, InterruptedException {
        List<String> printed = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(begun.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (printed.size() < MOST_LINES) {
                    printed.add(line);
                }
                Matcher listens = ChildInstance.LISTENS.matcher(line);
                if (listens.matches()) {
                    answerOne(URI.create(listens.group(1)), data);
                    begun.getOutputStream().close();
                }
            }
        }
        if (!begun.waitFor(STOP_TIMEOUT_S, TimeUnit.SECONDS) || !Files.exists(archive)) {
            throw new IOException("the training run left no archive; it printed:\n" + String.join("\n", printed));
        }
    }

    private static void answerOne(URI gateway, Path data) throws IOException {
        String key = Files.readString(data.resolve("api-key")).strip();
        try (HttpConnection connection = new HttpConnection(gateway)) {
            int status = connection.call("GET", "/records", key, null).status();
            if (status != 200) {
                throw new IOException("the training run answered with " + status);
            }
        }
    }

    private List<String> command(Path data, Path archive) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            command.addAll(List.of(NICE.toString(), "-n", "19"));
        }
        command.addAll(ChildInstance.command(
                distribution,
                data,
                List.of("-Xlog:cds=off", "-Xlog:cds+dynamic=off", "-XX:ArchiveClassesAtExit=" + archive)));
        return command;
    }
}
