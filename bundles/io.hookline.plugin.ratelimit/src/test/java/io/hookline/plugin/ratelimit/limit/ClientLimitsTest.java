package io.hookline.plugin.ratelimit.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.gateway.hook.FakeExchange;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClientLimitsTest {

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void aBucketFillsUpAgainWithTime() {
        ClientLimits limits = ClientLimits.of(new Limit(2, 4, 10), nanos::get);
        for (int i = 0; i < 4; i++) {
            assertThat(limits.take(from("alice")).passes()).isTrue();
        }
        ClientLimits.Verdict refused = limits.take(from("alice"));
        assertThat(refused.passes()).isFalse();
        assertThat(refused.retrySeconds()).isEqualTo(1);
        assertThat(refused.resetSeconds()).isEqualTo(2);
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
        assertThat(limits.take(from("alice")).passes()).isTrue();
        assertThat(limits.take(from("alice")).passes()).isFalse();
    }

    @Test
    void clientsDoNotShareABucket() {
        ClientLimits limits = ClientLimits.of(new Limit(1, 1, 10), nanos::get);
        assertThat(limits.take(from("alice")).passes()).isTrue();
        assertThat(limits.take(from("bob")).passes()).isTrue();
        assertThat(limits.take(new FakeExchange("GET", "/")).passes()).isTrue();
        assertThat(limits.take(from("alice")).passes()).isFalse();
    }

    @Test
    void aNameIsNotMistakenForAnAddress() {
        ClientLimits limits = ClientLimits.of(new Limit(1, 1, 10), nanos::get);
        assertThat(limits.take(from("127.0.0.1")).passes()).isTrue();
        assertThat(limits.take(new FakeExchange("GET", "/")).passes()).isTrue();
    }

    @Test
    void theNextReleaseContinuesWithTheRemainingTokens() {
        ClientLimits old = ClientLimits.of(new Limit(1, 3, 10), nanos::get);
        old.take(from("alice"));
        old.take(from("alice"));
        old.take(from("line\nbreak"));
        ClientLimits next = ClientLimits.of(new Limit(1, 3, 10), () -> nanos.get() + 1_000_000);
        next.restore(old.save());
        assertThat(next.take(from("alice")).remaining()).isZero();
        assertThat(next.take(from("alice")).passes()).isFalse();
        assertThat(next.take(from("line\nbreak")).remaining()).isEqualTo(1);
        assertThat(next.take(from("bob")).remaining()).isEqualTo(2);
    }

    @Test
    void noMoreTokensAreRestoredThanFit() {
        ClientLimits old = ClientLimits.of(new Limit(1, 100, 10), nanos::get);
        old.take(from("alice"));
        ClientLimits next = ClientLimits.of(new Limit(1, 3, 10), nanos::get);
        next.restore(old.save());
        assertThat(next.take(from("alice")).remaining()).isEqualTo(2);
    }

    @Test
    void anInvalidTextIsRefusedAsAWhole() {
        ClientLimits limits = ClientLimits.of(new Limit(1, 3, 10), nanos::get);
        byte[] damaged = "0 principal+alice\nnonsense\n".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> limits.restore(damaged)).hasMessageContaining("nonsense");
        assertThat(limits.take(from("alice")).remaining()).isEqualTo(2);
    }

    @Test
    void valuesOutOfRangeAreRefusedByName() {
        assertThatThrownBy(() -> ClientLimits.of(new Limit(0, 1, 1))).hasMessageContaining("'requestsPerSecond'");
        assertThatThrownBy(() -> ClientLimits.of(new Limit(1, -3, 1))).hasMessageContainingAll("'burst'", "-3");
        assertThatThrownBy(() -> ClientLimits.of(new Limit(2_000_000_000, 1, 1)))
                .hasMessageContaining("'requestsPerSecond'");
        ClientLimits most = ClientLimits.of(new Limit(1_000_000_000, 1_000_000_000, 1), nanos::get);
        assertThat(most.take(from("alice")).passes()).isTrue();
        assertThatThrownBy(() -> ClientLimits.of(new Limit(1, 1, 0))).hasMessageContaining("'clients'");
    }

    private static FakeExchange from(String principal) {
        FakeExchange request = new FakeExchange("GET", "/");
        request.setPrincipal(principal);
        return request;
    }

    private record Limit(long requestsPerSecond, long burst, long clients) implements RateLimitConfig {

        @Override
        public Class<? extends Annotation> annotationType() {
            return RateLimitConfig.class;
        }
    }
}
