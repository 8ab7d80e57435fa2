package io.hookline.plugin.ratelimit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.TestConfig;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BucketsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Buckets buckets = new Buckets(1000, nanos::get);

    @Test
    void aBucketFillsUpAgainWithTime() {
        Limits limits = limits(2, 4);
        for (int i = 0; i < 4; i++) {
            assertThat(buckets.take(limits, from("alice")).passes()).isTrue();
        }
        Verdict refused = buckets.take(limits, from("alice"));
        assertThat(refused.passes()).isFalse();
        assertThat(refused.retrySeconds()).isEqualTo(1);
        assertThat(refused.resetSeconds()).isEqualTo(2);
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
        assertThat(buckets.take(limits, from("alice")).passes()).isTrue();
        assertThat(buckets.take(limits, from("alice")).passes()).isFalse();
    }

    @Test
    void clientsDoNotShareABucketAndANameIsNoAddress() {
        Limits limits = limits(1, 1);
        assertThat(buckets.take(limits, from("alice")).passes()).isTrue();
        assertThat(buckets.take(limits, from("127.0.0.1")).passes()).isTrue();
        assertThat(buckets.take(limits, new FakeExchange("GET", "/")).passes()).isTrue();
        assertThat(buckets.take(limits, from("alice")).passes()).isFalse();
    }

    @Test
    void eachLimitThatCountsARequestMustHaveAToken() {
        Limits limits = limits(100, 100, "login rate=2/m by=address path=/login");
        assertThat(buckets.take(limits, login("alice")).remaining()).isEqualTo(1);
        assertThat(buckets.take(limits, login("bob")).remaining()).isZero();
        Verdict refused = buckets.take(limits, login("carol"));
        assertThat(refused.passes()).isFalse();
        assertThat(refused.limit()).isEqualTo(2);
        assertThat(refused.retrySeconds()).isEqualTo(30);
        assertThat(buckets.take(limits, from("carol")).passes()).isTrue();
    }

    @Test
    void aRefusedRequestTakesNoTokenFromTheOtherLimits() {
        Limits limits = limits(1, 10, "login rate=1/m by=address path=/login");
        buckets.take(limits, login("alice"));
        assertThat(buckets.take(limits, login("alice")).passes()).isFalse();
        assertThat(buckets.take(limits, login("alice")).passes()).isFalse();
        assertThat(buckets.take(limits, from("alice")).remaining()).isEqualTo(8);
    }

    @Test
    void aChangedLimitKeepsTheTokensAsFarAsTheyFit() {
        Limits small = limits(1, 10);
        for (int i = 0; i < 7; i++) {
            buckets.take(small, from("alice"));
        }
        assertThat(buckets.take(limits(1, 100), from("alice")).remaining()).isEqualTo(2);
        assertThat(buckets.take(limits(1, 100), from("bob")).remaining()).isEqualTo(99);
        assertThat(buckets.take(limits(1, 5), from("bob")).remaining()).isEqualTo(4);
    }

    @Test
    void theNumberOfBucketsIsBounded() {
        Limits limits = limits(1, 5);
        buckets.holdAtMost(10);
        for (int i = 0; i < 1000; i++) {
            buckets.take(limits, from("client" + i));
        }
        assertThat(lines(buckets.save())).isBetween(1L, 10L);
    }

    @Test
    void aBucketThatIsFullAgainIsForgotten() {
        Limits limits = limits(1, 5, "slow rate=1/h by=all");
        buckets.take(limits, from("alice"));
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(30));
        buckets.take(limits, from("bob"));
        assertThat(new String(buckets.save(), StandardCharsets.UTF_8))
                .contains("bob", "slow")
                .doesNotContain("alice");
    }

    @Test
    void theNextReleaseContinuesWithTheRemainingTokens() {
        Limits limits = limits(1, 3, "login rate=2/h by=all");
        buckets.take(limits, from("alice"));
        buckets.take(limits, from("line\nbreak"));
        Buckets next = new Buckets(1000, () -> nanos.get() + 1_000_000);
        next.restore(buckets.save(), limits);
        assertThat(next.take(limits, from("alice")).passes()).isFalse();
        assertThat(next.take(limits(1, 3), from("alice")).remaining()).isEqualTo(1);
        assertThat(next.take(limits(1, 3), from("line\nbreak")).remaining()).isEqualTo(1);
    }

    @Test
    void tokensOfReleases10And11AreRead() {
        byte[] saved = "0 principal+alice\n900 address+127.0.0.1\n".getBytes(StandardCharsets.UTF_8);
        buckets.restore(saved, limits(1, 3));
        assertThat(buckets.take(limits(1, 3), from("alice")).passes()).isFalse();
        assertThat(buckets.take(limits(1, 3), new FakeExchange("GET", "/")).remaining())
                .isEqualTo(2);
    }

    @Test
    void releases10And11CanReadTheTokens() {
        Limits limits = limits(1, 3, "login rate=2/h by=all");
        buckets.take(limits, from("alice"));
        assertThat(new String(buckets.save(), StandardCharsets.UTF_8).lines())
                .containsExactlyInAnyOrder("2 principal+alice", "1 limit+login+all");
    }

    @Test
    void anInvalidTextIsRefusedAsAWhole() {
        byte[] damaged = "0 principal+alice\nnonsense\n".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> buckets.restore(damaged, limits(1, 3))).hasMessageContaining("nonsense");
        assertThat(buckets.take(limits(1, 3), from("alice")).remaining()).isEqualTo(2);
    }

    @Test
    void twoLimitsOfOneNameAreRefused() {
        assertThatThrownBy(() -> limits(1, 1, "a rate=1/s", "a rate=2/s")).hasMessageContaining("'a rate=2/s'");
    }

    private static long lines(byte[] text) {
        return new String(text, StandardCharsets.UTF_8).lines().count();
    }

    private static Limits limits(long requestsPerSecond, long burst, String... further) {
        return Limits.of(TestConfig.of(
                RateLimitConfig.class,
                Map.of("requestsPerSecond", requestsPerSecond, "burst", burst, "limits", further)));
    }

    private static FakeExchange login(String principal) {
        FakeExchange request = new FakeExchange("POST", "/login");
        request.setPrincipal(principal);
        return request;
    }

    private static FakeExchange from(String principal) {
        FakeExchange request = new FakeExchange("GET", "/");
        request.setPrincipal(principal);
        return request;
    }
}
