package io.hookline.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.gateway.internal.balance.TargetState;
import io.hookline.gateway.internal.route.Upstream;
import io.hookline.gateway.internal.upstream.UpstreamTarget;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Groups of targets that fail and come back. */
final class GatewayUpstreamsTest extends RoutedFixture {

    private static final Map<String, Object> NEVER_EJECTED = Map.of("ejectAfter", 0);

    @Test
    void aTargetThatIsKilledCostsNoIdempotentCall() throws Exception {
        Backend stays = backend("stays");
        Backend dies = backend("dies");
        draft.maxConnections = 64;
        group("api", Map.of("ejectMillis", 100L), stays, dies);
        route("api", Map.of());
        startRouted();

        Load load = new Load(8, "/");
        for (int i = 0; i < 5; i++) {
            int before = dies.requests.get();
            await("requests at the target").atMost(PATIENCE).until(() -> dies.requests.get() > before + 20);
            dies.kill();
            load.goOn(100);
            dies.startAgain();
        }
        int before = dies.requests.get();
        await("requests at the target again").atMost(PATIENCE).until(() -> dies.requests.get() > before + 20);
        load.stop();

        assertThat(load.failures).isEmpty();
    }

    @Test
    void aRequestThatIsNotIdempotentIsSentOnce() throws Exception {
        Backend one = backend("one");
        Backend two = backend("two");
        one.status = 0;
        two.status = 0;
        group("api", Map.of("retries", 5, "retryStatuses", new int[] {503}, "ejectAfter", 0), one, two);
        route("api", Map.of());
        startRouted();

        assertThat(send(request("/").POST(BodyPublishers.ofString("x"))).statusCode())
                .isEqualTo(502);
        assertThat(send(request("/").POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(502);
        assertThat(send(request("/").PUT(BodyPublishers.ofString("x"))).statusCode())
                .isEqualTo(502);
        assertThat(one.requests.get() + two.requests.get()).isEqualTo(3);
        one.status = 503;
        two.status = 503;
        assertThat(send(request("/").POST(BodyPublishers.ofString("x"))).statusCode())
                .isEqualTo(503);
        assertThat(one.requests.get() + two.requests.get()).isEqualTo(4);
    }

    @Test
    void aRequestThatIsIdempotentIsTriedAgainWithinLimits() throws Exception {
        Backend one = backend("one");
        one.status = 0;
        group("api", Map.of("retries", 3), one);
        route("api", Map.of());
        startRouted();

        assertThat(get("/").statusCode()).isEqualTo(502);
        assertThat(one.requests.get()).isEqualTo(4);
    }

    @Test
    void anyRequestIsSentToAnotherTargetIfNoConnectionCouldBeMade() throws Exception {
        Backend down = backend("down");
        Backend up = backend("up");
        group("api", NEVER_EJECTED, down, up);
        route("api", Map.of());
        startRouted();
        down.kill();

        for (int i = 0; i < 4; i++) {
            HttpResponse<String> response = send(request("/").POST(BodyPublishers.ofString("x")));
            assertThat(response.body()).startsWith("up POST");
        }
        assertThat(up.requests.get()).isEqualTo(4);
    }

    @Test
    void ifAllTargetsAreDownAClientIsToldSo() throws Exception {
        Backend one = backend("one");
        Backend two = backend("two");
        group("api", Map.of("ejectAfter", 1, "maxEjectedPercent", 100), one, two);
        route("api", Map.of());
        startRouted();
        one.kill();
        two.kill();

        for (int i = 0; i < 5; i++) {
            HttpResponse<String> response = get("/");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(response.body())
                    .isEqualTo("{\"status\":503,\"reason\":\"Service Unavailable\",\"callId\":\""
                            + response.headers().firstValue("X-Call-Id").orElseThrow() + "\"}\n");
        }
        one.startAgain();
        assertThat(answering("/")).isEqualTo("one");
    }

    @Test
    void aStatusCanLeadToAnotherTarget() throws Exception {
        Backend busy = backend("busy");
        Backend idle = backend("idle");
        busy.status = 503;
        group("api", Map.of("retryStatuses", new int[] {503}, "ejectAfter", 0), busy, idle);
        route("api", Map.of());
        startRouted();

        for (int i = 0; i < 4; i++) {
            assertThat(answering("/")).isEqualTo("idle");
        }
        assertThat(busy.requests.get()).isEqualTo(2);
        idle.status = 503;
        assertThat(get("/").statusCode()).isEqualTo(503);
    }

    @Test
    void aTargetWhoseRequestsFailIsEjected() throws Exception {
        Backend bad = backend("bad");
        Backend good = backend("good");
        bad.status = 503;
        group("api", Map.of("ejectAfter", 2, "ejectMillis", 3_600_000L), bad, good);
        route("api", Map.of());
        GatewayServer gateway = startRouted();

        for (int i = 0; i < 10; i++) {
            get("/");
        }
        assertThat(bad.requests.get()).isEqualTo(2);
        assertThat(good.requests.get()).isEqualTo(8);
        assertThat(state(gateway, 0)).isEqualTo(TargetState.EJECTED);
        UpstreamTarget target = upstream(gateway).group().targets().get(0);
        assertThat(target.failures()).isEqualTo(2);
        await("the requests to end").atMost(PATIENCE).until(() -> target.inFlight() == 0);
    }

    @Test
    void aTargetThatDoesNotAnswerInTimeFails() throws Exception {
        Backend silent = backend("silent");
        silent.status = -1;
        group("api", Map.of("headTimeoutMillis", 50L), silent);
        route("api", Map.of());
        GatewayServer gateway = startRouted();

        assertThat(get("/").statusCode()).isEqualTo(504);
        UpstreamTarget target = upstream(gateway).group().targets().get(0);
        assertThat(target.reason()).isEqualTo("the upstream gave no answer within 50 ms");
        await("the request to end").atMost(PATIENCE).until(() -> target.inFlight() == 0);
    }

    @Test
    void checksTakeATargetOutAndBringItBack() throws Exception {
        Backend one = backend("one");
        Backend two = backend("two");
        group(
                "api",
                Map.of("healthPath", "/health", "healthIntervalMillis", 100L, "healthTimeoutMillis", 60_000L),
                one,
                two);
        route("api", Map.of());
        GatewayServer gateway = startRouted();

        one.health = 500;
        await("the target to be unhealthy").atMost(PATIENCE).until(() -> state(gateway, 0) == TargetState.UNHEALTHY);
        assertThat(upstream(gateway).group().targets().get(0).reason()).isEqualTo("check failed: status 500");
        for (int i = 0; i < 4; i++) {
            assertThat(answering("/")).isEqualTo("two");
        }

        one.health = 204;
        await("the target to be healthy").atMost(PATIENCE).until(() -> state(gateway, 0) == TargetState.UP);
        await("requests at the target").atMost(PATIENCE).until(() -> answering("/")
                .equals("one"));

        one.kill();
        await("the target to be unhealthy").atMost(PATIENCE).until(() -> state(gateway, 0) == TargetState.UNHEALTHY);
        one.startAgain();
        await("the target to be healthy").atMost(PATIENCE).until(() -> state(gateway, 0) == TargetState.UP);
    }

    @Test
    void whatIsKnownOfATargetOutlivesAChange() throws Exception {
        Backend bad = backend("bad");
        bad.status = 503;
        Backend good = backend("good");
        group("api", Map.of("ejectAfter", 1, "ejectMillis", 3_600_000L), bad, good);
        route("api", Map.of());
        GatewayServer gateway = startRouted();
        get("/");
        get("/");
        assertThat(state(gateway, 0)).isEqualTo(TargetState.EJECTED);

        group("api", Map.of("balance", "least-connections"), bad, good, backend("third"));
        apply(gateway);
        assertThat(state(gateway, 0)).isEqualTo(TargetState.EJECTED);
        for (int i = 0; i < 6; i++) {
            get("/");
        }
        assertThat(bad.requests.get()).isEqualTo(1);
    }

    private static Upstream upstream(GatewayServer gateway) {
        Upstream upstream = gateway.routing().upstreams().get("api");
        assertThat(upstream).isNotNull();
        return upstream;
    }

    private static TargetState state(GatewayServer gateway, int index) {
        Upstream upstream = upstream(gateway);
        return upstream.group().stateOf(upstream.group().targets().get(index));
    }
}
