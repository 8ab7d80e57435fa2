package io.hookline.monitoringtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The folder {@code monitoring/} of the distribution, used by Prometheus and promtool of the system. */
@Tag("native")
@Timeout(600)
final class MonitoringTest {

    private static final Path DISTRIBUTION =
            Path.of("..", "runtime", "target", "hookline").toAbsolutePath();
    private static final Path MONITORING = DISTRIBUTION.resolve("monitoring");
    private static final Pattern LISTENS =
            Pattern.compile("listens at (http://\\S+)[\\s\\S]*health +(http://\\S+)/health");
    private static final Pattern HEALTH = Pattern.compile("health +http://(\\S+)/health");
    private static final Pattern READY = Pattern.compile("(Server is ready)");

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void promtoolAcceptsTheRulesAndTheirUnitTests() throws Exception {
        assertThat(promtool("check", "config", "prometheus.yml")).startsWith("0 ");
        assertThat(promtool("check", "rules", "hookline-alerts.yml"))
                .startsWith("0 ")
                .contains("18 rules found");
        assertThat(promtool("test", "rules", "hookline-alerts-test.yml")).startsWith("0 ");
    }

    @Test
    void eachQueryOfTheDashboardReturnsDataOfARealInstance() throws Exception {
        try (Programs programs = new Programs(folder)) {
            Path data = startHookline(programs);
            String health = healthOf();
            assertThat(promtoolOnMetrics(health)).startsWith("0 ");
            String prometheus = startPrometheus(programs, health);
            String gateway = gatewayOf();
            String key = Files.readString(data.resolve("api-key")).strip();
            Map<String, String> empty = new TreeMap<>(queries());
            assertThat(empty).hasSizeGreaterThan(40);
            await().atMost(Duration.ofMinutes(4))
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> {
                        call(gateway, key);
                        for (Map.Entry<String, String> query : List.copyOf(empty.entrySet())) {
                            if (hasData(prometheus, query.getValue())) {
                                empty.remove(query.getKey());
                            }
                        }
                        assertThat(empty).isEmpty();
                    });
        }
    }

    private Path startHookline(Programs programs) throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve("conf"));
        Files.writeString(
                data.resolve("conf").resolve("io.hookline.audit.route-all.cfg"), "outputs = file\nlevel = debug\n");
        String hookline = DISTRIBUTION.resolve("bin").resolve("hookline").toString();
        programs.start("hookline", HEALTH, List.of(hookline, "run", "--port", "0", "--data", data.toString()));
        Path available = DISTRIBUTION.resolve("plugins").resolve("available");
        assertThat(Programs.run(List.of(
                        hookline,
                        "--data",
                        data.toString(),
                        "deploy",
                        available.resolve("io.hookline.plugin.audit-1.0.0.jar").toString(),
                        available
                                .resolve("io.hookline.plugin.auditfile-1.0.0.jar")
                                .toString())))
                .startsWith("0 ");
        return data;
    }

    private String startPrometheus(Programs programs, String health) throws IOException, InterruptedException {
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(
                config,
                Files.readString(MONITORING.resolve("prometheus.yml"))
                        .replace("127.0.0.1:9464", health)
                        .replace("scrape_interval: 5s", "scrape_interval: 1s")
                        .replace("- hookline-alerts.yml", "- " + MONITORING.resolve("hookline-alerts.yml")));
        int port = freePort();
        programs.start(
                "prometheus",
                READY,
                List.of(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port));
        return "http://127.0.0.1:" + port;
    }

    private String healthOf() throws IOException {
        return URI.create(found(2)).getAuthority();
    }

    private String gatewayOf() throws IOException {
        return found(1);
    }

    private String found(int group) throws IOException {
        var matcher = LISTENS.matcher(Files.readString(folder.resolve("hookline.out")));
        assertThat(matcher.find()).isTrue();
        return matcher.group(group);
    }

    /** The queries by panel and letter, as Grafana sends them for one instance. */
    private static Map<String, String> queries() throws IOException {
        Map<String, String> queries = new TreeMap<>();
        JsonNode dashboard = new JsonMapper()
                .readTree(MONITORING.resolve("hookline-dashboard.json").toFile());
        for (JsonNode panel : dashboard.get("panels")) {
            for (JsonNode target : panel.path("targets")) {
                queries.put(
                        panel.get("id").asInt() + " " + panel.get("title").asText() + " "
                                + target.get("refId").asText(),
                        forOneInstance(target.get("expr").asText()));
            }
        }
        for (JsonNode annotation : dashboard.get("annotations").get("list")) {
            // Whether anything has changed is for the others; that it is a query at all is for this one.
            queries.put(
                    "annotation",
                    forOneInstance(annotation.get("expr").asText()).replace("> 0", ">= 0"));
        }
        return queries;
    }

    private static String forOneInstance(String query) {
        return query.replace("$__rate_interval", "1m").replace("$instance", ".*");
    }

    private boolean hasData(String prometheus, String query) throws IOException, InterruptedException {
        String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create(prometheus + "/api/v1/query?query=" + encoded))
                .build();
        JsonNode answer = new JsonMapper()
                .readTree(client.send(request, BodyHandlers.ofString()).body());
        assertThat(answer.path("status").asText()).as(query + answer).isEqualTo("success");
        List<String> values = new ArrayList<>();
        answer.path("data")
                .path("result")
                .forEach(each -> values.add(each.path("value").path(1).asText()));
        return values.stream().anyMatch(value -> !value.equals("NaN"));
    }

    private void call(String gateway, String key) throws IOException, InterruptedException {
        for (String path : List.of("/records", "/missing")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(gateway + path))
                    .header("X-API-Key", key)
                    .build();
            client.send(request, BodyHandlers.discarding());
        }
    }

    private String promtool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("promtool"));
        for (String argument : arguments) {
            Path file = MONITORING.resolve(argument);
            command.add(Files.exists(file) ? file.toString() : argument);
        }
        return Programs.run(command);
    }

    /** What promtool says to the metrics' names, types and texts. */
    private String promtoolOnMetrics(String health) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + health + "/metrics"))
                .build();
        Path metrics = folder.resolve("metrics.txt");
        // Micrometer's names are its own.
        String own = client.send(request, BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.contains("hookline_"))
                .reduce("", (all, line) -> all + line + "\n");
        Files.writeString(metrics, own);
        Process process = new ProcessBuilder("promtool", "check", "metrics")
                .redirectInput(metrics.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + output;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
