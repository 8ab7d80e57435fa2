package io.hookline.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** {@code hookline COMMAND} for a running instance, as a user types it in any shell. */
class CommandLineIT extends ProcessTest {

    @Test
    void anInstanceIsOperatedFromOutside() throws Exception {
        assertThat(client("status")).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(3);
            assertThat(answer.text()).contains("no instance listens at", "hookline run");
        });

        HooklineProcess process = start();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("admin.sock"))))
                .isEqualTo("rw-------");
        marking("test.a", "1.0.0");
        Answer deployed = client("deploy", "test.a-1.0.0.jar", "--reason", "JIRA-1: first one");
        assertThat(deployed.status()).as(deployed.text()).isZero();
        assertThat(deployed.text()).containsPattern("running +test\\.a 1\\.0\\.0: 1 hook");
        assertThat(process.marks()).containsKey("test.a");
        assertThat(releases(client("status", "--json").text()))
                .isEqualTo(releases(process.command("hook:status --json")))
                .contains("test.a 1.0.0 RUNNING");
        assertThat(client("history").text()).contains("shell:" + System.getProperty("user.name"), "JIRA-1: first one");
        assertThat(data.resolve("admin-audit.jsonl")).content().contains("\"reason\":\"JIRA-1: first one\"");

        Answer refused = client("remove", "io.hookline.plugin.apikey");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.text()).contains("Refused (REQUIRED_MISSING)");
        assertThat(client("stats", "--jsn").text()).contains("hook:stats has no option --jsn. Did you mean --json?");
        assertThat(client("statsu").status()).isEqualTo(2);
        assertThat(client("commands").text())
                .contains("hook:deploy", "Deploys plugins")
                .as("each command of the product has its group")
                .doesNotContain("Of io.hookline.shell");
        assertThat(client("help", "deploy").text()).contains("hook:deploy: Deploys plugins", "--force");
        assertThat(client("__complete", "io.", "stop", "--data", data.toString())
                        .text())
                .contains("io.hookline.plugin.requestlog\n");

        checkTcp();

        process.kill();
        assertThat(client("status")).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(3);
            assertThat(answer.text()).contains("cannot be reached");
        });
        Path authority = serveByTls();
        HooklineProcess next = start();
        assertThat(client("plugins").text()).contains("test.a");
        checkTls(authority);
        assertThat(next.exit()).isZero();
        assertThat(data.resolve("admin.sock")).doesNotExist();
        assertThat(data.resolve("admin.url")).doesNotExist();
    }

    /**
     * Every command has a role, every resource answers, and a browser logs in by the address of the command console.
     */
    private void checkTcp() throws Exception {
        String url = Files.readString(data.resolve("admin.url")).strip();
        String token = client("token", "create", "build", "--role", "operator")
                .text()
                .lines()
                .findFirst()
                .orElseThrow();
        assertThat(get(url + "/v1/commands", "").statusCode()).isEqualTo(401);
        JsonNode commands =
                new ObjectMapper().readTree(get(url + "/v1/commands", token).body());
        assertThat(commands).isNotEmpty().allSatisfy(command -> assertThat(
                        command.path("permission").asText())
                .as(command.path("name").asText())
                .isIn("viewer", "operator", "admin"));
        for (String path : List.of(
                "instance",
                "status",
                "points",
                "plugins",
                "sets",
                "canaries",
                "guards",
                "guards/events",
                "configurations",
                "configurations/io.hookline.admin/schema",
                "routes",
                "upstreams",
                "refused",
                "leaks",
                "quarantine",
                "bindings",
                "stats",
                "artifacts",
                "changes",
                "events",
                "logs",
                "openapi.json")) {
            assertThat(get(url + "/v1/" + path, token).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(get(url + "/v1/tokens", token).statusCode()).isEqualTo(403);
        String login = client("console").text().strip();
        assertThat(get(login, "").statusCode()).isEqualTo(303);
        assertThat(get(login, "").statusCode()).isEqualTo(401);
        assertThat(data.resolve("admin-audit.jsonl"))
                .content()
                .contains("token create")
                .doesNotContain(token);
    }

    /** Has the next start listen by TLS, with a certificate of its own for localhost; returns the certificate. */
    private Path serveByTls() throws Exception {
        Path store = folder.resolve("keys.p12");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "password")
                .redirectErrorStream(true)
                .start();
        String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tool.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "password".toCharArray());
        Path certificate = pem("CERTIFICATE", keys.getCertificate("server").getEncoded());
        Path key = pem(
                "PRIVATE KEY", keys.getKey("server", "password".toCharArray()).getEncoded());
        Files.writeString(
                data.resolve("conf/io.hookline.admin.cfg"),
                "port = 0\ncertificate = " + certificate + "\nprivateKey = " + key + "\n");
        return certificate;
    }

    private Path pem(String what, byte[] content) throws IOException {
        return Files.writeString(
                folder.resolve(what.replace(' ', '-') + ".pem"),
                "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                        + what + "-----\n");
    }

    /** The client over the network, against the listener of the product: TLS, a token, its role, an upload. */
    private void checkTls(Path authority) throws Exception {
        String url = Files.readString(data.resolve("admin.url")).strip();
        assertThat(url).startsWith("https://");
        String server = "https://localhost:" + URI.create(url).getPort();
        Path token = Files.writeString(
                folder.resolve("token"),
                client("token", "create", "remote", "--role", "operator").text());
        String[] there = {"--server", server, "--token-file", token.toString(), "--ca", authority.toString()};
        assertThat(client(remote(there, "plugins")).text()).contains("test.a");
        marking("test.b", "1.0.0");
        Answer deployed = client(remote(there, "deploy", "test.b-1.0.0.jar", "--reason", "JIRA-2: from afar"));
        assertThat(deployed.status()).as(deployed.text()).isZero();
        assertThat(client("history").text()).contains("api:remote", "JIRA-2: from afar");
        assertThat(client(remote(there, "token", "list")).text()).contains("needs the role admin");
        assertThat(client(remote(new String[] {there[0], there[1], there[2], there[3]}, "status")))
                .satisfies(answer -> {
                    assertThat(answer.status()).isEqualTo(3);
                    assertThat(answer.text()).contains("the certificate of " + server + " is refused");
                });
        assertThat(client("token", "revoke", "remote").status()).isZero();
        assertThat(client(remote(there, "status")).text()).contains("The token is not known");
    }

    private static String[] remote(String[] there, String... words) {
        return Stream.concat(Stream.of(words), Stream.of(there)).toArray(String[]::new);
    }

    private static HttpResponse<String> get(String url, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What does not change from one command to the next. */
    private static List<String> releases(String json) throws IOException {
        List<String> releases = new ArrayList<>();
        for (JsonNode release : new ObjectMapper().readTree(json)) {
            releases.add(
                    release.get("name").asText() + " " + release.get("version").asText() + " "
                            + release.get("state").asText());
        }
        return releases;
    }

    @Test
    void theInstanceIsSeenFromOutside() throws Exception {
        HooklineProcess process = start();
        assertThat(process.call().statusCode()).isEqualTo(200);
        Answer open = client("doctor");
        assertThat(open.status()).isEqualTo(1);
        assertThat(open.text()).contains("PROBLEM  files: other users have access", "chmod go= " + data, "1 problem");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        Answer doctor = client("doctor");
        assertThat(doctor.text()).contains("OK       gateway: it runs", "the digest sha256:");
        assertThat(doctor.status()).as(doctor.text()).isZero();
        assertThat(client("status", "-o", "yaml").text()).startsWith("---\n- name: io.hookline.plugin.apikey\n");
        assertThat(client("top", "--once", "--every", "1").text()).contains("http.pre-request", "CALLS/S");
        Awaitility.await().atMost(120, TimeUnit.SECONDS).untilAsserted(() -> assertThat(
                        callsByHook("top", "--once", "--every", "1", "--json"))
                .containsEntry("http.pre-request io.hookline.plugin.apikey", 1L)
                .isEqualTo(callsByHook("stats", "--json")));
        assertThat(client("logs", "--level", "info", "--last", "5").text()).contains("INFO");
        assertThat(Path.of(System.getProperty("hookline.distribution"), "bin", "hookline.bat"))
                .content()
                .matches("(?s)(?:[^\\r\\n]*\\r\\n)+");
        assertThat(client("man").text()).contains(".SS deploy\n", ".SH EXIT STATUS");

        Process events = begin("events", "--follow", "--filter", "kind=release,memory", "-o", "json");
        String memory = Path.of(
                        System.getProperty("hookline.distribution"),
                        "plugins",
                        "available",
                        "io.hookline.plugin.memory-1.0.0.jar")
                .toString();
        assertThat(client("deploy", memory).status()).isZero();
        try (BufferedReader lines = events.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            assertThat(new ObjectMapper().readTree(line).at("/subject").asText())
                    .isEqualTo("io.hookline.plugin.memory@1.0.0");
        } finally {
            events.destroy();
        }
        assertThat(client("memory", "--json").text()).contains("\"name\" : \"heap\"");
        assertThat(process.command("hook:memory")).contains("heap");
        assertThat(client("help").text()).contains("io.hookline.plugin.memory 1.0.0", "hook:memory");
        assertThat(client("__complete", "mem", "--data", data.toString()).text())
                .isEqualTo("memory\tShows the memory of the process.\n");
        assertThat(client("remove", "io.hookline.plugin.memory").status()).isZero();
        assertThat(client("memory").status()).isEqualTo(2);
        assertThat(client("__complete", "mem", "--data", data.toString()).text())
                .isEmpty();
        // The start script has made it beside one of the commands.
        Awaitility.await().atMost(120, TimeUnit.SECONDS).until(() -> archives() == 1);
        assertThat(client("status").status()).isZero();
    }

    /** The calls of each hook by its point and name, as a command shows them. */
    private Map<String, Long> callsByHook(String... words) throws Exception {
        JsonNode shown = new ObjectMapper().readTree(client(words).text());
        Map<String, Long> calls = new TreeMap<>();
        shown.path("hooks")
                .forEach(hook -> calls.put(
                        hook.path("point").asText() + " " + hook.path("hook").asText(),
                        hook.path("calls").asLong()));
        shown.path("chains").forEach(chain -> chain.path("hooks")
                .forEach(hook -> calls.put(
                        chain.at("/point/name").asText() + " "
                                + hook.path("name").asText(),
                        hook.path("calls").asLong())));
        return calls;
    }

    private long archives() throws IOException {
        Path cache = folder.resolve("cache");
        if (!Files.exists(cache)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(file -> file.toString().endsWith(".jsa")).count();
        }
    }

    /** The verdict is given by hand: without calls no statistics decide, and none are needed. */
    @Test
    void aPipelineDeploysWithACanaryAndGoesBack() throws Exception {
        HooklineProcess process = start();
        Files.createSymbolicLink(folder.resolve("hookline-data"), data);
        String running = marking("test.a", "1.0.0").toString();
        assertThat(client("deploy", running).status()).isZero();

        Answer refused = pipeline("deploy.sh", "plan", running, "true");
        assertThat(refused.status()).as(refused.text()).isEqualTo(1);
        Answer problem = pipeline("deploy-curl.sh", "plan", running, "true");
        assertThat(problem.text()).contains("The plan would be refused: ");
        assertThat(problem.status()).isEqualTo(22);

        Answer deployed = decided("promote", "deploy.sh", "1.1.0", "true");
        assertThat(deployed.status()).as(deployed.text()).isZero();
        assertThat(deployed.text()).contains("test.a 1.1.0 is promoted");
        Answer back = decided("promote", "deploy-curl.sh", "1.2.0", "false");
        assertThat(back.text()).contains("\"state\" : \"PROMOTED\"", "the smoke test has failed: going back");
        assertThat(back.status()).isEqualTo(1);
        Answer failed = decided("abort", "deploy.sh", "1.3.0", "true");
        assertThat(failed.text()).contains("The canary was rolled back", "the canary was not promoted");
        assertThat(failed.status()).isEqualTo(1);
        assertThat(process.status())
                .containsEntry("test.a 1.1.0", "RUNNING")
                .doesNotContainEntry("test.a 1.2.0", "RUNNING")
                .doesNotContainEntry("test.a 1.3.0", "RUNNING");
    }

    /** Runs a pipeline with a canary, and decides about it once it runs. */
    private Answer decided(String verdict, String script, String version, String smokeTest) throws Exception {
        String jar = marking("test.a", version).toString();
        CompletableFuture<Answer> pipeline = CompletableFuture.supplyAsync(() -> {
            try {
                return pipeline(script, "canary", jar, smokeTest);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Awaitility.await()
                .atMost(240, TimeUnit.SECONDS)
                .until(() -> pipeline.isDone()
                        || client("canaries").text().matches("(?s).*" + version + " +candidate +RUNNING.*"));
        client(verdict, "test.a");
        return pipeline.get(240, TimeUnit.SECONDS);
    }

    private Answer pipeline(String script, String action, String jar, String smokeTest)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("hookline.samples"), script).toString(), action, jar)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "HOOKLINE",
                        Path.of(System.getProperty("hookline.distribution"), "bin", "hookline")
                                .toString(),
                        "CANARY_OPTIONS",
                        "--longest 3600",
                        "CANARY_ARGUMENTS",
                        "\"--longest\", \"3600\"",
                        "SMOKE_TEST",
                        smokeTest,
                        "XDG_CACHE_HOME",
                        folder.resolve("cache").toString()));
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }

    @Test
    void aCommandWhoseClientIsEndedIsInterrupted() throws Exception {
        HooklineProcess process = start();
        Process load = begin("hook:load", "db.pre-save", "--for", "600s", "--rate", "10");
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> calls(process) > 0);
        load.toHandle().destroy();
        assertThat(load.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(load.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("the command is interrupted");
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .pollDelay(1, TimeUnit.SECONDS)
                .until(() -> {
                    long before = calls(process);
                    TimeUnit.SECONDS.sleep(1);
                    return calls(process) == before;
                });
    }

    private static long calls(HooklineProcess process) throws IOException {
        return new ObjectMapper()
                .readTree(process.command("hook:chain db.pre-save --json"))
                .at("/hooks/0/calls")
                .asLong();
    }

    private Answer client(String... words) throws IOException, InterruptedException {
        Process client = begin(words);
        String text = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(client.waitFor(), text);
    }

    private Process begin(String... words) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(Path.of(System.getProperty("hookline.distribution"), "bin", "hookline")
                        .toString()));
        command.addAll(List.of(words));
        if (!words[0].startsWith("__") && !List.of(words).contains("--server")) {
            command.addAll(List.of("--data", data.toString()));
        }
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        builder.environment().remove("HOOKLINE_ARCHIVE");
        return builder.start();
    }

    /** What a client printed, and its exit status. */
    private record Answer(int status, String text) {}
}
