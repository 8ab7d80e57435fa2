package io.hookline.plugin.ratelimit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.TestConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedLimitsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final OneServer server = new OneServer();
    private final Limits limits =
            Limits.of(TestConfig.of(RateLimitConfig.class, Map.of("requestsPerSecond", 1L, "burst", 10L)));
    private final Buckets here = new Buckets(1000, nanos::get);
    private final Buckets there = new Buckets(1000, nanos::get);

    @Test
    void theNodesAgreeOnWhatIsLeft() throws Exception {
        try (SharedLimits first = shared(here);
                SharedLimits second = shared(there)) {
            take(here, 4);
            first.exchange();
            assertThat(take(there, 3)).isEqualTo(3);
            second.exchange();
            assertThat(server.left).containsValue(3L);
            assertThat(take(there, 10)).isEqualTo(3);
            second.exchange();
            assertThat(take(here, 1)).isEqualTo(1);
            first.exchange();
            assertThat(take(here, 10))
                    .as("one more than there was has been given out")
                    .isZero();
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            assertThat(take(here, 10)).as("it is paid back").isZero();
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            assertThat(take(here, 10)).isEqualTo(1);
        }
    }

    @Test
    void whatIsTakenWhileTheNodesExchangeIsNotLost() throws Exception {
        try (SharedLimits first = shared(here)) {
            take(here, 4);
            server.meanwhile = () -> take(here, 2);
            first.exchange();
            assertThat(server.left).containsValue(6L);
            assertThat(take(here, 10)).isEqualTo(4);
            first.exchange();
            assertThat(server.left).containsValue(0L);
        }
    }

    @Test
    void aNodeLimitsAloneWhileTheOthersAreAway() throws Exception {
        try (SharedLimits first = shared(here)) {
            server.away = true;
            take(here, 4);
            first.exchange();
            assertThat(server.attempts).isEqualTo(1);
            assertThat(take(here, 10)).isEqualTo(6);
            first.exchange();
            assertThat(server.attempts).as("the circuit is open").isEqualTo(1);
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            server.away = false;
            assertThat(take(here, 10)).isEqualTo(1);
            first.exchange();
            assertThat(server.left).as("only what was taken since").containsValue(9L);
            assertThat(take(here, 10)).isEqualTo(9);
        }
    }

    @Test
    void withoutSharingNothingIsKeptForReports() throws Exception {
        take(here, 4);
        assertThat(here.unreported(10)).isEmpty();
        shared(here).close();
        take(here, 4);
        assertThat(here.unreported(10)).isEmpty();
    }

    @Test
    void manyBucketsAreReportedInBatches() throws Exception {
        Buckets many = new Buckets(10_000, nanos::get);
        try (SharedLimits first = shared(many)) {
            for (int i = 0; i < 2500; i++) {
                FakeExchange request = new FakeExchange("GET", "/");
                request.setPrincipal("client" + i);
                many.take(limits, request);
            }
            first.exchange();
            assertThat(server.left).hasSize(2500);
            assertThat(server.attempts).isEqualTo(3);
        }
    }

    @Test
    void theCircuitWaitsLongerEachTimeUpToHalfAMinute() {
        Circuit circuit = new Circuit();
        assertThat(circuit.isOpen(0)).isFalse();
        assertThat(circuit.failed(0)).isTrue();
        assertThat(circuit.isOpen(Duration.ofMillis(249).toNanos())).isTrue();
        assertThat(circuit.isOpen(Duration.ofMillis(500).toNanos())).isFalse();
        for (int i = 0; i < 20; i++) {
            assertThat(circuit.failed(0)).isFalse();
        }
        assertThat(circuit.isOpen(Duration.ofSeconds(14).toNanos())).isTrue();
        assertThat(circuit.isOpen(Duration.ofSeconds(30).toNanos())).isFalse();
        assertThat(circuit.succeeded()).isTrue();
        assertThat(circuit.isOpen(1)).isFalse();
        assertThat(circuit.succeeded()).isFalse();
    }

    /** Exchanges when the test says so. */
    private SharedLimits shared(Buckets buckets) {
        buckets.share(true);
        return new SharedLimits(buckets, server, nanos::get);
    }

    /** Tries so many times, and returns how often it passed. */
    private int take(Buckets buckets, int times) {
        FakeExchange request = new FakeExchange("GET", "/");
        request.setPrincipal("alice");
        int passed = 0;
        for (int i = 0; i < times; i++) {
            passed += buckets.take(limits, request).passes() ? 1 : 0;
        }
        return passed;
    }

    /** Full buckets that do not fill up. */
    private static final class OneServer implements CommonTokens {

        private final Map<String, Long> left = new HashMap<>();
        private boolean away;
        private int attempts;
        private Runnable meanwhile = () -> {};

        @Override
        public List<Long> take(List<Taken> taken) throws IOException {
            attempts++;
            if (away) {
                throw new IOException("away");
            }
            List<Long> answers = new ArrayList<>();
            for (Taken one : taken) {
                answers.add(
                        left.merge(one.bucket(), one.rate().burst() - one.tokens(), (old, full) -> old - one.tokens()));
            }
            Runnable once = meanwhile;
            meanwhile = () -> {};
            once.run();
            return answers;
        }

        @Override
        public void close() {}
    }
}
