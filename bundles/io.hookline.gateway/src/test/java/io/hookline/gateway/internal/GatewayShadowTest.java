package io.hookline.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.gateway.internal.route.Routes;
import io.hookline.gateway.internal.strangle.Difference;
import io.hookline.gateway.internal.strangle.Migration;
import io.hookline.gateway.internal.strangle.MigrationCounts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A route moves to another upstream: what is copied, measured and compared, and that clients notice nothing of it. */
final class GatewayShadowTest extends RoutedFixture {

    private Backend old;
    private Backend fresh;

    @Test
    void copiesGoToTheNewSideWhileTheOldOneAnswers() throws Exception {
        start("same", "same", "old:100", "new:0", Map.of());

        for (int i = 0; i < 10; i++) {
            assertThat(get("/a?secret=" + i).statusCode()).isEqualTo(200);
        }
        awaitComparisons(10);
        assertThat(counts().same()).isEqualTo(10);
        assertThat(counts().old().calls()).isEqualTo(10);
        assertThat(counts().shadow().calls()).isEqualTo(10);
        assertThat(counts().fresh().calls()).isZero();
        assertThat(counts().old().microsAt(0.5)).isPositive();
        assertThat(fresh.lastHead).contains("GET /a?secret=", "X-Hookline-Shadow: true", "X-Forwarded-For");
        assertThat(old.lastHead).doesNotContain("Shadow");
    }

    @Test
    void onlyCopiesAreMarkedWhateverClientsSend() throws Exception {
        start("same", "same", "old:100", "new:0", Map.of("shadowPercent", 0));
        send(request("/").header("X-Hookline-Shadow", "true"));
        assertThat(old.lastHead).doesNotContain("Shadow");
        assertThat(counts().copies()).isZero();
    }

    @Test
    void aRequestThatMayHaveAnEffectIsCopiedOnlyIfYouSaySo() throws Exception {
        start("same", "same", "old:100", "new:0", Map.of());
        assertThat(send(request("/").POST(BodyPublishers.ofString("hello"))).statusCode())
                .isEqualTo(200);
        assertThat(counts().copies()).isZero();

        strangler(Map.of("shadowMethods", new String[] {"POST"}, "maxBodyBytes", 100));
        apply(server);
        send(request("/").POST(BodyPublishers.ofString("hello")));
        send(request("/").POST(BodyPublishers.ofString("x".repeat(101))));
        send(request("/").POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[101]))));
        send(request("/").POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[100]))));
        awaitComparisons(2);
        assertThat(counts().copies()).as("longer bodies are not copied").isEqualTo(2);
        assertThat(fresh.lastHead).contains("Content-Length: 100");
    }

    @Test
    void aNewSideThatHangsCostsClientsNothing() throws Exception {
        start("same", "same", "old:100", "new:0", Map.of("shadowMax", 2, "shadowTimeoutMillis", 600_000L));
        fresh.status = -1;

        for (int i = 0; i < 30; i++) {
            assertThat(get("/").statusCode()).isEqualTo(200);
        }
        assertThat(counts().copies()).isEqualTo(2);
        assertThat(counts().leftOut()).isEqualTo(28);
        assertThat(counts().underWay()).isEqualTo(2);
        fresh.kill();
        awaitComparisons(2);
        assertThat(counts().noAnswer()).isEqualTo(2);
        assertThat(counts().shadow().failures()).isEqualTo(2);
    }

    @Test
    void aNewSideThatNeverAnswersIsGivenUp() throws Exception {
        start("same", "same", "old:100", "new:0", Map.of("shadowTimeoutMillis", 50L));
        fresh.status = -1;
        assertThat(get("/").statusCode()).isEqualTo(200);
        awaitComparisons(1);
        assertThat(counts().newest()).extracting(Difference::what).containsExactly("no answer: no answer within 50 ms");
    }

    @Test
    void aNewSideThatAnswersWithoutEndIsCutOff() throws Exception {
        AtomicBoolean cutOff = new AtomicBoolean();
        try (RawUpstream endless = new RawUpstream((socket, number) -> {
            socket.readHead();
            socket.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n");
            try {
                while (true) {
                    socket.send("x".repeat(10_000));
                }
            } catch (IOException e) {
                cutOff.set(true);
            }
        })) {
            old = backend("same");
            group("old", Map.of(), old);
            definitions.putUpstream(Routes.upstream("new", endless.uri().toString()));
            route("r", Map.of("upstreams", new String[] {"old:100", "new:0"}));
            strangler(Map.of("shadowTimeoutMillis", 600_000L, "compareHeaders", new String[] {"Date"}));
            server = startRouted();

            assertThat(get("/").statusCode()).isEqualTo(200);
            awaitComparisons(1);
            assertThat(counts().uncompared()).isEqualTo(1);
            await().atMost(PATIENCE).untilTrue(cutOff);
        }
    }

    @Test
    void aDeadNewSideCostsClientsNothing() throws Exception {
        start("same", "same", "old:100", "new:0", Map.of());
        fresh.kill();
        for (int i = 0; i < 5; i++) {
            assertThat(get("/").statusCode()).isEqualTo(200);
        }
        awaitComparisons(5);
        assertThat(counts().noAnswer()).isEqualTo(5);
        assertThat(counts().old().failures()).isZero();
    }

    @Test
    void differencesAreCountedAndTheNewestShownWithoutValues() throws Exception {
        start("old-secret", "new-secret", "old:100", "new:0", Map.of());
        get("/a?token=secret");
        awaitComparisons(1);
        fresh.status = 503;
        get("/b");
        awaitComparisons(2);

        MigrationCounts counts = counts();
        assertThat(counts.body()).isEqualTo(1);
        assertThat(counts.status()).isEqualTo(1);
        assertThat(counts.newest()).hasSize(2);
        assertThat(counts.newest().get(0).what()).isEqualTo("status 200 became 503");
        assertThat(counts.newest().get(1).path()).isEqualTo("/a");
        assertThat(counts.newest().toString()).doesNotContain("secret");
    }

    @Test
    void bothSidesAreMeasuredAndCopiesAreNoCallsOfTheNewSide() throws Exception {
        start("same", "same", "old:50", "new:50", Map.of());
        fresh.status = 500;
        // What SplitTest shows of these keys: the first of the two places is that of the old side.
        HttpResponse<String> first = send(request("/").header("X-User", "user-0"));
        HttpResponse<String> second = send(request("/").header("X-User", "user-2"));

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(500);
        await().atMost(PATIENCE)
                .until(() -> counts().fresh().calls() == 1 && counts().old().calls() == 1);
        assertThat(counts().fresh().failures()).isEqualTo(1);
        assertThat(counts().old().failures()).isZero();
        awaitComparisons(1);
        assertThat(counts().shadow().calls()).isEqualTo(1);
    }

    @Test
    void whatTheNewSideCannotGetTheOldOneServes() throws Exception {
        List<String> shown = new CopyOnWriteArrayList<>();
        postProcess(exchange -> shown.add(exchange.upstream() + " " + exchange.target()));
        start("old", "new", "old:0", "new:100", Map.of());
        fresh.kill();

        for (int i = 0; i < 10; i++) {
            assertThat(answering("/")).isEqualTo("old");
        }
        assertThat(send(request("/").POST(BodyPublishers.ofString("hello"))).body())
                .startsWith("old POST");
        await().atMost(PATIENCE).until(() -> counts().fresh().failures() == 11);
        assertThat(counts().old().calls())
                .as("no calls of the old side's own share")
                .isZero();
        assertThat(shown).hasSize(11).containsOnly("old " + old.uri());

        old.kill();
        assertThat(get("/").statusCode()).isIn(502, 503);
        fresh.startAgain();
        assertThat(answering("/")).isEqualTo("new");
    }

    @Test
    void countsGoOnWhenSettingsChangeAndBeginAgainForAnotherUpstream() throws Exception {
        start("same", "same", "old:100", "new:0", Map.of("shadowPercent", 0));
        get("/");
        await().atMost(PATIENCE).until(() -> counts().old().calls() == 1);
        strangler(Map.of("shadowPercent", 0, "paused", true));
        apply(server);
        get("/");
        await().atMost(PATIENCE).until(() -> counts().old().calls() == 2);
        strangler(Map.of("from", "new", "to", "old"));
        apply(server);
        assertThat(counts().old().calls()).isZero();
    }

    private GatewayServer server;

    private void start(String oldName, String newName, String oldShare, String newShare, Map<String, ?> options)
            throws Exception {
        old = backend(oldName);
        fresh = backend(newName);
        group("old", Map.of(), old);
        group("new", Map.of("retries", 0), fresh);
        route(
                "r",
                Map.of(
                        "upstreams",
                        new String[] {oldShare, newShare},
                        "stickyBy",
                        "header:X-User",
                        "hostHeader",
                        "keep"));
        strangler(options);
        server = startRouted();
    }

    private void strangler(Map<String, ?> options) {
        Map<String, Object> all = new HashMap<>(options);
        all.put("route", "r");
        definitions.putStrangler(Routes.strangler("s", all));
    }

    private void awaitComparisons(int count) {
        await("comparisons").atMost(PATIENCE).untilAsserted(() -> {
            MigrationCounts now = counts();
            assertThat(now.same() + now.uncompared() + now.status() + now.header() + now.body() + now.noAnswer())
                    .as("compared of %s", now)
                    .isEqualTo(count);
            assertThat(now.underWay()).as("under way of %s", now).isEqualTo((int) Math.max(0, now.copies() - count));
        });
    }

    private MigrationCounts counts() {
        Migration migration = definitions.plan().migrations().get("r");
        assertThat(migration).isNotNull();
        return migration.counts();
    }
}
