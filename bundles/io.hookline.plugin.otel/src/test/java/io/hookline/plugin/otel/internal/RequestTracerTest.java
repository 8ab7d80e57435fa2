package io.hookline.plugin.otel.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.api.CallAttributes;
import io.hookline.api.trace.CallObserver;
import io.hookline.api.trace.CallObserver.Ending;
import io.hookline.api.trace.CallObserver.PointObserver;
import io.hookline.gateway.hook.Completion;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.TestConfig;
import io.hookline.gateway.hook.TraceContext;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What arrives at a collector, and what happens while there is none. */
@Timeout(60)
final class RequestTracerTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-";
    private static final Completion COMPLETE = new Completion(Completion.Ending.COMPLETE, null);
    private static final Duration SOON = Duration.ofSeconds(40);

    private final FakeExchange request = new FakeExchange("GET", "/orders/7");
    private StubCollector collector;
    private @Nullable RequestTracer tracer;

    @BeforeEach
    void startCollector() throws Exception {
        collector = new StubCollector();
    }

    @AfterEach
    void stop() throws Exception {
        collector.gate.countDown();
        if (tracer != null) {
            tracer.stop();
        }
        collector.close();
    }

    @Test
    void aRequestHasASpanWithThoseOfItsPointsAndHooksBelow() throws Exception {
        start(Map.of("hookSpans", true, "serviceName", "shop", "headers", new String[] {"X-Key=secret"}));
        CallObserver observer = observed(request);
        PointObserver point = Objects.requireNonNull(observer.pointCalled("http.pre-request"));
        Ending hook = Objects.requireNonNull(point.hookCalled("org.example.auth", "1.2.0", "auth"));
        PointObserver nested = Objects.requireNonNull(observer.pointCalled("db.pre-save"));
        nested.ended(null);
        hook.ended(new IllegalStateException("secret"));
        point.ended(null);
        request.answered(503, 0);
        new EndingHook().onCompleted(request, COMPLETE);
        await().atMost(SOON).until(() -> collector.spans().size() == 4);

        Span root = collector.span("GET");
        assertThat(root.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(root.getParentSpanId().isEmpty()).isTrue();
        assertThat(root.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
        assertThat(StubCollector.attributes(root))
                .containsEntry("http.request.method", "GET")
                .containsEntry("url.path", "/orders/7")
                .containsEntry("http.response.status_code", "503")
                .containsEntry("hookline.call_id", request.context().callId());
        Span ofPoint = collector.span("http.pre-request");
        assertThat(ofPoint.getParentSpanId()).isEqualTo(root.getSpanId());
        assertThat(ofPoint.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
        Span ofHook = collector.span("auth");
        assertThat(ofHook.getParentSpanId()).isEqualTo(ofPoint.getSpanId());
        assertThat(StubCollector.attributes(ofHook))
                .containsEntry("hookline.plugin", "org.example.auth")
                .containsEntry("hookline.version", "1.2.0")
                .containsEntry("error.type", "java.lang.IllegalStateException");
        assertThat(ofHook.toString()).doesNotContain("secret");
        assertThat(collector.span("db.pre-save").getParentSpanId()).isEqualTo(ofHook.getSpanId());
        assertThat(collector.spans()).allMatch(span -> span.getTraceId().equals(root.getTraceId()));
        assertThat(collector.services()).containsExactly("shop");
        assertThat(collector.keys).containsOnly("secret");
        await().atMost(SOON).until(() -> tracer.delivered() == 4);
    }

    @Test
    void hooksHaveSpansOnlyOnRequest() throws Exception {
        start(Map.of());
        PointObserver point = Objects.requireNonNull(observed(request).pointCalled("http.pre-request"));
        assertThat(point.hookCalled("org.example.auth", "1.2.0", "auth")).isNull();
        tracer.modified(config(Map.of("hookSpans", true)));
        FakeExchange next = new FakeExchange("GET", "/");
        point = Objects.requireNonNull(observed(next).pointCalled("http.pre-request"));
        assertThat(point.hookCalled("org.example.auth", "1.2.0", "auth")).isNotNull();
    }

    @Test
    void theUpstreamContinuesTheTraceOfTheClient() throws Exception {
        start(Map.of());
        observed(request.with("traceparent", PARENT + "01").with("tracestate", "congo=t61"));
        new PropagatingHook().onForward(request);
        TraceContext shown = Objects.requireNonNull(request.context().get(TraceContext.SAMPLED));
        assertThat(shown.traceId()).isEqualTo(TRACE);
        assertThat(request.requestHeaders().first("traceparent"))
                .isEqualTo("00-" + TRACE + "-" + shown.spanId() + "-01");
        assertThat(request.requestHeaders().first("tracestate")).isEqualTo("congo=t61");
        new EndingHook().onCompleted(request.answered(200, 0), COMPLETE);
        await().atMost(SOON).until(() -> collector.spans().size() == 1);
        Span root = collector.spans().get(0);
        assertThat(HexFormat.of().formatHex(root.getParentSpanId().toByteArray()))
                .isEqualTo("00f067aa0ba902b7");
        assertThat(HexFormat.of().formatHex(root.getTraceId().toByteArray())).isEqualTo(TRACE);
    }

    @Test
    void aClientThatIsNotToDecideStartsNothing() throws Exception {
        start(Map.of("clientTrace", false));
        observed(request.with("traceparent", PARENT + "00"));
        TraceContext shown = Objects.requireNonNull(request.context().get(TraceContext.SAMPLED));
        assertThat(shown.traceId()).isNotEqualTo(TRACE);
    }

    @Test
    void samplingIsConfiguredLive() throws Exception {
        start(Map.of("samplePercent", 0.0));
        assertThat(tracer.observe(attributesOf(request))).isNull();
        assertThat(request.context().get(TraceContext.SAMPLED)).isNull();
        new PropagatingHook().onForward(request);
        assertThat(request.requestHeaders().first("traceparent")).isNull();
        tracer.modified(config(Map.of("samplePercent", 100.0)));
        assertThat(tracer.observe(attributesOf(request))).isNotNull();
        tracer.modified(config(Map.of("samplePercent", 50.0)));
        int sampled = 0;
        for (int i = 0; i < 2_000; i++) {
            sampled += tracer.observe(attributesOf(new FakeExchange("GET", "/"))) == null ? 0 : 1;
        }
        assertThat(sampled).isBetween(700, 1_300);
    }

    @Test
    void theClientsDecisionCountsBothWays() throws Exception {
        start(Map.of("samplePercent", 0.0));
        assertThat(tracer.observe(attributesOf(request.with("traceparent", PARENT + "01"))))
                .isNotNull();
        tracer.modified(config(Map.of("samplePercent", 100.0)));
        FakeExchange unsampled = new FakeExchange("GET", "/").with("traceparent", PARENT + "00");
        assertThat(tracer.observe(attributesOf(unsampled))).isNull();
    }

    @Test
    void scopesThatAreNoRequestsAreNotObserved() throws Exception {
        start(Map.of());
        assertThat(tracer.observe(CallAttributes.NONE)).isNull();
    }

    @Test
    void aCollectorThatDoesNotAnswerDelaysNoRequestAndDropsAreCounted() throws Exception {
        collector.gate = new CountDownLatch(1);
        start(Map.of("queueSize", 10, "timeoutMillis", 60_000));
        // Each ends although nothing is delivered: at most one batch is under way, and ten wait.
        int requests = 2_000;
        for (int i = 0; i < requests; i++) {
            trace();
        }
        assertThat(tracer.dropped()).isGreaterThanOrEqualTo(requests - 512 - 10);
        assertThat(tracer.delivered()).isZero();
        collector.gate.countDown();
        await().atMost(SOON).until(() -> tracer.delivered() + tracer.dropped() + tracer.failed() == requests);
        assertThat(collector.spans()).hasSize((int) tracer.delivered());
    }

    @Test
    void aCollectorThatIsAbsentOrRefusesCostsTheSpansAndNothingElse() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        start(Map.of("endpoint", "http://127.0.0.1:" + port + "/v1/traces", "timeoutMillis", 2_000));
        trace();
        await().atMost(SOON).until(() -> tracer.failed() == 1);
        collector.status = 400;
        tracer.modified(config(Map.of()));
        trace();
        await().atMost(SOON).until(() -> tracer.failed() == 2);
        collector.status = 200;
        trace();
        await().atMost(SOON).until(() -> tracer.delivered() == 1);
    }

    @Test
    void whatWaitsAtTheEndIsDelivered() throws Exception {
        start(Map.of());
        trace();
        tracer.stop();
        tracer = null;
        await().atMost(SOON).until(() -> collector.spans().size() == 1);
    }

    private void trace() {
        FakeExchange exchange = new FakeExchange("GET", "/");
        observed(exchange);
        new EndingHook().onCompleted(exchange.answered(200, 0), COMPLETE);
    }

    private void start(Map<String, ?> options) {
        tracer = new RequestTracer(config(options));
    }

    private OtelConfig config(Map<String, ?> options) {
        Map<String, Object> all = new HashMap<>(options);
        all.putIfAbsent("endpoint", collector.endpoint());
        return TestConfig.of(OtelConfig.class, all);
    }

    private CallObserver observed(FakeExchange exchange) {
        return Objects.requireNonNull(tracer.observe(attributesOf(exchange)));
    }

    /** The gateway's exchange states the attributes of its scope, too. */
    private static CallAttributes attributesOf(FakeExchange exchange) {
        return (CallAttributes) Proxy.newProxyInstance(
                RequestTracerTest.class.getClassLoader(),
                new Class<?>[] {Exchange.class, CallAttributes.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.getDeclaringClass() == CallAttributes.class
                                ? null
                                : method.invoke(exchange, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
