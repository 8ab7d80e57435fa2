package io.hookline.plugin.colour.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.TestConfig;
import io.hookline.gateway.hook.TraceContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ColourHookTest {

    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

    private final FakeExchange request = new FakeExchange("GET", "/");

    @Test
    void byDefaultAClientChoosesNoEnvironment() {
        colour(Map.of(), request.with("x-env", "gray"));
        assertThat(field("x-env")).isNull();
        assertThat(request.context().get(Colour.ENVIRONMENT)).isNull();
    }

    @Test
    void anAllowedEnvironmentIsPassedOnAndAnyOtherBecomesTheDefault() {
        Map<String, Object> options =
                Map.of("environments", new String[] {"gray", "blue"}, "defaultEnvironment", "live");
        colour(options, request.with("x-env", "gray"));
        assertThat(field("x-env")).isEqualTo("gray");
        assertThat(request.context().get(Colour.ENVIRONMENT)).isEqualTo("gray");
        colour(options, request.with("x-env", "red"));
        assertThat(field("x-env")).isEqualTo("live");
        assertThat(request.context().get(Colour.ENVIRONMENT)).isEqualTo("live");
        request.with("x-env", "gray").requestHeaders().add("x-env", "blue");
        colour(options, request);
        assertThat(request.requestHeaders().all("x-env")).containsExactly("live");
    }

    @Test
    void theTraceIdIsTheRequestIdIfThatIsValid() {
        colour(Map.of(), request.with("x-request-id", "9f1c-a.b_c").with("x-trace-id", "forged"));
        assertThat(field("x-trace-id")).isEqualTo("9f1c-a.b_c");
        assertThat(field("x-request-id")).isEqualTo("9f1c-a.b_c");
        assertThat(request.responseHeaders().first("x-trace-id")).isEqualTo("9f1c-a.b_c");
        assertThat(request.context().get(Colour.TRACE_ID)).isEqualTo("9f1c-a.b_c");
    }

    @Test
    void aSpanThatATracingPluginHasBegunIsTheTrace() {
        request.context()
                .put(TraceContext.SAMPLED, new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"));
        colour(Map.of("clientTrace", false), request.with("traceparent", PARENT).with("tracestate", "congo=t61"));
        assertThat(field("traceparent")).isEqualTo("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        assertThat(field("tracestate")).isNull();
        assertThat(field("x-trace-id")).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void anInvalidRequestIdIsDroppedAndTheTraceIdIsThatOfTheTrace() {
        for (String invalid : new String[] {"", "a b", "x".repeat(65), "<script>", "-a"}) {
            colour(Map.of(), request.with("x-request-id", invalid).with("traceparent", PARENT));
            assertThat(field("x-request-id")).as(invalid).isNull();
            assertThat(field("x-trace-id")).as(invalid).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        }
    }

    @Test
    void aClientsRequestIdCanBeIgnored() {
        colour(Map.of("clientRequestId", false), request.with("x-request-id", "chosen"));
        assertThat(field("x-request-id")).isNull();
        assertThat(field("x-trace-id")).hasSize(32).isNotEqualTo("chosen");
    }

    @Test
    void aValidTraceIsPassedOnUnchanged() {
        colour(Map.of(), request.with("traceparent", PARENT).with("tracestate", "congo=t61"));
        assertThat(field("traceparent")).isEqualTo(PARENT);
        assertThat(field("tracestate")).isEqualTo("congo=t61");
    }

    @Test
    void anInvalidTraceIsReplacedTogetherWithItsState() {
        colour(Map.of(), request.with("traceparent", "00-0-0-01").with("tracestate", "congo=t61"));
        assertThat(TraceParent.of(request.requestHeaders().all("traceparent"))).isNotNull();
        assertThat(field("traceparent")).endsWith("-01");
        assertThat(field("tracestate")).isNull();
    }

    @Test
    void anInvalidStateIsDroppedAlone() {
        colour(Map.of(), request.with("traceparent", PARENT).with("tracestate", "BAD"));
        assertThat(field("traceparent")).isEqualTo(PARENT);
        assertThat(field("tracestate")).isNull();
    }

    @Test
    void aClientsTraceCanBeIgnored() {
        colour(
                Map.of("clientTrace", false, "sampledPercent", 0),
                request.with("traceparent", PARENT.replace("-00f", "-11f")).with("tracestate", "congo=t61"));
        assertThat(field("traceparent"))
                .doesNotContain("4bf92f3577b34da6a3ce929d0e0e4736")
                .endsWith("-00");
        assertThat(field("tracestate")).isNull();
    }

    @Test
    void aClientNeverSetsItsTier() {
        colour(Map.of(), request.with("X-User-Tier", "premium"));
        assertThat(field("x-user-tier")).isNull();
        colour(Map.of("defaultTier", "free"), request.with("X-User-Tier", "premium"));
        assertThat(field("x-user-tier")).isEqualTo("free");
    }

    @Test
    void theTierComesFromTheClaim() {
        request.context().put(Colour.CLAIMS, Map.of("tier", "gold", "plan", 7, "bad", "line\nbreak"));
        colour(Map.of(), request);
        assertThat(field("x-user-tier")).isEqualTo("gold");
        assertThat(request.context().get(Colour.TIER)).isEqualTo("gold");
        for (String unusable : new String[] {"plan", "bad", "absent", ""}) {
            colour(Map.of("tierClaim", unusable, "defaultTier", "free"), request);
            assertThat(field("x-user-tier")).as(unusable).isEqualTo("free");
        }
    }

    @Test
    void aNewConfigurationAppliesToTheNextRequest() {
        ColourHook hook = new ColourHook(TestConfig.of(ColourConfig.class, Map.of()));
        hook.modified(TestConfig.of(ColourConfig.class, Map.of("defaultEnvironment", "live")));
        hook.onRequest(request);
        assertThat(field("x-env")).isEqualTo("live");
    }

    private static void colour(Map<String, ?> options, FakeExchange exchange) {
        assertThat(new ColourHook(TestConfig.of(ColourConfig.class, options)).onRequest(exchange))
                .isNull();
    }

    private @Nullable String field(String name) {
        return request.requestHeaders().first(name);
    }
}
