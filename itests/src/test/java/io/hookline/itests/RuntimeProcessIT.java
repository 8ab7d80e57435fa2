package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hookline run} as a process, as a user starts and stops it. */
class RuntimeProcessIT {

    private static final String PROMPT = "hookline>";
    /** The budget of a start, on a new data folder and with the default plugins: some twentieth above what it needs. */
    private static final long MOST_CLASSES = 8_500;

    private static final int MOST_STEPS = 66;

    private static final Pattern LISTENS = Pattern.compile("listens at (http://\\S+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Process> started = new ArrayList<>();

    @TempDir
    Path folder;

    private Path data;

    @BeforeEach
    void dataFolder() {
        data = folder.resolve("data of a user");
    }

    @AfterEach
    void killWhatIsLeft() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void startsServesAndEndsCleanlyOnSigterm() throws Exception {
        Process process = start("first", "--port", "0", "--data", data.toString());
        URI gateway = awaitListening("first");
        assertThat(output("first")).startsWith("Hookline ");
        assertThat(temporary()).isEmptyDirectory();
        assertThat(get(gateway, "/records", "").statusCode()).isEqualTo(401);
        assertThat(get(gateway, "/records", key()).statusCode()).isEqualTo(200);
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(output("first")).doesNotContain("Exception");
    }

    @Test
    void aRestartKeepsRecordsKeyAndChangedConfigurations() throws Exception {
        Process process = start("first", "--port", "0", "--data", data.toString());
        URI gateway = awaitListening("first");
        String key = key();
        HttpResponse<String> created = client.send(
                request(gateway, "/records", key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"title\":\"kept\"}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(created.statusCode()).isEqualTo(201);
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        start("second", "--port", "0", "--data", data.toString());
        gateway = awaitListening("second");
        assertThat(key()).isEqualTo(key);
        assertThat(get(gateway, created.headers().firstValue("Location").orElseThrow(), key)
                        .body())
                .contains("kept");
    }

    @Test
    void aCallInFlightFinishesBeforeTheProcessEnds() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        HttpServer upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/", exchange -> {
            arrived.countDown();
            try {
                gate.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        upstream.start();
        try {
            String url = "http://127.0.0.1:" + upstream.getAddress().getPort();
            Process process = start("first", "--port", "0", "--data", data.toString(), "--upstream", url);
            URI gateway = awaitListening("first");
            CompletableFuture<HttpResponse<String>> call =
                    client.sendAsync(request(gateway, "/slow", key()).build(), BodyHandlers.ofString());
            assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
            process.destroy();
            Awaitility.await().until(() -> output("first").contains("Stopping"));
            assertThat(process.isAlive()).isTrue();
            gate.countDown();
            assertThat(call.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            gate.countDown();
            upstream.stop(0);
        }
    }

    @Test
    void aPortInUseAndADataFolderInUseAreNamed() throws Exception {
        start("first", "--port", "0", "--data", data.toString());
        awaitListening("first");
        Process second = start("second", "--port", "0", "--data", data.toString());
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(output("second")).contains(data.toString()).doesNotContain("\tat ");

        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Process third = start(
                    "third", "--port", port, "--data", folder.resolve("other").toString());
            assertThat(third.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(third.exitValue()).isEqualTo(1);
            assertThat(output("third")).contains(port);
        }
    }

    @Test
    void aShellWithoutATerminalRunsItsInputAndEnds() throws Exception {
        Path script = folder.resolve("script");
        Files.writeString(script, "hook:chain http.pre-request\nhook:refused\n");
        Process process = start("shell", script, "--shell", "--port", "0", "--data", data.toString());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(output("shell")).contains("io.hookline.plugin.apikey");
    }

    @Test
    void ctrlDAtATerminalEndsEverything() throws Exception {
        Process process = startAtTerminal();
        type(process, "\004");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output("terminal")).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(output("terminal")).doesNotContain("Exception");
    }

    @Test
    void exitEndsAShellThatWentAndCameWithTheStartLevel() throws Exception {
        Process process = startAtTerminal();
        type(process, "felix:frameworklevel 55; felix:frameworklevel 60\r");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            String shown = output("terminal");
            int ended = shown.indexOf("The shell ends with its bundle");
            return ended >= 0 && shown.indexOf(PROMPT, ended) >= 0;
        });
        type(process, "exit\r");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(output("terminal")).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    private static void type(Process process, String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** A pseudo-terminal, which {@code script} opens, is what a user types at. */
    private Process startAtTerminal() throws IOException {
        String hookline = Path.of(System.getProperty("hookline.distribution"), "bin", "hookline")
                .toString();
        ProcessBuilder builder = new ProcessBuilder(
                        "script",
                        "-q",
                        "-e",
                        "-c",
                        "stty cols 100 rows 30; exec '" + hookline + "' run --port 0 --data '" + data + "'",
                        "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("terminal.out").toFile());
        builder.environment().put("TERM", "xterm");
        Process process = builder.start();
        started.add(process);
        awaitListening("terminal");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> output("terminal")
                .contains(PROMPT));
        return process;
    }

    /** Guards the time of a start without a clock. An archive that was cut off would crash the JVM. */
    @Test
    void aStartStaysInItsBudgetMapsTheArchiveOfClassesAndIgnoresOneThatWasCutOff() throws Exception {
        Path archive = folder.resolve("classes.jsa");
        assertThat(archived(archive, "archive")).contains(archive.toString());

        Path loaded = folder.resolve("loaded");
        Path steps = folder.resolve("steps");
        Process process = startWith(
                Map.of(
                        "HOOKLINE_ARCHIVE",
                        archive.toString(),
                        "HOOKLINE_OPTS",
                        "-XX:TieredStopAtLevel=1 -Xlog:class+load:file=" + loaded + " -Dhookline.start.profile="
                                + steps),
                "archived",
                Path.of("/dev/null"),
                "--no-shell",
                "--port",
                "0",
                "--data",
                data.toString());
        URI gateway = awaitListening("archived");
        assertThat(get(gateway, "/records", key()).statusCode()).isEqualTo(200);
        String classes = Files.readString(loaded);
        assertThat(classes.lines().count())
                .as("classes loaded until the first response: a new feature is loaded when it is used")
                .isBetween(1_000L, MOST_CLASSES);
        // Each bundle that starts is a step; the launcher's own steps are some ten more.
        assertThat(Files.readAllLines(steps))
                .as("steps of a start: a bundle that no request needs is better not there")
                .hasSizeBetween(10, MOST_STEPS);
        assertThat(classes)
                .containsPattern("io\\.hookline\\.gateway\\.internal\\.Gateway source: shared objects file \\(top\\)");
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        byte[] whole = Files.readAllBytes(archive);
        Files.delete(archive);
        Files.write(archive, Arrays.copyOf(whole, whole.length / 20));
        assertThat(archived(archive, "--version")).startsWith("hookline ");
    }

    /** Runs a command that ends by itself, and returns what it printed. */
    private static String archived(Path archive, String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("hookline.distribution"), "bin", "hookline")
                        .toString(),
                command);
        builder.environment().put("HOOKLINE_ARCHIVE", archive.toString());
        builder.environment().put("HOOKLINE_OPTS", "-XX:TieredStopAtLevel=1");
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private Process start(String name, String... options) throws IOException {
        return start(name, Path.of("/dev/null"), options);
    }

    private Process start(String name, Path input, String... options) throws IOException {
        return startWith(
                Map.of("HOOKLINE_OPTS", System.getenv("HOOKLINE_OPTS") + " -Djava.io.tmpdir=" + temporary()),
                name,
                input,
                options);
    }

    private Process startWith(Map<String, String> environment, String name, Path input, String... options)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("hookline.distribution"), "bin", "hookline")
                .toString());
        command.add("run");
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true)
                .redirectInput(input.toFile())
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .start();
        started.add(process);
        return process;
    }

    /** The folder for temporary files, in which nothing is to be left. */
    private Path temporary() throws IOException {
        return Files.createDirectories(folder.resolve("tmp"));
    }

    private URI awaitListening(String name) {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> listening(name), uri -> uri != null);
    }

    private URI listening(String name) throws IOException {
        Matcher matcher = LISTENS.matcher(output(name));
        return matcher.find() ? URI.create(matcher.group(1)) : null;
    }

    private String output(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".out"));
    }

    private String key() throws IOException {
        return Files.readString(data.resolve("api-key")).strip();
    }

    private HttpResponse<String> get(URI gateway, String path, String key) throws Exception {
        return client.send(request(gateway, path, key).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(URI gateway, String path, String key) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.resolve(path)).timeout(Duration.ofSeconds(30));
        return key.isEmpty() ? request : request.header("X-API-Key", key);
    }
}
