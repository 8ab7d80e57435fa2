package io.hookline.itests.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code hookline run --shell} as a child process, with its shell on standard input. Used by one thread, except for
 * calls of the gateway.
 */
final class HooklineProcess implements AutoCloseable {

    private static final Pattern LISTENS = Pattern.compile("listens at (http://\\S+)");
    private static final String END_OF_OUTPUT = "end of output";
    private static final long TIMEOUT_SECONDS = 60;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path data;
    private final Path report;
    private final Process process;
    private final OutputStream commands;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private int marks;

    private HooklineProcess(Path data, Path report, Process process) {
        this.data = data;
        this.report = report;
        this.process = process;
        this.commands = process.getOutputStream();
    }

    /**
     * Starts the process, without waiting for it.
     *
     * @param report the file for the standard error of the process
     */
    static HooklineProcess begin(Path data, Path report) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("hookline.distribution"), "bin", "hookline")
                        .toString(),
                "run",
                "--shell",
                "--port",
                "0",
                "--data",
                data.toString());
        Process process =
                new ProcessBuilder(command).redirectError(report.toFile()).start();
        HooklineProcess begun = new HooklineProcess(data, report, process);
        Thread reader = new Thread(begun::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
        return begun;
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

    long pid() {
        return process.pid();
    }

    /** Its standard error: the report, warnings and errors. */
    String report() {
        try {
            return Files.readString(report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code hookline recover} to its end and returns its output, the exit status in front. */
    static String recover(Path data, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("hookline.distribution"), "bin", "hookline")
                        .toString(),
                "recover",
                "--data",
                data.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + output;
    }

    /** Waits until the shell answers. */
    HooklineProcess awaitStarted() {
        command("echo started");
        return this;
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** kill -9 after some time, during which it must not end by itself. */
    void killAfter(long millis) throws InterruptedException {
        if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("ended with " + process.exitValue() + ": " + report());
        }
        kill();
    }

    /** Stops it through the shell and returns the exit status. */
    int exit() throws IOException, InterruptedException {
        send("exit 0");
        commands.close();
        return awaitEnd();
    }

    /** Waits until it ends by itself and returns the exit status. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the process does not end: " + report());
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    // ---- its shell -------------------------------------------------------------------------------------------------

    /** Sends a command without waiting for its output. */
    void send(String command) throws IOException {
        commands.write((command + "\n").getBytes(StandardCharsets.UTF_8));
        commands.flush();
    }

    /** Runs a command and returns its output, with single blanks for line breaks and indentation. */
    String command(String command) {
        String mark = "END-" + ++marks;
        try {
            send(command);
            send("echo " + mark);
            List<String> printed = new ArrayList<>();
            while (true) {
                String line = lines.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                if (mark.equals(line)) {
                    return String.join(" ", printed).replaceAll("\\s+", " ").strip();
                }
                if (line == null || line.equals(END_OF_OUTPUT)) {
                    throw new IllegalStateException("no answer to '" + command + "' but " + printed + "\n" + report());
                }
                printed.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(command + ": " + report(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode json(String command) {
        String text = command(command + " --json");
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** The desired sets, newest first: of each, version and digest by name. */
    List<Map<String, String>> history() {
        List<Map<String, String>> sets = new ArrayList<>();
        for (JsonNode set : json("hook:history")) {
            Map<String, String> releases = new TreeMap<>();
            set.get("artifacts")
                    .forEach(artifact -> releases.put(
                            artifact.get("name").asText(),
                            artifact.get("version").asText() + " "
                                    + artifact.get("sha256").asText()));
            sets.add(releases);
        }
        return sets;
    }

    /** The current desired set: version and digest by name. */
    Map<String, String> desired() {
        return history().get(0);
    }

    /** The output of {@code hook:status}: state and reason by name and version. */
    Map<String, String> status() {
        Map<String, String> states = new TreeMap<>();
        json("hook:status")
                .forEach(row -> states.put(
                        row.get("name").asText() + " " + row.get("version").asText(),
                        (row.get("state").asText() + " " + row.get("why").asText()).strip()));
        return states;
    }

    // ---- its gateway -----------------------------------------------------------------------------------------------

    /** The address of the records. */
    URI records() {
        Matcher listens = LISTENS.matcher(report());
        if (!listens.find()) {
            throw new IllegalStateException("the gateway does not listen: " + report());
        }
        return URI.create(listens.group(1)).resolve("/records");
    }

    /** The key of the first client. */
    String key() throws IOException {
        return Files.readString(data.resolve("api-key")).strip();
    }

    /** Requests the records from the gateway. */
    HttpResponse<String> call() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(records())
                .header("X-API-Key", key())
                .timeout(Duration.ofSeconds(TIMEOUT_SECONDS))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The versions of the plugins that have marked a response, by name. */
    Map<String, String> marks() throws IOException, InterruptedException {
        Map<String, String> marks = new TreeMap<>();
        call().headers().map().forEach((name, values) -> {
            if (name.startsWith("test.")) {
                marks.put(name, String.join(",", values));
            }
        });
        return marks;
    }
}
