package io.hookline.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.route.Route;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Requests find their way by the routes, also while these change. */
final class GatewayRoutesTest extends RoutedFixture {

    @Test
    void requestsGoWhereTheirRouteLeads() throws Exception {
        Backend api = backend("api");
        Backend green = backend("green");
        Backend own = backend("own");
        group("api", Map.of(), api);
        route("api", Map.of("path", "/api/*"));
        route(
                "green",
                Map.of(
                        "headers",
                        new String[] {"x-env=green"},
                        "upstream",
                        green.uri().toString()));
        draft.upstream = own.uri();
        GatewayServer gateway = startRouted();

        assertThat(answering("/api/users")).isEqualTo("api");
        assertThat(answering("/api/../apis")).isEqualTo("own");
        assertThat(send(request("/x").header("X-Env", "green")).body()).startsWith("green ");
        assertThat(gateway.routing().table().routes().get(0).calls()).isEqualTo(1);
    }

    @Test
    void hooksSetWhatRoutesMatchAndSeeWhereRequestsGo() throws Exception {
        Backend green = backend("green");
        group("green", Map.of(), green);
        route("by-colour", Map.of("headers", new String[] {"x-env=green"}, "upstream", "green"));
        List<String> seen = new CopyOnWriteArrayList<>();
        preRequest(exchange -> {
            seen.add(exchange.route() + " " + exchange.target());
            exchange.requestHeaders().set("x-env", "green");
            return null;
        });
        postProcess(exchange -> {
            seen.add(exchange.route() + " " + exchange.upstream() + " " + exchange.target());
            assertThatThrownBy(() -> exchange.chooseUpstream("green")).isInstanceOf(IllegalStateException.class);
            seen.add("end");
        });
        startRouted();

        assertThat(answering("/")).isEqualTo("green");
        assertThat(seen).containsExactly("null null", "by-colour green " + green.uri(), "end");
    }

    @Test
    void withoutARouteAndWithoutADefaultARequestGets404() throws Exception {
        group("api", Map.of(), backend("api"));
        route("api", Map.of("path", "/api/*"));
        startRouted();

        HttpResponse<String> response = get("/other");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("\"status\":404");
    }

    @Test
    void theUpstreamGetsTheStrippedPathAndItsOwnHost() throws Exception {
        Backend api = backend("api");
        route(
                "api",
                Map.of("path", "/api/*", "upstream", api.uri() + "/v1", "stripPrefix", true, "hostHeader", "upstream"));
        startRouted();

        assertThat(get("/api/users?q=1").body())
                .isEqualTo("api GET /v1/users?q=1 HTTP/1.1 " + api.uri().getAuthority());
        assertThat(get("/api").body()).startsWith("api GET /v1/ HTTP/1.1");
    }

    @Test
    void theStrippedPathNeverBeginsWithTwoSlashes() throws Exception {
        Backend api = backend("api");
        route("api", Map.of("path", "/api/*", "upstream", api.uri().toString(), "stripPrefix", true));
        startRouted();

        assertThat(get("/api//evil.example/a//b").body()).startsWith("api GET /evil.example/a//b HTTP/1.1");
        assertThat(get("/api///").body()).startsWith("api GET / HTTP/1.1");
    }

    @Test
    void theRequestsOfARefusedRouteGoToNoOtherUpstream() throws Exception {
        Backend own = backend("own");
        draft.upstream = own.uri();
        route("lost", Map.of("path", "/lost/*", "upstream", "none"));
        List<String> seen = new CopyOnWriteArrayList<>();
        postProcess(exchange -> seen.add(exchange.route() + " " + exchange.upstream()));
        plan = definitions.plan();
        GatewayServer gateway = start();

        HttpResponse<String> response = get("/lost/1");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).doesNotContain("lost");
        assertThat(answering("/other")).isEqualTo("own");
        assertThat(seen).first().isEqualTo("lost null");

        definitions.removeRoute("lost");
        apply(gateway);
        assertThat(answering("/lost/1")).isEqualTo("own");
    }

    @Test
    void aHookChoosesAmongTheUpstreamsOfTheRoute() throws Exception {
        group("old", Map.of(), backend("old"));
        group("new", Map.of(), backend("new"));
        route("r", Map.of("upstreams", new String[] {"old:1", "new:0"}));
        preRequest(exchange -> {
            String wanted = exchange.requestHeaders().first("X-Want");
            if (wanted != null) {
                exchange.chooseUpstream(wanted);
            }
            return null;
        });
        startRouted();

        assertThat(answering("/")).isEqualTo("old");
        assertThat(send(request("/").header("X-Want", "new")).body()).startsWith("new ");
        assertThat(send(request("/").header("X-Want", "none")).body()).startsWith("old ");
    }

    @Test
    void aClientStaysWithItsUpstream() throws Exception {
        group("old", Map.of(), backend("old"));
        group("new", Map.of(), backend("new"));
        route("r", Map.of("upstreams", new String[] {"new:50", "old:50"}, "stickyBy", "header:X-User"));
        startRouted();

        // What SplitTest shows of these keys.
        assertThat(send(request("/").header("X-User", "user-0")).body()).startsWith("new ");
        assertThat(send(request("/").header("X-User", "user-2")).body()).startsWith("old ");
    }

    @Test
    void changesLoseNoCall() throws Exception {
        Backend first = backend("first");
        Backend second = backend("second");
        draft.maxConnections = 64;
        group("api", Map.of("retries", 0), first);
        route("api", Map.of("path", "/api/*"));
        GatewayServer gateway = startRouted();

        Load load = new Load(8, "/api/x");
        for (int i = 0; i < 30; i++) {
            load.goOn(20);
            group("api", Map.of("retries", 0), i % 2 == 0 ? second : first);
            if (i % 5 == 0) {
                route("more-" + i, Map.of("path", "/api/other" + i));
            }
            apply(gateway);
        }
        load.goOn(20);
        group("api", Map.of("retries", 0), second);
        apply(gateway);
        load.goOn(100);

        await("the connections of the target that is gone to close")
                .atMost(BEFORE_IDLE_ENDS)
                .until(() -> first.open.isEmpty());
        load.stop();
        assertThat(load.failures).isEmpty();
        assertThat(first.requests.get()).isPositive();
        Route route = gateway.routing().table().find("GET", "/api/x", new Fields());
        assertThat(route).isNotNull();
        assertThat(route.calls()).as("the count goes on").isGreaterThanOrEqualTo(load.calls.get());
    }

    @Test
    void aCallInFlightEndsAtItsTarget() throws Exception {
        Backend first = backend("first");
        group("api", Map.of(), first);
        route("api", Map.of());
        GatewayServer gateway = startRouted();
        try (RawSocket client = RawSocket.to(gateway.uri())) {
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\n");
            await("the request to arrive").atMost(PATIENCE).until(() -> first.requests.get() == 1);
            group("api", Map.of(), backend("second"));
            apply(gateway);
            assertThat(answering("/")).isEqualTo("second");
            client.send("body");

            assertThat(client.readHead()).startsWith("HTTP/1.1 200");
            assertThat(client.read(5)).isEqualTo("first");
        }
        await("its connection to close").atMost(BEFORE_IDLE_ENDS).until(() -> first.open.isEmpty());
    }

    @Test
    void aPlanThatCannotBeOpenedChangesNothing() throws Exception {
        Backend api = backend("api");
        group("api", Map.of(), api);
        route("api", Map.of());
        draft.more.put("upstreamCa", "/does/not/exist.pem");
        GatewayServer gateway = startRouted();
        route("tls", Map.of("path", "/tls", "upstream", "https://127.0.0.1:1"));

        assertThatThrownBy(() -> apply(gateway))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("upstreamCa");
        assertThat(answering("/tls")).isEqualTo("api");
    }

    @Test
    void theDefaultUpstreamChangesWithoutTheRoutes() throws Exception {
        Backend own = backend("own");
        Backend api = backend("api");
        group("api", Map.of(), api);
        route("api", Map.of("path", "/api"));
        GatewayServer gateway = startRouted();

        gateway.pointTo(own.uri());
        assertThat(answering("/")).isEqualTo("own");
        gateway.pointTo(null);
        assertThat(get("/").statusCode()).isEqualTo(404);
        assertThat(answering("/api")).isEqualTo("api");
        assertThat(send(request("/api").POST(BodyPublishers.ofString("hello"))).statusCode())
                .isEqualTo(200);
        assertThat(gateway.routing().upstreams()).containsOnlyKeys("api");
    }

    @Test
    void routesAndChecksOutliveChangesOfTheGateway() throws Exception {
        Backend one = backend("one");
        Backend two = backend("two");
        Map<String, Object> checked = Map.of("healthPath", "/health", "healthIntervalMillis", 100L);
        group("api", checked, one);
        route("api", Map.of("path", "/api"));
        GatewayServer gateway = startRouted();

        draft.connectTimeoutMillis = 29_000;
        gateway.apply(draft.build());
        assertThat(answering("/api")).isEqualTo("one");
        one.health = 500;
        await("the check to fail")
                .atMost(PATIENCE)
                .until(() -> !gateway.routing().health().usable());

        draft.more.put("http2MaxStreams", 50);
        gateway.apply(draft.build());
        assertThat(answering("/api")).isEqualTo("one");
        group("api", checked, two);
        apply(gateway);
        assertThat(answering("/api")).isEqualTo("two");
        two.health = 500;
        await("the check to fail")
                .atMost(PATIENCE)
                .until(() -> !gateway.routing().health().usable());
        assertThat(gateway.upstreamProblem()).hasValue("no usable target in api");
    }

    @Test
    void readinessAsksForAUsableUpstream() throws Exception {
        GatewayServer gateway = startRouted();
        assertThat(gateway.routing().health().usable()).isFalse();
        assertThat(gateway.routing().health().reason()).isEqualTo("there is no upstream");

        gateway.pointTo(URI.create("http://127.0.0.1:1"));
        assertThat(gateway.routing().health().usable()).isTrue();
        gateway.pointTo(null);

        Backend down = backend("down");
        down.health = 500;
        group("down", Map.of("healthPath", "/health", "healthIntervalMillis", 100L, "unhealthyAfter", 1), down);
        apply(gateway);
        await("the check to fail")
                .atMost(PATIENCE)
                .until(() -> !gateway.routing().health().usable());
        assertThat(gateway.routing().health().reason()).isEqualTo("no usable target in down");

        group("up", Map.of(), backend("up"));
        apply(gateway);
        assertThat(gateway.routing().health().usable()).isTrue();
        assertThat(gateway.routing().health().reason()).isEqualTo("no usable target in down");
    }
}
