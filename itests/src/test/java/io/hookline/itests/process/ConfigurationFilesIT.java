package io.hookline.itests.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files in conf/ of a running process, and after a restart. */
class ConfigurationFilesIT extends ProcessTest {

    private static final String RATE_LIMIT = "io.hookline.plugin.ratelimit";

    @Test
    void aRefusedFileChangesNothingNowOrAtTheNextStart() throws Exception {
        configure("plugin.ratelimit", "requestsPerSecond = 1000000", "burst = 700000");
        HooklineProcess process = start();
        assertThat(limit(process)).isEqualTo("700000");

        configure("plugin.ratelimit", "requestsPerSecond = 1000000", "burst = many", "brust = 5");
        await().untilAsserted(() -> assertThat(reason())
                .content()
                .contains("'burst' has to be a whole number, 1 to 1000000000, not 'many'")
                .contains("'brust' is not known; did you mean 'burst'?"));
        assertThat(process.command("hook:config ratelimit")).contains("REFUSED").contains("not 'many'");
        assertThat(limit(process)).isEqualTo("700000");
        assertThat(process.exit()).isZero();

        HooklineProcess next = start();
        assertThat(limit(next)).as("the last valid value").isEqualTo("700000");
        assertThat(next.report()).contains("PROBLEM  refused configuration, " + RATE_LIMIT + ": 'burst' has to be");

        configure("plugin.ratelimit", "requestsPerSecond = 1000000", "burst = 800000");
        await().untilAsserted(() -> assertThat(limit(next)).isEqualTo("800000"));
        assertThat(reason()).doesNotExist();
    }

    @Test
    void theGatewayStaysClosedWhateverHappensToItsFiles() throws Exception {
        Path file = data.resolve("conf").resolve("io.hookline.gateway.cfg");
        HooklineProcess process = start();
        URI records = process.records();
        Files.write(file, new byte[0]);
        await().untilAsserted(
                        () -> assertThat(process.command("hook:config gateway")).contains("the file sets nothing"));
        assertThat(statusWithoutAKey(ready(process))).isEqualTo(200);
        process.command("hook:stop io.hookline.plugin.apikey --force");
        assertThat(statusWithoutAKey(ready(process))).as("not ready").isEqualTo(503);
        assertThat(statusWithoutAKey(ready(process).resolve("live"))).isEqualTo(200);
        assertThat(statusWithoutAKey(records))
                .as("a required plugin is stopped")
                .isEqualTo(503);
        process.command("hook:start io.hookline.plugin.apikey");
        assertThat(statusWithoutAKey(records)).isEqualTo(401);

        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        await().untilAsserted(
                        () -> assertThat(process.command("hook:config gateway")).contains("not a regular file"));
        assertThat(process.exit()).isZero();

        HooklineProcess second = start();
        assertThat(second.report()).contains("PROBLEM  refused configuration, io.hookline.gateway:");
        assertThat(statusWithoutAKey(second.records())).isEqualTo(401);
        assertThat(second.exit()).isZero();

        Files.delete(file);
        HooklineProcess third = start();
        assertThat(file).doesNotExist();
        assertThat(third.report()).contains("the file io.hookline.gateway.cfg is gone, and its settings stay");
        assertThat(statusWithoutAKey(third.records())).isEqualTo(401);
        assertThat(third.call().statusCode()).isEqualTo(200);
        assertThat(third.command("hook:config gateway set requiredPreRequest=")).contains("revision");
        await().untilAsserted(() ->
                assertThat(third.command("hook:stop io.hookline.plugin.apikey")).contains("io.hookline.plugin.apikey"));
    }

    @Test
    void aGatewayConfigurationThatCannotWorkChangesNothingNowOrAtTheNextStart() throws Exception {
        Path file = data.resolve("conf").resolve("io.hookline.gateway.cfg");
        HooklineProcess process = start();
        URI records = process.records();
        String old = Files.readString(file);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(process.command("hook:config gateway set port=" + taken.getLocalPort()))
                    .contains("UNUSABLE", "cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
        assertThat(file).hasContent(old);
        Files.writeString(file, old + "\ntlsCertificate = missing.pem\ntlsKey = missing.pem\n");
        await().untilAsserted(() ->
                assertThat(process.command("hook:config gateway")).contains("missing.pem does not exist"));
        assertThat(process.command("hook:status"))
                .contains("Refused configuration, io.hookline.gateway: tlsCertificate");
        assertThat(process.records()).isEqualTo(records);
        assertThat(process.call().statusCode()).isEqualTo(200);
        assertThat(process.exit()).isZero();

        HooklineProcess second = start();
        assertThat(second.report()).contains("PROBLEM  refused configuration, io.hookline.gateway: tlsCertificate");
        assertThat(second.call().statusCode()).as("the last good one").isEqualTo(200);
        assertThat(second.exit()).isZero();

        // Changed while nothing runs: the file is read before the gateway can judge it.
        Files.writeString(file, old + "\nhost = 192.0.2.1\nmaxRequestBytes = 77\n");
        HooklineProcess third = start();
        assertThat(third.report()).contains("PROBLEM  refused configuration, io.hookline.gateway: ", "192.0.2.1");
        assertThat(third.call().statusCode()).isEqualTo(200);
        Files.writeString(file, old);
        await().untilAsserted(
                        () -> assertThat(third.command("hook:config gateway")).doesNotContain("REFUSED"));
        assertThat(file.resolveSibling("io.hookline.gateway.cfg.refused.txt")).doesNotExist();
        assertThat(third.command("hook:config gateway set requestTimeoutMillis=20000"))
                .as("without a restart")
                .contains("revision");
        assertThat(third.call().statusCode()).isEqualTo(200);
    }

    /** What the start report names for probes. */
    private static URI ready(HooklineProcess process) {
        return process.report()
                .lines()
                .filter(line -> line.startsWith("  health "))
                .map(line -> URI.create(line.substring(line.indexOf("http"))))
                .findFirst()
                .orElseThrow();
    }

    private static int statusWithoutAKey(URI records) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(records).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void noCommandShowsASecret() throws Exception {
        configure("plugin.apikey", "keys = first:PLANTED-1");
        configure("records", "password = PLANTED-2");
        HooklineProcess process = start();
        assertThat(process.command("hook:config apikey set keys=first:PLANTED-3"))
                .contains("revision");
        Files.writeString(data.resolve("api-key"), "PLANTED-3");
        await().untilAsserted(() -> assertThat(process.call().statusCode()).isEqualTo(200));

        StringBuilder shown = new StringBuilder();
        for (String command : List.of(
                "hook:config",
                "hook:config apikey",
                "hook:config apikey --json",
                "hook:config apikey history",
                "hook:config apikey history --json",
                "hook:config records",
                "hook:config records --json",
                "hook:status --json",
                "hook:chain http.pre-request",
                "hook:plugins",
                "hook:history",
                "hook:refused",
                "hook:guard",
                "hook:top --once",
                "hook:top --once --json",
                "each [(bundles)] { inspect capability service $it }",
                "each [(bundles)] { headers $it }",
                "scr:list",
                "scr:config",
                "scr:info io.hookline.plugin.apikey",
                "scr:info io.hookline.records.internal.Records",
                "inspect capability service",
                "lb",
                "history",
                "set")) {
            shown.append(process.command(command)).append('\n');
        }
        for (String command : commands(process)) {
            assertThat(process.command(command + " --help")).contains(command + ": ", "Usage:");
            // Without arguments one goes back to the set before, one works for a minute, one until it is interrupted.
            if (!List.of("hook:rollback", "hook:torture", "hook:top").contains(command)) {
                shown.append(process.command(command)).append(process.command(command + " --json"));
            }
        }
        assertThat(shown.toString()).contains("$[secret:config/io.hookline.plugin.apikey.keys-");
        shown.append(log()).append(process.report());
        assertThat(shown.toString()).doesNotContain("PLANTED");
    }

    private static List<String> commands(HooklineProcess process) throws IOException {
        List<String> commands = new ObjectMapper()
                .readTree(process.command("hook:help --json"))
                .path("commands")
                .findValuesAsText("command");
        assertThat(commands)
                .contains("hook:deploy", "hook:stats", "hook:rollback")
                .hasSizeGreaterThan(20);
        return commands;
    }

    @Test
    void changesByTheShellSurviveARestartAndAKill() throws Exception {
        HooklineProcess process = start();
        process.command("hook:config ratelimit set burst=900000");
        await().untilAsserted(() -> assertThat(limit(process)).isEqualTo("900000"));
        process.kill();

        HooklineProcess next = start();
        assertThat(limit(next)).isEqualTo("900000");
        assertThat(Files.readString(conf(".cfg"))).isEqualTo("requestsPerSecond = 1000000\nburst = 900000\n");
    }

    @Test
    void jsonFilesConfigurePlugins() throws Exception {
        Files.delete(conf(".cfg"));
        Files.writeString(conf(".json"), "{\"requestsPerSecond\": 1000000, \"burst\": 600000}");
        HooklineProcess process = start();
        await().untilAsserted(() -> assertThat(limit(process)).isEqualTo("600000"));

        Files.writeString(conf(".json"), "{\"requestsPerSecond\": 1000000, \"burst\": NaN}");
        await().untilAsserted(() ->
                assertThat(process.command("hook:config ratelimit")).contains("not 'NaN'"));
        assertThat(limit(process)).isEqualTo("600000");

        Files.writeString(conf(".json"), "{\"requestsPerSecond\": 1000000, \"burst\": 500000}");
        await().untilAsserted(() -> assertThat(limit(process)).isEqualTo("500000"));
    }

    @Test
    void aPluginWithARefusedFileIsLeftOutAtTheFirstStart() throws Exception {
        configure("plugin.ratelimit", "brust = 5");
        HooklineProcess process = start();

        assertThat(process.status().get(RATE_LIMIT + " 1.0.0"))
                .startsWith("FAILED")
                .contains("'brust' is not known; did you mean 'burst'?");
        assertThat(process.call().headers().firstValue("X-RateLimit-Limit")).isEmpty();

        configure("plugin.ratelimit", "burst = 5");
        await().untilAsserted(() -> assertThat(process.command("hook:deploy " + RATE_LIMIT + "@1.0.0"))
                .contains("running"));
        assertThat(limit(process)).isEqualTo("5");
    }

    private Path conf(String suffix) {
        return data.resolve("conf").resolve(RATE_LIMIT + suffix);
    }

    private Path reason() {
        return conf(".cfg.refused.txt");
    }

    private static String limit(HooklineProcess process) throws IOException, InterruptedException {
        return process.call().headers().firstValue("X-RateLimit-Limit").orElse("none");
    }
}
