package io.hookline.plugin.ratelimit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.TestConfig;
import io.hookline.plugin.ratelimit.internal.CommonTokens.Taken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against {@code redis-server}, as Debian's package of that name has it. */
@Tag("native")
class RedisTokensTest {

    private static final Rate HOURLY = new Rate(10, Duration.ofHours(1), 10);
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private int port;
    private Process server;

    @BeforeEach
    void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        startServer();
    }

    @AfterEach
    void stop() throws Exception {
        server.destroyForcibly();
        server.waitFor();
    }

    @Test
    void tokensAreTakenFromOneBucketForAll() {
        try (RedisTokens first = tokens("a:");
                RedisTokens second = tokens("a:");
                RedisTokens elsewhere = tokens("b:")) {
            assertThat(first.take(List.of(new Taken("x", HOURLY, 4), new Taken("y", HOURLY, 1))))
                    .containsExactly(6L, 9L);
            assertThat(second.take(List.of(new Taken("x", HOURLY, 9)))).containsExactly(-3L);
            assertThat(first.take(List.of(new Taken("x", HOURLY, 0)))).containsExactly(-3L);
            assertThat(elsewhere.take(List.of(new Taken("x", HOURLY, 0)))).containsExactly(10L);
        }
    }

    @Test
    void aBucketFillsUpToItsBurst() {
        Rate fast = new Rate(1_000_000, Duration.ofSeconds(1), 50);
        try (RedisTokens tokens = tokens("a:")) {
            tokens.take(List.of(new Taken("x", fast, 50)));
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> tokens.take(List.of(new Taken("x", fast, 0))), List.of(50L)::equals);
        }
    }

    @Test
    void itConnectsAgainAfterTheServerWasRestarted() throws Exception {
        try (RedisTokens tokens = tokens("a:")) {
            tokens.take(List.of(new Taken("x", HOURLY, 1)));
            server.destroyForcibly();
            server.waitFor();
            assertThatThrownBy(() -> tokens.take(List.of(new Taken("x", HOURLY, 1))))
                    .isNotNull();
            startServer();
            assertThat(tokens.take(List.of(new Taken("x", HOURLY, 1)))).containsExactly(9L);
        }
    }

    @Test
    void aServerThatDoesNotAnswerFailsAtTheDeadline() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RedisTokens tokens = new RedisTokens("redis://127.0.0.1:" + silent.getLocalPort(), "", "", "a:", 50)) {
            assertThatThrownBy(() -> tokens.take(List.of(new Taken("x", HOURLY, 1))))
                    .isNotNull();
        }
    }

    @Test
    void twoHooksShareALimitAndLimitAloneWhileTheServerIsAway() throws Exception {
        RateLimitHook here = hook();
        RateLimitHook there = hook();
        try (RedisTokens tokens = tokens("hookline:ratelimit:")) {
            for (int i = 0; i < 5; i++) {
                assertThat(here.onRequest(request())).isNull();
            }
            awaitLeft(tokens, 9_995);
            assertThat(there.onRequest(request())).isNull();
            Awaitility.await().atMost(LONG).untilAsserted(() -> assertThat(saved(there))
                    .startsWith("9994 "));
            server.destroyForcibly();
            server.waitFor();
            assertThat(there.onRequest(request())).isNull();
            assertThat(saved(there)).startsWith("9993 ");
            startServer();
            Awaitility.await().atMost(LONG).ignoreExceptions().until(() -> {
                there.onRequest(request());
                return left(tokens) < 10_000;
            });
        } finally {
            here.deactivate();
            there.deactivate();
        }
        Awaitility.await().atMost(LONG).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("hookline-ratelimit-shared")));
    }

    private static void awaitLeft(RedisTokens tokens, long wanted) {
        Awaitility.await().atMost(LONG).until(() -> left(tokens), left -> left == wanted);
    }

    private static long left(RedisTokens tokens) {
        Rate rate = new Rate(1, Duration.ofHours(1), 10_000);
        return tokens.take(List.of(new Taken("limit slow all", rate, 0))).get(0);
    }

    /** The line of the slow limit. */
    private static String saved(RateLimitHook hook) {
        return new String(hook.save(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.endsWith(" limit+slow+all"))
                .findFirst()
                .orElse("");
    }

    private static FakeExchange request() {
        return new FakeExchange("GET", "/");
    }

    private RateLimitHook hook() {
        Map<String, Object> options = Map.of(
                "limits",
                new String[] {"slow rate=1/h burst=10000 by=all"},
                "redis",
                "redis://127.0.0.1:" + port,
                "redisEveryMillis",
                10,
                "redisTimeoutMillis",
                10_000);
        return new RateLimitHook(TestConfig.of(RateLimitConfig.class, options), configured -> configured);
    }

    private RedisTokens tokens(String prefix) {
        return new RedisTokens("redis://127.0.0.1:" + port + "/0", "", "", prefix, 10_000);
    }

    private void startServer() throws IOException {
        server = new ProcessBuilder(
                        "redis-server",
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--dir",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start();
        Awaitility.await().atMost(LONG).ignoreExceptions().until(() -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            }
        });
    }
}
