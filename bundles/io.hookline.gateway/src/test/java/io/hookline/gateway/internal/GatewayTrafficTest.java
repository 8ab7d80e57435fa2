package io.hookline.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.gateway.hook.TraceContext;
import io.hookline.gateway.status.TrafficStatus;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The counts of requests. */
@Timeout(60)
final class GatewayTrafficTest extends GatewayFixture {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void countsEachRequestByStatusAndBytes() throws Exception {
        GatewayServer gateway = startBefore(exchange -> {
            // The whole body has passed the gateway before it answers.
            exchange.getRequestBody().readAllBytes();
            respond(exchange, exchange.getRequestURI().getPath().equals("/ok") ? 200 : 404, "12345");
        });
        get("/ok");
        get("/ok");
        send(request("/none").POST(HttpRequest.BodyPublishers.ofString("abc")));
        // A client has its response before the request is counted.
        await().untilAsserted(() -> {
            TrafficStatus traffic = gateway.traffic();
            assertThat(traffic.inFlight()).isZero();
            assertThat(traffic.statuses()).isEqualTo(Map.of(200, 2L, 404, 1L));
            assertThat(traffic.complete()).isEqualTo(3);
            assertThat(traffic.brokenOff() + traffic.clientGone()).isZero();
            assertThat(traffic.bytesReceived()).isEqualTo(3);
            assertThat(traffic.bytesSent()).isEqualTo(15);
            assertThat(traffic.latencies())
                    .extracting(TrafficStatus.Latency::statusClass)
                    .containsExactly(2, 4);
            assertThat(traffic.latencies().get(0).totalNanos()).isPositive();
            assertThat(traffic.latencies().get(0).buckets().stream()
                            .mapToLong(TrafficStatus.Bucket::count)
                            .sum())
                    .isEqualTo(2);
        });
    }

    @Test
    void keepsTheTraceOfARequestAsAnExampleOfItsBucket() throws Exception {
        preRequest(exchange -> {
            if (exchange.path().equals("/traced")) {
                exchange.context().put(TraceContext.SAMPLED, new TraceContext(TRACE, SPAN));
            }
            return null;
        });
        GatewayServer gateway = startBefore(exchange -> respond(exchange, 200, ""));
        get("/traced");
        get("/other");
        await().untilAsserted(() -> {
            assertThat(gateway.traffic().latencies().stream()
                            .flatMap(latency -> latency.buckets().stream())
                            .mapToLong(TrafficStatus.Bucket::count)
                            .sum())
                    .isEqualTo(2);
            assertThat(examples(gateway)).hasSize(1);
        });
        List<TrafficStatus.Example> examples = examples(gateway);
        assertThat(examples).singleElement().satisfies(example -> {
            assertThat(example.traceId()).isEqualTo(TRACE);
            assertThat(example.spanId()).isEqualTo(SPAN);
            assertThat(example.nanos()).isPositive();
        });
    }

    private static List<TrafficStatus.Example> examples(GatewayServer gateway) {
        return gateway.traffic().latencies().stream()
                .flatMap(latency -> latency.buckets().stream())
                .flatMap(bucket -> Stream.ofNullable(bucket.example()))
                .toList();
    }
}
