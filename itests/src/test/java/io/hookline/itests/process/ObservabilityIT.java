package io.hookline.itests.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;

/** Metrics and traces of a real process. */
class ObservabilityIT extends ProcessTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void requestsAreCountedAndTraced() throws Exception {
        List<String> arrived = new CopyOnWriteArrayList<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            try (exchange;
                    InputStream body = new GZIPInputStream(exchange.getRequestBody())) {
                arrived.add(new String(body.readAllBytes(), StandardCharsets.ISO_8859_1));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        collector.start();
        try {
            configure(
                    "plugin.otel",
                    "endpoint = http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces",
                    "hookSpans = true");
            HooklineProcess process = start();
            assertThat(metrics(process, "")).contains("hookline_gateway_up 1.0").doesNotContain("hookline_trace");
            process.command("hook:deploy " + quoted(otel()));
            assertThat(process.call().statusCode()).isEqualTo(200);
            await().atMost(SOON)
                    .until(() -> arrived.stream().anyMatch(spans -> spans.contains("http.completed"))
                            && String.join("", arrived).contains("GET default"));
            assertThat(String.join("", arrived))
                    .contains("http.pre-request", "io.hookline.plugin.apikey", "hookline.version", "1.0.0");
            await().atMost(SOON).untilAsserted(() -> assertThat(metrics(process, "application/openmetrics-text"))
                    .contains("hookline_gateway_requests_total{status=\"200\"} 1.0")
                    .containsPattern("hookline_trace_spans_total\\{result=\"delivered\"} [1-9]")
                    .containsPattern("request_duration_seconds_bucket.* # \\{.*trace_id=\""));
            assertThat(process.exit()).isZero();
        } finally {
            collector.stop(0);
        }
    }

    @Test
    void aFlightRecordingShowsADeployment() throws Exception {
        HooklineProcess process = start();
        Path file = folder.resolve("hookline.jfr");
        Path settings = Path.of(System.getProperty("hookline.distribution"), "monitoring", "hookline.jfc");
        jcmd(process, "JFR.start", "name=h", "settings=default", "settings=" + settings);
        process.command("hook:deploy " + quoted(marking("test.a", "1.0.0")));
        process.command("hook:remove test.a");
        assertThat(process.call().statusCode()).isEqualTo(200);
        jcmd(process, "JFR.dump", "name=h", "filename=" + file);
        assertThat(RecordingFile.readAllEvents(file))
                .extracting(event -> event.getEventType().getName())
                .contains("io.hookline.Generation", "io.hookline.Release", "io.hookline.Drain");
        assertThat(process.exit()).isZero();
    }

    private static void jcmd(HooklineProcess process, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        command.add(String.valueOf(process.pid()));
        command.addAll(List.of(arguments));
        Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jcmd.waitFor()).as(output).isZero();
    }

    private static Path otel() {
        return Path.of(
                System.getProperty("hookline.distribution"),
                "plugins",
                "available",
                "io.hookline.plugin.otel-1.0.0.jar");
    }
}
