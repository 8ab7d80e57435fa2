package io.hookline.plugin.breaker.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.gateway.hook.Completion;
import io.hookline.gateway.hook.Completion.Ending;
import io.hookline.gateway.hook.Failure;
import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.Response;
import io.hookline.gateway.hook.TestConfig;
import io.hookline.gateway.internal.RawUpstream;
import io.hookline.gateway.internal.TestGateway;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakerTest {

    private static final Duration QUICK = Duration.ofMillis(5);
    private static final Duration SLOW = Duration.ofMillis(1_001);

    private final MovedClock clock = new MovedClock();
    private final UpstreamBreakers breakers = new UpstreamBreakers(config(Map.of()), clock);
    private final BreakerHook hook = new BreakerHook(breakers);

    @ParameterizedTest
    @CsvSource({
        "200, COMPLETE, 0, answered",
        "404, COMPLETE, 0, answered",
        "500, COMPLETE, 0, failed",
        "503, COMPLETE, 0, failed",
        "501, COMPLETE, 0, answered",
        "413, COMPLETE, 0, answered",
        "200, COMPLETE, 502, failed",
        "504, COMPLETE, 504, failed",
        "503, COMPLETE, 503, failed",
        "500, COMPLETE, 500, forgotten",
        "408, COMPLETE, 408, forgotten",
        "200, BROKEN_OFF, 502, failed",
        "200, BROKEN_OFF, 504, forgotten",
        "200, BROKEN_OFF, 500, forgotten",
        "200, BROKEN_OFF, 0, forgotten",
        "499, CLIENT_GONE, 0, forgotten"
    })
    void theEndOfACallDecidesWhetherItCounts(int status, Ending ending, int failure, String expected) {
        end(status, ending, failure, QUICK, QUICK);
        BreakerState state = breakers.states().get(0);
        assertThat(state.calls()).isEqualTo(expected.equals("forgotten") ? 0 : 1);
        end(200, Ending.COMPLETE, 0, QUICK, QUICK);
        end(200, Ending.COMPLETE, 0, QUICK, QUICK);
        end(200, Ending.COMPLETE, 0, QUICK, QUICK);
        assertThat(breakers.states().get(0).failedPercent() > 0).isEqualTo(expected.equals("failed"));
    }

    @Test
    void whatIsAnsweredAheadOfTheUpstreamDoesNotCount() {
        FakeExchange exchange = let();
        exchange.answered(413, 0);
        new BreakerResultHook().onCompleted(exchange, new Completion(Ending.COMPLETE, null));
        assertThat(breakers.states().get(0).calls()).isZero();
    }

    @Test
    void tooManyFailuresOpenItAndTrialsCloseIt() {
        for (int i = 0; i < 4; i++) {
            end(i < 2 ? 200 : 502, Ending.COMPLETE, 0, QUICK, QUICK);
        }
        Response refused = ask();
        assertThat(refused).isNotNull();
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers()).contains(Map.entry("Retry-After", "10"));
        clock.forward(Duration.ofMillis(7_500));
        assertThat(ask()).isNotNull().extracting(Response::headers).asString().contains("Retry-After=3");
        clock.forward(Duration.ofMillis(2_501));
        FakeExchange first = let();
        FakeExchange second = let();
        assertThat(ask()).as("two trials only").isNotNull();
        complete(first, 200, Ending.COMPLETE, 0, QUICK, QUICK);
        complete(second, 200, Ending.COMPLETE, 0, QUICK, QUICK);
        assertThat(breakers.states().get(0).state()).isEqualTo("closed");
        assertThat(ask()).isNull();
    }

    @Test
    void aTrialThatSaysNothingIsGivenBackAndOneThatFailsOpensItAgain() {
        fail4();
        clock.forward(Duration.ofMillis(10_001));
        complete(let(), 499, Ending.CLIENT_GONE, 0, QUICK, null);
        FakeExchange first = let();
        FakeExchange second = let();
        complete(first, 502, Ending.COMPLETE, 502, QUICK, QUICK);
        complete(second, 502, Ending.COMPLETE, 502, QUICK, QUICK);
        assertThat(breakers.states().get(0).state()).isEqualTo("open");
    }

    @Test
    void slowCallsOpenItToo() {
        for (int i = 0; i < 4; i++) {
            end(200, Ending.COMPLETE, 0, SLOW, SLOW);
        }
        assertThat(breakers.states().get(0).state()).isEqualTo("open");
    }

    @Test
    void aLongDownloadIsNoSlowCall() {
        for (int i = 0; i < 4; i++) {
            end(200, Ending.COMPLETE, 0, SLOW, QUICK);
        }
        assertThat(breakers.states().get(0).state()).isEqualTo("closed");
        assertThat(breakers.states().get(0).slowPercent()).isZero();
    }

    @Test
    void clientsThatGiveUpDoNotHideThatTheUpstreamIsSlow() {
        for (int i = 0; i < 4; i++) {
            end(499, Ending.CLIENT_GONE, 0, SLOW, null);
        }
        assertThat(breakers.states().get(0).state()).isEqualTo("open");
    }

    @Test
    void otherRulesKeepAnOpenBreakerOpenAndInvalidOnesChangeNothing() {
        fail4();
        breakers.modified(config(Map.of("openMillis", 60_000L)));
        clock.forward(Duration.ofSeconds(59));
        assertThat(ask()).isNotNull().extracting(Response::headers).asString().contains("Retry-After=1]");
        breakers.modified(config(Map.of("minCalls", 11)));
        clock.forward(Duration.ofMillis(1_001));
        assertThat(ask()).isNull();
        assertThatThrownBy(() -> new UpstreamBreakers(config(Map.of("minCalls", 11)), clock))
                .hasMessageContaining("'minCalls' is 11");
    }

    @Test
    void theGatewayRefusesWhileItIsOpenAndCallsAgainLater() throws Exception {
        AtomicBoolean down = new AtomicBoolean(true);
        AtomicInteger calls = new AtomicInteger();
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
                    socket.readHead();
                    calls.incrementAndGet();
                    String body = "Content-Length: 2\r\nConnection: close\r\n\r\nok";
                    socket.send(down.get() ? "nonsense\r\n\r\n" : "HTTP/1.1 200 OK\r\n" + body);
                });
                TestGateway gateway = new TestGateway()
                        .with(hook)
                        .with(new BreakerHeadHook())
                        .with(new BreakerResultHook())
                        .before(upstream.uri())) {
            for (int i = 1; i <= 4; i++) {
                assertThat(gateway.send(gateway.request("/")).statusCode()).isEqualTo(502);
                int expected = i;
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> breakers.states().get(0).calls() == expected);
            }
            HttpResponse<byte[]> refused = gateway.send(gateway.request("/"));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("10");
            assertThat(calls).hasValue(4);
            down.set(false);
            clock.forward(Duration.ofMillis(10_001));
            for (int i = 0; i < 2; i++) {
                assertThat(new String(gateway.send(gateway.request("/")).body(), StandardCharsets.UTF_8))
                        .isEqualTo("ok");
            }
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> breakers.states().get(0).state().equals("closed"));
            assertThat(gateway.misuse()).isEmpty();
        }
    }

    private void fail4() {
        for (int i = 0; i < 4; i++) {
            end(502, Ending.COMPLETE, 502, QUICK, QUICK);
        }
        assertThat(breakers.states().get(0).state()).isEqualTo("open");
    }

    private @Nullable Response ask() {
        return hook.onForward(new FakeExchange("GET", "/"));
    }

    private FakeExchange let() {
        FakeExchange exchange = new FakeExchange("GET", "/");
        assertThat(hook.onForward(exchange)).isNull();
        return exchange;
    }

    private void end(int status, Ending ending, int failure, Duration took, @Nullable Duration untilHead) {
        complete(let(), status, ending, failure, took, untilHead);
    }

    /** The times count from the call's beginning, which the exchange puts at 12 ms. */
    private static void complete(
            FakeExchange exchange,
            int status,
            Ending ending,
            int failure,
            Duration took,
            @Nullable Duration untilHead) {
        BreakerCall call = exchange.context().get(BreakerCall.KEY);
        assertThat(call).isNotNull();
        Duration begun = exchange.elapsed();
        if (untilHead != null) {
            call.answered(begun.plus(untilHead));
        }
        Failure why = failure == 0 ? null : new Failure(failure, "a test", null);
        call.completed(new Completion(ending, why), status, true, begun.plus(took));
    }

    private static BreakerConfig config(Map<String, ?> options) {
        Map<String, Object> all =
                new HashMap<>(Map.of("windowCalls", 10, "minCalls", 4, "trialCalls", 2, "slowMillis", 1_000L));
        all.putAll(options);
        return TestConfig.of(BreakerConfig.class, all);
    }

    /** A clock that the test moves. */
    private static final class MovedClock extends Clock {

        private volatile Instant now = Instant.parse("2026-11-27T12:00:00Z");

        void forward(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
