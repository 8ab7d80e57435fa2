package io.hookline.plugin.policy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.hook.ContextKey;
import io.hookline.api.plugin.LifecycleContext;
import io.hookline.gateway.hook.ClientCertificate;
import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.Response;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hook with a policy file that changes. */
class PolicyHookTest {

    private static final String ALLOW = policy("{'name': 'open', 'effect': 'allow'}");
    private static final String CLOSED = policy("");

    private static final String FAILING = policy("{'name': 'open', 'effect': 'allow'}")
            .replace("]}", "], \"tests\": [{\"name\": \"t\", \"request\": \"GET /\", \"expect\": \"deny\"}]}");

    @TempDir
    Path folder;

    private final List<PolicyHook> hooks = new ArrayList<>();

    @AfterEach
    void stop() {
        hooks.forEach(PolicyHook::stop);
    }

    @Test
    void withoutAPolicyNoRequestPassesUntilThereIsOne() throws Exception {
        PolicyHook hook = started();
        Response closed = hook.onRequest(new FakeExchange("GET", "/"));
        assertThat(closed.status()).isEqualTo(503);
        assertThat(closed.headers()).contains(Map.entry("Retry-After", "5"));
        assertThat(hook.problem()).contains("policy.json does not exist", "all requests are");
        write(ALLOW);
        awaitStatus(hook, 200);
        assertThat(hook.problem()).isNull();
    }

    @Test
    void aRefusalTellsTheClientNothingAndOtherHooksTheReason() throws Exception {
        write(policy("{'name': 'open', 'effect': 'allow', 'paths': '/open'},"
                + "{'name': 'secret-rule', 'effect': 'deny', 'paths': '/x', 'reason': 'ticket 4711'}"));
        PolicyHook hook = started();
        FakeExchange refused = new FakeExchange("GET", "/x");
        Response response = hook.onRequest(refused);
        assertThat(response.status()).isEqualTo(403);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo("You are not allowed to do this.\n");
        assertThat(response.headers()).hasSize(1);
        String digest = hook.state().policy().digest();
        assertThat(decision(refused))
                .isEqualTo(Map.of("effect", "deny", "rule", "secret-rule", "reason", "ticket 4711", "policy", digest));
        FakeExchange passed = new FakeExchange("GET", "/open");
        assertThat(hook.onRequest(passed)).isNull();
        assertThat(decision(passed).get("effect")).isEqualTo("allow");
        assertThat(decision(passed).get("rule")).isEqualTo("open");
    }

    @Test
    void principalAndClaimsComeFromTheHooksBefore() throws Exception {
        write("{\"version\": 1, \"rolesClaim\": \"groups\", \"roles\": {\"reader\": {}},"
                + " \"principals\": {\"ann\": \"reader\"},"
                + " \"rules\": [{\"name\": \"read\", \"effect\": \"allow\", \"roles\": \"reader\"}]}");
        PolicyHook hook = started();
        FakeExchange named = new FakeExchange("GET", "/");
        named.setPrincipal("ann");
        assertThat(hook.onRequest(named)).isNull();
        FakeExchange claimed = new FakeExchange("GET", "/");
        claimed.context().put(ContextKey.of("io.hookline.claims", Map.class), Map.of("groups", List.of("reader")));
        assertThat(hook.onRequest(claimed)).isNull();
        FakeExchange smuggled = new FakeExchange("GET", "/")
                .with("io.hookline.claims", "{\"groups\": [\"reader\"]}")
                .with("groups", "reader");
        assertThat(hook.onRequest(smuggled).status()).isEqualTo(403);
    }

    @Test
    void conditionsSeeTheCertificateThatTheClientHasShown() throws Exception {
        write(
                """
                {"version": 1,
                 "rules": [{"name": "billing", "effect": "allow", "when": [
                   "certificate.verified",
                   "certificate.subject == 'CN=a'",
                   "'URI:spiffe://a/billing' in certificate.names",
                   "certificate.fingerprint == '0a'"]}],
                 "tests": [
                   {"name": "it", "request": "GET /", "expect": "allow", "certificate":
                     {"subject": "CN=a", "names": ["URI:spiffe://a/billing"], "fingerprint": "0a"}},
                   {"name": "none", "request": "GET /", "expect": "deny"}]}
                """);
        PolicyHook hook = started();
        assertThat(status(hook)).isEqualTo(403);

        FakeExchange shown = new FakeExchange("GET", "/")
                .with(new ClientCertificate("CN=a", "CN=ca", List.of("DNS:a", "URI:spiffe://a/billing"), "0a"));
        assertThat(hook.onRequest(shown)).isNull();
        FakeExchange other = new FakeExchange("GET", "/")
                .with(new ClientCertificate("CN=a", "CN=ca", List.of("URI:spiffe://a/billing"), "0b"));
        assertThat(hook.onRequest(other)).isNotNull();
    }

    @Test
    void aChangedFileAppliesWhileTheHookRuns() throws Exception {
        write(CLOSED);
        PolicyHook hook = started();
        assertThat(status(hook)).isEqualTo(403);
        write(ALLOW);
        awaitStatus(hook, 200);
        write(CLOSED);
        awaitStatus(hook, 403);
    }

    @Test
    void aWrongFileChangesNothingAndSaysSo() throws Exception {
        write(ALLOW);
        PolicyHook hook = started();
        String digest = hook.state().policy().digest();
        for (String wrong : List.of("{", "", "{\"version\": 1, \"rulez\": []}", FAILING, "x".repeat(2_000_000))) {
            write(wrong);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> hook.state().refusal() != null);
            assertThat(hook.problem()).contains("still applies: " + hook.state().refusal());
            assertThat(status(hook)).isEqualTo(200);
            assertThat(hook.state().policy().digest()).isEqualTo(digest);
            write(ALLOW);
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> hook.problem() == null);
        }
        Files.delete(folder.resolve("policy.json"));
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> hook.problem() != null);
        assertThat(hook.state().refusal()).contains("does not exist");
        Files.createDirectory(folder.resolve("policy.json"));
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> hook.state().refusal().contains("is not a regular file but a folder"));
        assertThat(status(hook)).isEqualTo(200);
    }

    @Test
    void afterARestartWithAWrongFileTheLastGoodPolicyApplies() throws Exception {
        write(ALLOW);
        String digest = started().state().policy().digest();
        write("{ broken");
        PolicyHook again = started();
        assertThat(status(again)).isEqualTo(200);
        assertThat(again.state().kept()).isTrue();
        assertThat(again.state().policy().digest()).isEqualTo(digest);
        assertThat(again.problem()).contains("line 1, column 3");
        write(ALLOW);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> again.problem() == null);
        assertThat(again.state().kept()).isFalse();
    }

    @Test
    void aDamagedCopyIsNotUsed() throws Exception {
        write(CLOSED);
        started();
        Path kept = folder.resolve("policy/last-good.json");
        Files.writeString(kept, Files.readString(kept).replace("[]", "[{\"name\": \"x\", \"effect\": \"allow\"}]"));
        Files.delete(folder.resolve("policy.json"));
        PolicyHook hook = started();
        assertThat(status(hook)).isEqualTo(503);
        assertThat(hook.state().policy()).isNull();
    }

    @Test
    void aRefusedPolicyIsNotKept() throws Exception {
        write(CLOSED);
        PolicyHook hook = started();
        write(FAILING);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> hook.problem() != null);
        assertThat(status(started())).isEqualTo(403);
    }

    @Test
    void anotherFileMayBeConfigured() throws Exception {
        write(CLOSED);
        Files.writeString(folder.resolve("other.json"), ALLOW);
        PolicyHook hook = started();
        assertThat(status(hook)).isEqualTo(403);
        hook.modified(config("other.json"));
        awaitStatus(hook, 200);
        assertThat(hook.state().file()).isEqualTo(folder.resolve("other.json"));
        hook.modified(config("missing.json"));
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> hook.problem() != null);
        assertThat(status(hook)).isEqualTo(200);
    }

    private PolicyHook started() throws InterruptedException {
        PolicyHook hook = new PolicyHook(config("policy.json"), folder, Clock.systemUTC());
        hooks.add(hook);
        hook.start(new StartContext());
        return hook;
    }

    private static void awaitStatus(PolicyHook hook, int status) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> status(hook) == status);
    }

    /** The status of the response, or 200 if the request passes. */
    private static int status(PolicyHook hook) {
        Response response = hook.onRequest(new FakeExchange("GET", "/"));
        return response == null ? 200 : response.status();
    }

    private static Map<?, ?> decision(FakeExchange exchange) {
        return exchange.context().get(ContextKey.of("io.hookline.decision", Map.class));
    }

    /** Replaces the file in one step. */
    private void write(String content) throws IOException {
        Path next = folder.resolve("next");
        Files.writeString(next, content);
        Files.move(next, folder.resolve("policy.json"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String policy(String rules) {
        return ("{'version': 1, 'rules': [" + rules + "]}").replace('\'', '"');
    }

    @SuppressWarnings("BadAnnotationImplementation") // Nothing compares it.
    private static PolicyConfig config(String file) {
        return new PolicyConfig() {
            @Override
            public String file() {
                return file;
            }

            @Override
            public long pollMillis() {
                return 50;
            }

            @Override
            public long evaluationMillis() {
                return 10_000;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return PolicyConfig.class;
            }
        };
    }

    /** A start that may take a minute. */
    private static final class StartContext implements LifecycleContext {

        @Override
        public String plugin() {
            return "io.hookline.plugin.policy";
        }

        @Override
        public String version() {
            return "1.0.0";
        }

        @Override
        public String reason() {
            return "a test";
        }

        @Override
        public Duration remaining() {
            return Duration.ofMinutes(1);
        }

        @Override
        public boolean isExpired() {
            return false;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void checkActive() {}

        @Override
        public void onCancel(Runnable action) {}

        @Override
        public <T> Optional<T> service(Class<T> type) {
            return Optional.empty();
        }
    }
}
