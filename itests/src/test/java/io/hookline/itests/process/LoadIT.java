package io.hookline.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code hookline load} as a user starts it, and {@code hook:load} in the shell of the loaded process. */
class LoadIT extends ProcessTest {

    private final List<Process> loads = new ArrayList<>();

    @AfterEach
    void killLoads() throws InterruptedException {
        for (Process load : loads) {
            load.destroyForcibly().waitFor();
        }
    }

    @Test
    void countsResponsesByStatus() throws Exception {
        HooklineProcess gateway = start();
        String url = gateway.records().toString();
        Process served = load(url, "--rate", "20", "--for", "2s", "-H", "X-API-Key: " + gateway.key(), "--json");
        assertThat(ended(served)).as(output(served)).isZero();
        JsonNode report = new JsonMapper().readTree(output(served));
        assertThat(report.get("calls").asInt()).isEqualTo(40);
        assertThat(report.get("errors").asInt()).isZero();
        assertThat(report.get("outcomes").get(0).get("kind").asText()).isEqualTo("200");
        assertThat(report.get("latency").get("p50Nanos").asLong()).isPositive();

        Process refused = load(url, "--rate", "20", "--for", "1s", "--connections", "2");
        assertThat(ended(refused)).isEqualTo(1);
        assertThat(output(refused)).containsPattern("  401 +20 +Unauthorized").contains("100.00 %");
        Process accepted = load(url, "--rate", "20", "--for", "1s", "--max-errors", "100");
        assertThat(ended(accepted)).isZero();

        Process written = load(
                url,
                "--rate",
                "20",
                "--for",
                "1s",
                "--warm-up",
                "0",
                "-H",
                "X-API-Key: " + gateway.key(),
                "-H",
                "Content-Type: application/json",
                "--body",
                "{\"title\":\"a\"}");
        assertThat(ended(written)).as(output(written)).isZero();
        assertThat(output(written)).containsPattern("  201 +20\n");
    }

    @Test
    void callsThePointsOfGatewayAndRecordsFromTheShell() throws Exception {
        HooklineProcess gateway = start();
        String inside =
                gateway.command("hook:load --rate 200 --for 1s --arg X-API-Key=" + gateway.key() + " pre-request");
        assertThat(inside).contains("passed 200").contains("errors 0");
        String keyless = gateway.command("hook:load --rate 200 --for 1s --arg ':path=/x?y=z' pre-request");
        assertThat(keyless).contains("answered 401 200").contains("errors 0");
        assertThat(gateway.command("hook:load --rate 200 --for 1s post-process"))
                .contains("passed 200");
        assertThat(gateway.command("hook:load --rate 200 --for 1s http.error")).contains("left to the gateway 200");
        assertThat(gateway.command("hook:load --rate 200 --for 1s pre-save")).contains("left as it is 200");
    }

    @Test
    void reportsThatNothingListens() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Process load = load("http://127.0.0.1:" + port + "/");
        assertThat(ended(load)).isEqualTo(1);
        assertThat(output(load))
                .contains("nothing listens at 127.0.0.1:" + port)
                .contains("no call was made");
    }

    @Test
    void countsErrorsWhenTheServerStops() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = server(requests);
        Process load = load("http://127.0.0.1:" + server.getAddress().getPort() + "/", "--rate", "100", "--for", "5s");
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> requests.get() > 150);
        server.stop(0);
        assertThat(ended(load)).isEqualTo(1);
        assertThat(output(load)).containsPattern("  200 +[0-9]+\n").containsPattern("  not connected +[0-9]+ ");
    }

    @Test
    void aSignalEndsTheRunEarlyWithAReport() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = server(requests);
        try {
            Process load =
                    load("http://127.0.0.1:" + server.getAddress().getPort() + "/", "--rate", "100", "--for", "1h");
            Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> requests.get() > 250);
            // Not INT: a build in the background ignores INT, and the JVM inherits that.
            new ProcessBuilder("kill", "-TERM", String.valueOf(load.pid()))
                    .start()
                    .waitFor();
            assertThat(ended(load)).as(output(load)).isEqualTo(130);
            assertThat(output(load))
                    .contains("ended early")
                    .containsPattern("  200 +[0-9]+\n")
                    .contains("from when due");
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer server(AtomicInteger requests) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", http -> {
            requests.incrementAndGet();
            http.sendResponseHeaders(200, -1);
            http.close();
        });
        server.start();
        return server;
    }

    private Process load(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("hookline.distribution"), "bin", "hookline")
                        .toString(),
                "load"));
        command.addAll(List.of(arguments));
        Process load = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("load-" + loads.size()).toFile())
                .start();
        loads.add(load);
        return load;
    }

    private static int ended(Process load) throws InterruptedException {
        assertThat(load.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return load.exitValue();
    }

    private String output(Process load) throws IOException {
        return Files.readString(folder.resolve("load-" + loads.indexOf(load)));
    }
}
