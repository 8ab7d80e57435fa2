package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.hookline.api.runtime.HookGuards;
import io.hookline.gateway.endpoint.Endpoint;
import io.hookline.itests.fixture.BearerTokens;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.felix.service.command.CommandProcessor;
import org.awaitility.Awaitility;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The gateway with its plugins in front of the record service, called by a client. */
public class GatewayIT extends FrameworkTest {

    private static final long BIG_BODY_BYTES = 64L * 1024 * 1024;
    private static final List<String> PLUGINS = List.of(
            "io.hookline.plugin.apikey",
            "io.hookline.plugin.ratelimit",
            "io.hookline.plugin.recordcheck",
            "io.hookline.plugin.requestlog");

    private final HttpClient client = HttpClient.newHttpClient();

    @Before
    public void start() throws Exception {
        Path data = folder("hookline.test.data").resolve("records-" + System.nanoTime());
        configure("io.hookline.records", Map.of("port", "0", "dataDir", data.toString()));
        configure("io.hookline.plugin.apikey", Map.of("keys", "tester:secret"));
        configureGateway("");
        bundleNamed("io.hookline.records").start();
        bundleNamed("io.hookline.gateway").start();
        for (String plugin : PLUGINS) {
            bundleNamed(plugin).start();
        }
    }

    @After
    public void stop() throws BundleException {
        bundleNamed("io.hookline.gateway").stop();
        bundleNamed("io.hookline.records").stop();
        for (String plugin : PLUGINS) {
            bundleNamed(plugin).stop();
        }
    }

    @Test
    public void onlyRequestsWithAKeyPass() throws Exception {
        HttpResponse<String> refused = send(request("/records"));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("X-Call-Id")).isPresent();
        HttpResponse<String> passed = send(withKey("/records"));
        assertThat(passed.statusCode()).isEqualTo(200);
        assertThat(passed.headers().firstValue("X-RateLimit-Remaining")).isPresent();
    }

    @Test
    public void recordsAreCreatedReadListedDeletedAndChecked() throws Exception {
        HttpResponse<String> created = post("{\"title\":\"  first  \",\"fields\":{\"a\":\"b\"}}");
        assertThat(created.statusCode()).isEqualTo(201);
        String location = created.headers().firstValue("Location").orElseThrow();
        assertThat(send(withKey(location)).body()).contains("\"title\":\"first\"");
        assertThat(send(withKey("/records")).body()).contains("\"title\":\"first\"");
        assertThat(send(withKey(location).DELETE()).statusCode()).isEqualTo(204);
        assertThat(send(withKey(location)).statusCode()).isEqualTo(404);

        HttpResponse<String> refused = post("{\"title\":\"" + "x".repeat(201) + "\"}");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("title has 201 characters");
    }

    @Test
    public void recordsSurviveARestartOfTheService() throws Exception {
        String location =
                post("{\"title\":\"kept\"}").headers().firstValue("Location").orElseThrow();
        Bundle records = bundleNamed("io.hookline.records");
        records.stop();
        assertThat(send(withKey(location)).statusCode()).isEqualTo(503);
        records.start();
        assertThat(send(withKey(location)).body()).contains("\"title\":\"kept\"");
    }

    @Test
    public void withoutTheRequiredPluginNoRequestPasses() throws Exception {
        Bundle apikey = bundleNamed("io.hookline.plugin.apikey");
        apikey.stop();
        HttpResponse<String> closed = send(withKey("/records"));
        assertThat(closed.statusCode()).isEqualTo(503);
        assertThat(closed.headers().firstValue("Retry-After")).isPresent();
        apikey.start();
        assertThat(send(withKey("/records")).statusCode()).isEqualTo(200);
        assertThat(send(request("/records")).statusCode()).isEqualTo(401);
    }

    @Test
    public void theNextReleaseReplacesTheOldOne() throws Exception {
        Path jar = folder("hookline.distribution").resolve("plugins/available/io.hookline.plugin.ratelimit-1.1.0.jar");
        Bundle next = context().installBundle(jar.toUri().toString());
        try {
            next.start();
            HttpResponse<String> swapped = send(withKey("/records"));
            assertThat(swapped.headers().firstValue("RateLimit-Remaining")).isPresent();
            assertThat(swapped.headers().firstValue("X-RateLimit-Remaining")).isEmpty();
        } finally {
            next.uninstall();
        }
        assertThat(send(withKey("/records")).headers().firstValue("X-RateLimit-Remaining"))
                .isPresent();
    }

    @Test
    public void eachRequestIsInTheAuditFileOverASwapOfCollectorAndOutput() throws Exception {
        Path file = folder("hookline.test.data").resolve("audit-" + System.nanoTime() + ".jsonl");
        configure("io.hookline.plugin.auditfile", Map.of("file", file.toString(), "chain", "true"));
        Configuration route =
                service(ConfigurationAdmin.class).getFactoryConfiguration("io.hookline.audit.route", "it", "?");
        route.update(FrameworkUtil.asDictionary(
                Map.of("outputs", "file", "sources", new String[] {"http", "db"}, "labels", "site=it")));
        Bundle collector = available("io.hookline.plugin.audit-1.0.0.jar");
        Bundle output = available("io.hookline.plugin.auditfile-1.0.0.jar");
        List<Bundle> next = new ArrayList<>();
        try {
            collector.start();
            output.start();
            awaitAudited(file, "\"resource\":\"/records\"", "\"action\":\"GET\"", "\"actor\":\"tester\"");
            post("{\"title\":\"audited\",\"fields\":{\"card\":\"Visa 4711\"}}");
            for (int i = 0; i < 20; i++) {
                if (i == 10) {
                    next.add(available("io.hookline.plugin.audit-1.1.0.jar"));
                    next.get(0).start();
                    collector.uninstall();
                    output.stop();
                }
                assertThat(send(withKey("/records/" + (900 + i))).statusCode()).isEqualTo(404);
            }
            assertThat(Shell.run(service(CommandProcessor.class), "hook:spool")).containsPattern("file +NO_PLUGIN");
            output.start();
            for (int i = 0; i < 20; i++) {
                awaitLine(file, "\"resource\":\"/records/" + (900 + i) + "\"", "\"status\":\"404\"");
            }
            awaitLine(file, "\"source\":\"db\"", "\"resource\":\"audited\"", "\"labels\":{\"site\":\"it\"}");
            awaitLine(file, "io.hookline.plugin.audit@1.0.0");
            awaitLine(file, "io.hookline.plugin.audit@1.1.0");
            assertThat(Files.readString(file)).doesNotContain("Visa").doesNotContain("secret");
            assertThat(Shell.run(service(CommandProcessor.class), "hook:audit test source=http path=/x"))
                    .contains("to file with the labels {site=it}");
            assertThat(Shell.run(service(CommandProcessor.class), "hook:audit test source=runtime"))
                    .contains("no route takes it");
            assertThat(Shell.run(service(CommandProcessor.class), "hook:audit replay file"))
                    .contains("0 dead letters");
            assertThatThrownBy(() -> Shell.run(service(CommandProcessor.class), "hook:audit forget file"))
                    .hasMessageContaining("in use");
        } finally {
            route.delete();
            output.uninstall();
            for (Bundle bundle : next) {
                bundle.uninstall();
            }
            if (collector.getState() != Bundle.UNINSTALLED) {
                collector.uninstall();
            }
            service(ConfigurationAdmin.class)
                    .getConfiguration("io.hookline.plugin.auditfile", "?")
                    .delete();
        }
    }

    private Bundle available(String jar) throws BundleException {
        Path file = folder("hookline.distribution").resolve("plugins/available").resolve(jar);
        return context().installBundle(file.toUri().toString());
    }

    /** Sends requests until one is recorded: a route applies shortly after it was configured. */
    private void awaitAudited(Path file, String... parts) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            send(withKey("/records"));
            return hasLine(file, parts);
        });
    }

    private static void awaitLine(Path file, String... parts) {
        Awaitility.await(String.join(" ", parts)).atMost(Duration.ofMinutes(1)).until(() -> hasLine(file, parts));
    }

    private static boolean hasLine(Path file, String... parts) throws IOException {
        return Files.exists(file)
                && Files.readAllLines(file).stream()
                        .anyMatch(line -> Stream.of(parts).allMatch(line::contains));
    }

    @Test
    public void aChangedPolicyAppliesAtOnceAndItsCommandGoesWithItsBundle() throws Exception {
        Path file = folder("hookline.test.data").resolve("policy-" + System.nanoTime() + ".json");
        Files.writeString(file, policyFor("another"));
        configure("io.hookline.plugin.policy", Map.of("file", file.toString(), "pollMillis", "50"));
        Path jar = folder("hookline.distribution").resolve("plugins/available/io.hookline.plugin.policy-1.0.0.jar");
        Bundle policy = context().installBundle(jar.toUri().toString());
        try {
            policy.start();
            awaitStatus(403);
            assertThat(send(request("/records")).statusCode())
                    .as("authentication comes first")
                    .isEqualTo(401);
            assertThat(Shell.run(service(CommandProcessor.class), "hook:policy test GET /records --principal tester"))
                    .startsWith("deny: no rule allows it");
            long generation = runtime().generation();
            Files.writeString(file, policyFor("tester"));
            awaitStatus(200);
            assertThat(send(withKey("/records/..%2Frecords")).statusCode())
                    .as("refused before any hook sees it")
                    .isEqualTo(400);
            assertThat(Shell.run(service(CommandProcessor.class), "hook:policy show"))
                    .containsPattern("read +allow +[1-9]");
            assertThat(runtime().generation()).isEqualTo(generation);
        } finally {
            policy.uninstall();
        }
        assertThatThrownBy(() -> Shell.run(service(CommandProcessor.class), "hook:policy show"))
                .hasMessageContaining("hook:policy");
        assertThat(send(withKey("/records")).statusCode()).isEqualTo(200);
    }

    @Test
    public void aConfigurationTakesEffectWithoutRemovingTheHook() throws Exception {
        long before = runtime().generation();
        configure("io.hookline.plugin.apikey", Map.of("keys", "tester:changed"));
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(send(withKey("/records")).statusCode()).isEqualTo(401));
        assertThat(runtime().chain("http.pre-request").orElseThrow().point().missing())
                .isEmpty();
        assertThat(runtime().generation() - before).as("no hook left the chain").isLessThanOrEqualTo(1);
    }

    @Test
    public void onlyRequestsWithAValidTokenPassAndItsAudienceChangesLive() throws Exception {
        BearerTokens tokens = new BearerTokens();
        Path keys = folder("hookline.test.data").resolve("keys-" + System.nanoTime() + ".json");
        Files.writeString(keys, tokens.keySet());
        Configuration issuer =
                service(ConfigurationAdmin.class).getFactoryConfiguration("io.hookline.plugin.jwt.issuer", "it", "?");
        Map<String, String> settings =
                Map.of("issuer", BearerTokens.ISSUER, "audience", "orders", "jwksFile", keys.toString());
        issuer.update(FrameworkUtil.asDictionary(settings));
        Path jar = folder("hookline.distribution").resolve("plugins/available/io.hookline.plugin.jwt-1.0.0.jar");
        Bundle jwt = context().installBundle(jar.toUri().toString());
        try {
            jwt.start();
            Awaitility.await().untilAsserted(() -> assertThat(statusWith(tokens.tokenFor("orders")))
                    .isEqualTo(200));
            assertThat(statusWith(tokens.tokenFor("payments"))).isEqualTo(401);
            assertThat(send(withKey("/records")).headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer");

            long before = runtime().generation();
            settings = new HashMap<>(settings);
            settings.put("audience", "payments");
            issuer.update(FrameworkUtil.asDictionary(settings));
            Awaitility.await().untilAsserted(() -> assertThat(statusWith(tokens.tokenFor("payments")))
                    .isEqualTo(200));
            assertThat(statusWith(tokens.tokenFor("orders"))).isEqualTo(401);
            assertThat(runtime().generation()).as("no hook left the chain").isEqualTo(before);
        } finally {
            jwt.uninstall();
            issuer.delete();
        }
    }

    @Test
    public void routesChangeLiveAndAreThereAfterAStart() throws Exception {
        HttpServer shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext("/", exchange -> {
            byte[] answer = ("shop " + exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        shop.start();
        ConfigurationAdmin configurations = service(ConfigurationAdmin.class);
        Configuration group = configurations.getFactoryConfiguration("io.hookline.gateway.upstream", "shop", "?");
        Configuration route = configurations.getFactoryConfiguration("io.hookline.gateway.route", "cart", "?");
        URI before = gateway();
        try {
            route.update(FrameworkUtil.asDictionary(Map.of("path", "/cart/*", "upstream", "shop")));
            Awaitility.await().untilAsserted(() -> assertThat(Shell.run(service(CommandProcessor.class), "hook:routes"))
                    .contains("refused: route cart: there is no upstream 'shop'"));
            assertThat(send(withKey("/cart/1")).statusCode())
                    .as("no other route takes its requests")
                    .isEqualTo(503);
            group.update(FrameworkUtil.asDictionary(
                    Map.of("targets", "http://127.0.0.1:" + shop.getAddress().getPort())));
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(send(withKey("/cart/1")).body()).isEqualTo("shop /cart/1"));
            assertThat(send(withKey("/records")).statusCode()).isEqualTo(200);
            assertThat(send(request("/cart/1")).statusCode())
                    .as("without a key")
                    .isEqualTo(401);
            assertThat(gateway()).as("the listener was not restarted").isEqualTo(before);

            assertThatThrownBy(() ->
                            route.update(FrameworkUtil.asDictionary(Map.of("path", "/cart/*", "upstrem", "shop"))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did you mean 'upstream'");
            assertThatThrownBy(() ->
                            route.update(FrameworkUtil.asDictionary(Map.of("path", "/cart*", "upstream", "shop"))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("a star stands at the end only");
            assertThatThrownBy(() -> group.update(FrameworkUtil.asDictionary(Map.of("targets", "shop:9000"))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("targets");
            assertThat(Shell.run(service(CommandProcessor.class), "hook:routes test GET /cart/1"))
                    .startsWith("cart: GET /cart/1 goes to shop");
            assertThat(Shell.run(service(CommandProcessor.class), "hook:upstreams"))
                    .containsPattern("shop +http://127.0.0.1:\\d+ +up");

            Bundle gateway = bundleNamed("io.hookline.gateway");
            gateway.stop();
            gateway.start();
            assertThat(send(withKey("/cart/1")).body()).as("the first request").isEqualTo("shop /cart/1");
        } finally {
            route.delete();
            group.delete();
            shop.stop(0);
        }
        Awaitility.await().until(() -> send(withKey("/cart/1")).statusCode() == 404);
    }

    @Test
    public void largeBodiesAreStreamedBothWays() throws Exception {
        byte[] digest = digestOf(new RandomBytes(BIG_BODY_BYTES));
        HttpServer upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/up", exchange -> {
            byte[] answer = digestOf(exchange.getRequestBody());
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        upstream.createContext("/down", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            new RandomBytes(BIG_BODY_BYTES).transferTo(exchange.getResponseBody());
            exchange.close();
        });
        upstream.start();
        try {
            configureGateway("http://127.0.0.1:" + upstream.getAddress().getPort());
            Awaitility.await()
                    .ignoreExceptions()
                    .until(() -> send(withKey("/nowhere")).statusCode() == 404);
            HttpRequest upload = withKey("/up")
                    .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new RandomBytes(BIG_BODY_BYTES)))
                    .build();
            assertThat(client.send(upload, BodyHandlers.ofByteArray()).body()).isEqualTo(digest);
            try (InputStream download = client.send(withKey("/down").build(), BodyHandlers.ofInputStream())
                    .body()) {
                assertThat(digestOf(download)).isEqualTo(digest);
            }
        } finally {
            upstream.stop(0);
        }
    }

    @Test
    public void middlewareIsDeployedAndChangedUnderTheClients() throws Exception {
        HttpServer upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/", exchange -> {
            String seen = Stream.of("x-env", "x-user-tier", "x-trace-id", "traceparent", "x-user")
                    .map(name -> name + "=" + exchange.getRequestHeaders().getFirst(name))
                    .collect(Collectors.joining(" ", "<", " >"));
            byte[] answer = seen.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        upstream.start();
        String ipfilter = "io.hookline.plugin.ipfilter";
        String cors = "io.hookline.plugin.cors";
        String colour = "io.hookline.plugin.colour";
        String headers = "io.hookline.plugin.headers";
        String ratelimit = "io.hookline.plugin.ratelimit";
        List<Bundle> middleware = new ArrayList<>();
        List<Configuration> rules = new ArrayList<>();
        try {
            for (String jar : List.of(
                    ipfilter + "-1.0.0",
                    cors + "-1.0.0",
                    colour + "-1.0.0",
                    headers + "-1.0.0",
                    ratelimit + "-1.2.0")) {
                Path file = folder("hookline.distribution").resolve("plugins/available/" + jar + ".jar");
                middleware.add(context().installBundle(file.toUri().toString()));
            }
            configure(ipfilter, Map.of("allow", "127.0.0.1", "trustedProxies", "127.0.0.0/8"));
            configure(cors, Map.of("origins", "https://app.example.com"));
            configure(colour, Map.of("environments", "gray", "defaultEnvironment", "live"));
            configure(headers, Map.of("request", "set X-User {principal}", "response", "set X-Served {call-id}"));
            for (Bundle plugin : middleware) {
                plugin.start();
            }
            configureGateway("http://127.0.0.1:" + upstream.getAddress().getPort());
            Awaitility.await()
                    .ignoreExceptions()
                    .until(() -> send(withKey("/a")).body().startsWith("<"));

            HttpResponse<String> preflight = send(fromPage("/a", "https://app.example.com")
                    .header("Access-Control-Request-Method", "POST")
                    .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
            assertThat(preflight.statusCode()).isEqualTo(204);
            assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods"))
                    .isPresent();
            assertThat(send(fromPage("/a", "https://app.example.com"))
                            .headers()
                            .firstValue("Access-Control-Allow-Origin"))
                    .as("a page can read that its key is missing")
                    .hasValue("https://app.example.com");
            HttpResponse<String> served = send(withKey("/a")
                    .header("x-env", "gray")
                    .header("x-user-tier", "gold")
                    .header("x-user", "admin")
                    .header("x-request-id", "asked-1"));
            assertThat(served.body())
                    .contains(
                            "x-env=gray ",
                            "x-user-tier=null ",
                            "x-trace-id=asked-1 ",
                            "traceparent=00-",
                            "x-user=tester ");
            assertThat(served.headers().firstValue("X-Served"))
                    .isEqualTo(served.headers().firstValue("X-Call-Id"));
            assertThat(served.headers().firstValue("RateLimit-Limit")).hasValue("2000");
            assertThat(send(withKey("/a").header("X-Forwarded-For", "192.0.2.9"))
                            .statusCode())
                    .isEqualTo(403);

            runInProcesses(rules, ipfilter, headers);
            HttpResponse<String> elsewhere = send(withKey("/a"));
            assertThat(elsewhere.body()).contains("x-user=tester ");
            assertThat(elsewhere.headers().firstValue("X-Served"))
                    .isEqualTo(elsewhere.headers().firstValue("X-Call-Id"));
            assertThat(send(withKey("/a").header("X-Forwarded-For", "192.0.2.9"))
                            .statusCode())
                    .isEqualTo(403);

            long before = runtime().generation();
            configure(
                    ipfilter,
                    Map.of("allow", new String[] {"127.0.0.1", "192.0.2.0/24"}, "trustedProxies", "127.0.0.0/8"));
            configure(cors, Map.of("origins", "https://*.example.org"));
            configure(colour, Map.of("defaultEnvironment", "blue"));
            configure(headers, Map.of("response", "set X-Served changed"));
            HttpRequest.Builder again = withKey("/a")
                    .header("Origin", "https://new.example.org")
                    .header("x-env", "gray")
                    .header("X-Forwarded-For", "192.0.2.9");
            Awaitility.await().untilAsserted(() -> {
                HttpResponse<String> changed = send(again);
                assertThat(changed.body()).contains("x-env=blue ");
                assertThat(changed.headers().firstValue("X-Served")).hasValue("changed");
                assertThat(changed.headers().firstValue("Access-Control-Allow-Origin"))
                        .hasValue("https://new.example.org");
            });
            configure(ratelimit, Map.of("limits", "few rate=1/h by=all path=/few/**"));
            Awaitility.await().until(() -> send(withKey("/few/1")).statusCode() == 429);
            assertThat(send(withKey("/few")).headers().firstValue("Retry-After"))
                    .isPresent();
            assertThat(send(withKey("/many")).statusCode()).isEqualTo(200);
            assertThat(runtime().generation() - before)
                    .as("seven hooks have new properties, and none left its chain")
                    .isLessThanOrEqualTo(7);
            coloursChooseRateClassAndUpstream(colour, ratelimit);

            assertThatThrownBy(() -> configure(headers, Map.of("request", "remove Connection")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("request");
            assertThatThrownBy(() -> configure(ipfilter, Map.of("deny", "192.0.2.9")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("allow");
        } finally {
            for (Configuration rule : rules) {
                rule.delete();
            }
            for (Bundle plugin : middleware) {
                plugin.uninstall();
            }
            for (String pid : List.of(ipfilter, cors, colour, headers, ratelimit)) {
                service(ConfigurationAdmin.class).getConfiguration(pid, "?").delete();
            }
            upstream.stop(0);
        }
    }

    /** Plugins as they are delivered, each in a JVM of its own. */
    private void runInProcesses(List<Configuration> rules, String... plugins) throws IOException {
        for (String plugin : plugins) {
            Configuration rule = service(ConfigurationAdmin.class).createFactoryConfiguration("io.hookline.guard", "?");
            rules.add(rule);
            rule.update(FrameworkUtil.asDictionary(
                    Map.of("hook", plugin, "isolation", "process", "deadlineMillis", "60000")));
        }
        HookGuards guards = service(HookGuards.class);
        Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(guards.guards())
                .filteredOn(guard -> List.of(plugins).contains(guard.plugin()))
                .extracting(guard -> guard.isolation() + guard.reason())
                .containsExactly("PROCESS", "PROCESS", "PROCESS"));
    }

    private void coloursChooseRateClassAndUpstream(String colour, String ratelimit) throws Exception {
        configure(ratelimit, Map.of("limits", "basic rate=1/h by=all tier=basic path=/tier/**"));
        configure(colour, Map.of("environments", "gray", "defaultTier", "basic"));
        Awaitility.await().until(() -> send(withKey("/tier/1")).statusCode() == 429);
        configure(colour, Map.of("environments", "gray", "defaultTier", "gold"));
        Awaitility.await().until(() -> send(withKey("/tier/1")).statusCode() == 200);

        HttpServer gray = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gray.createContext("/", exchange -> {
            byte[] answer = "gray".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        gray.start();
        Configuration route =
                service(ConfigurationAdmin.class).getFactoryConfiguration("io.hookline.gateway.route", "gray", "?");
        try {
            route.update(FrameworkUtil.asDictionary(Map.of(
                    "headers",
                    "x-env=gray",
                    "upstream",
                    "http://127.0.0.1:" + gray.getAddress().getPort())));
            Awaitility.await().untilAsserted(() -> assertThat(
                            send(withKey("/a").header("x-env", "gray")).body())
                    .isEqualTo("gray"));
            assertThat(send(withKey("/a")).body()).startsWith("<");
            assertThat(send(withKey("/a").header("x-env", "live")).body())
                    .as("an environment that clients may not choose")
                    .startsWith("<");
        } finally {
            route.delete();
            gray.stop(0);
        }
    }

    @Test
    public void bodiesAreLimitedCompressedAndCachedBehindTheAccessRules() throws Exception {
        HttpServer upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/", exchange -> {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            if (exchange.getRequestURI().getPath().equals("/missing")) {
                exchange.sendResponseHeaders(404, -1);
                exchange.close();
                return;
            }
            byte[] answer = "stored text ".repeat(500).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.getResponseHeaders().set("Cache-Control", "public, max-age=3600");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        upstream.start();
        String bodysize = "io.hookline.plugin.bodysize";
        String compress = "io.hookline.plugin.compress";
        String cache = "io.hookline.plugin.cache";
        String breaker = "io.hookline.plugin.breaker";
        List<Bundle> middleware = new ArrayList<>();
        try {
            for (String plugin : List.of(bodysize, compress, cache, breaker)) {
                Path file = folder("hookline.distribution").resolve("plugins/available/" + plugin + "-1.0.0.jar");
                middleware.add(context().installBundle(file.toUri().toString()));
            }
            configure(bodysize, Map.of("limits", "POST /small 8"));
            // Even a ranking above the one of authentication does not bring the cache ahead of it.
            configure(cache, Map.of("service.ranking", 5000));
            for (Bundle plugin : middleware) {
                plugin.start();
            }
            configureGateway("http://127.0.0.1:" + upstream.getAddress().getPort());
            HttpRequest.Builder zipped = withKey("/a").header("Accept-Encoding", "gzip");
            awaitCacheStatus(zipped, "hookline; hit");
            HttpResponse<byte[]> hit = client.send(zipped.build(), BodyHandlers.ofByteArray());
            assertThat(hit.headers().firstValue("Content-Encoding")).hasValue("gzip");
            try (InputStream text = new GZIPInputStream(new ByteArrayInputStream(hit.body()))) {
                assertThat(new String(text.readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("stored text ".repeat(500));
            }
            HttpResponse<String> refused = send(request("/a"));
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body()).doesNotContain("stored text");
            for (String point : List.of("http.pre-request", "http.pre-upstream", "http.post-process")) {
                assertThat(runtime().chain(point).orElseThrow().nonBlocking())
                        .as(point)
                        .isTrue();
            }
            assertThat(send(withKey("/small").POST(HttpRequest.BodyPublishers.ofString("123456789")))
                            .statusCode())
                    .isEqualTo(413);
            assertThat(Shell.run(service(CommandProcessor.class), "hook:breakers"))
                    .containsPattern("127.0.0.1:\\S+ +closed");

            configure(bodysize, Map.of("limits", "POST /small 9"));
            configure(compress, Map.of("types", "image/bmp"));
            configure(cache, Map.of("name", "edge"));
            configure(breaker, Map.of("failureStatuses", "404", "minCalls", "1", "openMillis", "3600000"));
            awaitCacheStatus(zipped, "edge; hit");
            Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                assertThat(send(zipped).headers().firstValue("Content-Encoding"))
                        .isEmpty();
                assertThat(send(withKey("/small").POST(HttpRequest.BodyPublishers.ofString("123456789")))
                                .statusCode())
                        .isEqualTo(200);
            });
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> send(withKey("/missing")).statusCode() == 503);
            assertThat(Shell.run(service(CommandProcessor.class), "hook:breakers"))
                    .containsPattern("127.0.0.1:\\S+ +open");
            assertThat(send(withKey("/a")).statusCode()).as("stored").isEqualTo(200);
            assertThatThrownBy(() -> configure(breaker, Map.of("failurePercent", "0")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("failurePercent");
            assertThatThrownBy(() -> configure(bodysize, Map.of("limits", "POST small")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("limits");
            assertThatThrownBy(() -> configure(compress, Map.of("level", "10")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("level");
            assertThatThrownBy(() -> configure(cache, Map.of("maxEntryBytes", "0")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("maxEntryBytes");
        } finally {
            for (Bundle plugin : middleware) {
                plugin.uninstall();
            }
            for (String pid : List.of(bodysize, compress, cache, breaker)) {
                service(ConfigurationAdmin.class).getConfiguration(pid, "?").delete();
            }
            upstream.stop(0);
        }
    }

    @Test
    public void expectContinueIsAnswered() throws Exception {
        URI gateway = gateway();
        String json = "{\"title\":\"asked first\"}";
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.setSoTimeout(10_000);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            OutputStream out = socket.getOutputStream();
            out.write(("POST /records HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\nX-API-Key: secret\r\n"
                            + "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(in.readLine()).startsWith("HTTP/1.1 100");
            assertThat(in.readLine()).isEmpty();
            out.write(json.getBytes(StandardCharsets.US_ASCII));
            assertThat(in.readLine()).startsWith("HTTP/1.1 201");
        }
    }

    private static byte[] digestOf(InputStream body) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(body, digest).transferTo(OutputStream.nullOutputStream());
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private int statusWith(String token) throws IOException, InterruptedException {
        return send(withKey("/records").header("Authorization", "Bearer " + token))
                .statusCode();
    }

    /** A policy that lets one principal read. */
    private static String policyFor(String principal) {
        return "{\"version\": 1, \"rules\": [{\"name\": \"read\", \"effect\": \"allow\", \"paths\": \"/records/**\","
                + " \"when\": \"principal == '" + principal + "'\"}]}";
    }

    private void awaitCacheStatus(HttpRequest.Builder request, String start) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).ignoreExceptions().untilAsserted(() -> assertThat(
                        send(request).headers().firstValue("Cache-Status").orElse(""))
                .startsWith(start));
    }

    private void awaitStatus(int status) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(
                        send(withKey("/records")).statusCode())
                .isEqualTo(status));
    }

    private HttpResponse<String> post(String json) throws IOException, InterruptedException {
        return send(withKey("/records")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder fromPage(String path, String origin) {
        return request(path).header("Origin", origin);
    }

    private HttpRequest.Builder withKey(String path) {
        return request(path).header("X-API-Key", "secret");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gateway().resolve(path)).timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private URI gateway() {
        return Awaitility.await().until(this::gatewayNow, uri -> uri != null);
    }

    private URI gatewayNow() throws InvalidSyntaxException {
        Collection<ServiceReference<Endpoint>> found =
                context().getServiceReferences(Endpoint.class, "(" + Endpoint.NAME + "=gateway)");
        return found.stream()
                .findFirst()
                .map(reference -> URI.create((String) reference.getProperty(Endpoint.URI)))
                .orElse(null);
    }

    private void configureGateway(String upstream) throws IOException {
        configure(
                "io.hookline.gateway",
                Map.of(
                        "port", "0",
                        "upstream", upstream,
                        "requiredPreRequest", "io.hookline.plugin.apikey",
                        "requiredWaitMillis", "200"));
    }

    private void configure(String pid, Map<String, ?> properties) throws IOException {
        service(ConfigurationAdmin.class).getConfiguration(pid, "?").update(FrameworkUtil.asDictionary(properties));
    }

    /** Pseudo-random bytes, the same in each run. */
    private static final class RandomBytes extends InputStream {

        private final Random random = new Random(7);
        private long left;

        RandomBytes(long length) {
            this.left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? random.nextInt(256) : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            byte[] piece = new byte[count];
            random.nextBytes(piece);
            System.arraycopy(piece, 0, bytes, offset, count);
            left -= count;
            return count;
        }
    }
}
