package io.hookline.plugin.cors.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.Response;
import io.hookline.gateway.hook.TestConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CorsTest {

    private static final String APP = "https://app.example.com";

    @Test
    void aPreflightOfAnAllowedOriginIsAnswered() {
        Response answer =
                answer(Map.of(), preflight(APP, "POST").with("Access-Control-Request-Headers", "content-type"));
        assertThat(answer.status()).isEqualTo(204);
        assertThat(fields(answer))
                .containsEntry("Access-Control-Allow-Origin", APP)
                .containsEntry("Access-Control-Allow-Methods", "GET, HEAD, POST")
                .containsEntry("Access-Control-Allow-Headers", "Authorization, Content-Type")
                .containsEntry("Access-Control-Max-Age", "600")
                .doesNotContainKeys("Access-Control-Allow-Credentials", "Access-Control-Allow-Private-Network");
        assertThat(fields(answer).get("Vary")).contains("Origin", "Access-Control-Request-Headers");
    }

    @Test
    void whatIsNotAllowedIsRefusedWithoutCorsFields() {
        for (FakeExchange request : new FakeExchange[] {
            preflight("https://evil.example.com", "GET"),
            preflight("http://app.example.com", "GET"),
            preflight(APP + ".evil.org", "GET"),
            preflight("null", "GET"),
            preflight(APP, "DELETE"),
            preflight(APP, "get"),
            preflight(APP, "GET").with("Access-Control-Request-Headers", "content-type, x-other"),
            preflight(APP, "GET").with("Access-Control-Request-Private-Network", "true")
        }) {
            Response answer = answer(Map.of(), request);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(fields(answer).keySet()).noneMatch(name -> name.startsWith("Access-Control-Allow"));
            assertThat(fields(answer)).containsKey("Vary");
        }
    }

    @Test
    void otherRequestsPass() {
        PreflightHook hook = new PreflightHook(config(Map.of()));
        assertThat(hook.onRequest(new FakeExchange("OPTIONS", "/").with("Origin", APP)))
                .isNull();
        assertThat(hook.onRequest(new FakeExchange("GET", "/").with("Origin", APP)))
                .isNull();
        assertThat(hook.onRequest(new FakeExchange("OPTIONS", "/").with("Access-Control-Request-Method", "GET")))
                .isNull();
    }

    @Test
    void aWildcardStandsForOneLabel() {
        Origins origins = Origins.of("https://*.example.com:8443", "http://localhost:3000");
        assertThat(origins.allow(List.of("https://a-1.example.com:8443"))).isTrue();
        assertThat(origins.allow(List.of("http://localhost:3000"))).isTrue();
        for (String other : new String[] {
            "https://example.com:8443",
            "https://a.b.example.com:8443",
            "https://a.example.com",
            "http://a.example.com:8443",
            "https://.example.com:8443",
            "https://a@b.example.com:8443",
            "https://evilexample.com:8443",
            "*",
            ""
        }) {
            assertThat(origins.allow(List.of(other))).as(other).isFalse();
        }
        assertThat(origins.allow(List.of("http://localhost:3000", "http://localhost:3000")))
                .isFalse();
    }

    @Test
    void responsesGetTheFieldsInsteadOfTheUpstreams() {
        FakeExchange exchange = new FakeExchange("GET", "/").with("Origin", APP);
        exchange.responseHeaders().set("Access-Control-Allow-Origin", "*");
        exchange.responseHeaders().set("Vary", "Accept");
        respond(Map.of("exposed", new String[] {"X-Call-Id"}, "credentials", true), exchange);
        assertThat(exchange.responseHeaders().all("Access-Control-Allow-Origin"))
                .containsExactly(APP);
        assertThat(exchange.responseHeaders().first("Access-Control-Allow-Credentials"))
                .isEqualTo("true");
        assertThat(exchange.responseHeaders().first("Access-Control-Expose-Headers"))
                .isEqualTo("X-Call-Id");
        assertThat(exchange.responseHeaders().all("Vary")).containsExactly("Accept", "Origin");
    }

    @Test
    void responsesToOtherOriginsGetNoneButVary() {
        FakeExchange exchange = new FakeExchange("GET", "/").with("Origin", "https://evil.org");
        exchange.responseHeaders().set("Access-Control-Allow-Origin", "https://evil.org");
        exchange.responseHeaders().set("Access-Control-Allow-Credentials", "true");
        respond(Map.of(), exchange);
        assertThat(exchange.responseHeaders().names()).containsExactly("Vary");
        FakeExchange without = new FakeExchange("GET", "/");
        without.responseHeaders().set("Vary", "accept, ORIGIN");
        respond(Map.of(), without);
        assertThat(without.responseHeaders().all("Vary")).containsExactly("accept, ORIGIN");
    }

    @Test
    void allOriginsAreAnsweredWithTheStar() {
        Map<String, Object> all = Map.of("origins", new String[] {"*"});
        FakeExchange exchange = new FakeExchange("GET", "/").with("Origin", "https://any.org");
        respond(all, exchange);
        assertThat(exchange.responseHeaders().names()).containsExactly("Access-Control-Allow-Origin");
        assertThat(exchange.responseHeaders().first("Access-Control-Allow-Origin"))
                .isEqualTo("*");
        assertThat(fields(answer(all, preflight("https://any.org", "GET"))))
                .containsEntry("Access-Control-Allow-Origin", "*");
    }

    @Test
    void theAnswerToAPreflightStaysAsItIs() {
        FakeExchange exchange = preflight(APP, "GET");
        answer(Map.of(), exchange);
        exchange.responseHeaders().set("Access-Control-Allow-Methods", "GET");
        respond(Map.of(), exchange);
        assertThat(exchange.responseHeaders().first("Access-Control-Allow-Methods"))
                .isEqualTo("GET");
    }

    @Test
    void aPrivateNetworkIsOpenedOnRequest() {
        Response answer = answer(
                Map.of("privateNetwork", true),
                preflight(APP, "GET").with("Access-Control-Request-Private-Network", "true"));
        assertThat(fields(answer)).containsEntry("Access-Control-Allow-Private-Network", "true");
    }

    @Test
    void credentialsForAllOriginsAndNoOriginAreRefused() {
        assertThatThrownBy(() -> new PreflightHook(config(Map.of("origins", new String[] {"*"}, "credentials", true))))
                .hasMessageContaining("'credentials'");
        assertThatThrownBy(() -> Origins.of()).hasMessageContaining("'origins' is empty");
        for (String invalid :
                new String[] {"app.example.com", "https://*", "https://*.com", "https://a.org/", "null", "*.a.org"}) {
            assertThatThrownBy(() -> Origins.of(invalid)).as(invalid).hasMessageContaining("'" + invalid + "'");
        }
    }

    @Test
    void anInvalidChangeLeavesTheOldRules() {
        PreflightHook hook = new PreflightHook(config(Map.of()));
        hook.modified(config(Map.of("origins", new String[] {"*"}, "credentials", true)));
        assertThat(hook.onRequest(preflight("https://evil.org", "GET")))
                .isNotNull()
                .extracting(Response::status)
                .isEqualTo(403);
        hook.modified(config(Map.of("origins", new String[] {"https://evil.org"})));
        assertThat(hook.onRequest(preflight("https://evil.org", "GET")))
                .isNotNull()
                .extracting(Response::status)
                .isEqualTo(204);
    }

    private static FakeExchange preflight(String origin, String method) {
        return new FakeExchange("OPTIONS", "/").with("Origin", origin).with("Access-Control-Request-Method", method);
    }

    private static Response answer(Map<String, ?> options, FakeExchange exchange) {
        Response answer = new PreflightHook(config(options)).onRequest(exchange);
        assertThat(answer).isNotNull();
        return answer;
    }

    private static void respond(Map<String, ?> options, FakeExchange exchange) {
        new CorsResponseHook(config(options)).onResponse(exchange);
    }

    private static CorsConfig config(Map<String, ?> options) {
        Map<String, Object> all = new HashMap<>(Map.of("origins", new String[] {APP}));
        all.putAll(options);
        return TestConfig.of(CorsConfig.class, all);
    }

    private static Map<String, String> fields(Response response) {
        Map<String, String> fields = new TreeMap<>();
        response.headers().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }
}
