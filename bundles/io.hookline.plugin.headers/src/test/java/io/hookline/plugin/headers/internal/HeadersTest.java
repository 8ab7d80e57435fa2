package io.hookline.plugin.headers.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.TestConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadersTest {

    private final FakeExchange exchange =
            new FakeExchange("GET", "/").from("192.0.2.7").with("X-Old", "1");

    @Test
    void rulesApplyInOrder() {
        request("set X-A one", "add X-A two words", "add X-B {not a placeholder}", "remove x-old", "remove X-Absent");
        assertThat(exchange.requestHeaders().all("X-A")).containsExactly("one", "two words");
        assertThat(exchange.requestHeaders().all("X-B")).containsExactly("{not a placeholder}");
        assertThat(exchange.requestHeaders().names()).containsExactlyInAnyOrder("X-A", "X-B");
    }

    @Test
    void responsesAreRewrittenApartFromRequests() {
        exchange.responseHeaders().set("Server", "upstream");
        response("remove Server", "set X-Frame-Options DENY", "add X-Call {call-id}");
        assertThat(exchange.responseHeaders().names()).containsExactlyInAnyOrder("X-Frame-Options", "X-Call");
        assertThat(exchange.responseHeaders().first("X-Call"))
                .isEqualTo(exchange.context().callId());
        assertThat(exchange.requestHeaders().names()).containsExactly("X-Old");
    }

    @Test
    void placeholdersStandForTheCall() {
        exchange.setPrincipal("alice");
        request("set X-Who {principal}@{client-address};{call-id}");
        assertThat(exchange.requestHeaders().first("X-Who"))
                .isEqualTo("alice@192.0.2.7;" + exchange.context().callId());
    }

    @Test
    void aClientCannotForgeAPrincipal() {
        exchange.requestHeaders().set("X-User", "admin");
        request("set X-User {principal}", "add X-Also {principal}");
        assertThat(exchange.requestHeaders().names()).containsExactly("X-Old");
    }

    @Test
    void aPrincipalIsEncodedIfAFieldCannotHoldIt() {
        exchange.setPrincipal("J\u00f6rg 100%\r\nX-Evil: 1");
        request("set X-User {principal}");
        assertThat(exchange.requestHeaders().first("X-User")).isEqualTo("J%C3%B6rg%20100%25%0D%0AX-Evil:%201");
    }

    @Test
    void fieldsThatFrameAMessageAreRefused() {
        for (String name : List.of(
                "Connection",
                "content-length",
                "TRANSFER-ENCODING",
                "Te",
                "Trailer",
                "Upgrade",
                "Expect",
                "Keep-Alive",
                "Proxy-Connection",
                "HTTP2-Settings")) {
            for (String rule : List.of("set " + name + " x", "add " + name + " x", "remove " + name)) {
                assertThatThrownBy(() -> Rule.ofRequest(rule)).as(rule).hasMessageContaining("'" + rule + "'");
                assertThatThrownBy(() -> Rule.ofResponse(rule)).as(rule).hasMessageContaining("'" + rule + "'");
            }
        }
        assertThat(Rule.ofRequest("set Teapot x").name()).isEqualTo("Teapot");
        assertThat(Rule.ofRequest("remove Upgrade-Insecure-Requests").name()).isEqualTo("Upgrade-Insecure-Requests");
    }

    @Test
    void fieldsOfTheGatewayAreRefusedAndTheHostCanOnlyBeSet() {
        for (String rule : List.of("set X-Forwarded-For 1", "remove forwarded", "add Host a", "remove host")) {
            assertThatThrownBy(() -> Rule.ofRequest(rule)).as(rule).hasMessageContaining("'" + rule + "'");
        }
        assertThat(Rule.ofRequest("set Host upstream.example").name()).isEqualTo("Host");
        assertThatThrownBy(() -> Rule.ofResponse("set Host a")).hasMessageContaining("Host");
    }

    @Test
    void malformedRulesAreRefused() {
        for (String rule :
                List.of("", "set X", "set X ", "remove X y", "drop X", "set X\u00fc y", "set X y\nz", "set X: y")) {
            assertThatThrownBy(() -> Rule.ofRequest(rule)).as(rule).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Rule.ofRequest("set X {user}")).hasMessageContaining("'{user}'");
    }

    @Test
    void anInvalidChangeLeavesTheOldRules() {
        RequestHeadersHook hook = new RequestHeadersHook(config("request", "set X-A one"));
        hook.modified(config("request", "set X-A two", "remove Connection"));
        hook.onRequest(exchange);
        assertThat(exchange.requestHeaders().first("X-A")).isEqualTo("one");
        hook.modified(config("request", "set X-A three"));
        hook.onRequest(exchange);
        assertThat(exchange.requestHeaders().first("X-A")).isEqualTo("three");
    }

    private void request(String... rules) {
        assertThat(new RequestHeadersHook(config("request", rules)).onRequest(exchange))
                .isNull();
    }

    private void response(String... rules) {
        new ResponseHeadersHook(config("response", rules)).onResponse(exchange);
    }

    private static HeadersConfig config(String option, String... rules) {
        return TestConfig.of(HeadersConfig.class, Map.of(option, rules));
    }
}
