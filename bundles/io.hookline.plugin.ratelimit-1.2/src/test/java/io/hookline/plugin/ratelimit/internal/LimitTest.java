package io.hookline.plugin.ratelimit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.hook.ContextKey;
import io.hookline.gateway.hook.ClientCertificate;
import io.hookline.gateway.hook.FakeExchange;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitTest {

    private static final ContextKey<String> TIER = ContextKey.of("io.hookline.colour.tier", String.class);

    @Test
    void theRateIsPerSecondMinuteOrHour() {
        assertThat(Limit.parse("a rate=5/s").rate()).isEqualTo(new Rate(5, Duration.ofSeconds(1), 5));
        assertThat(Limit.parse("a burst=20 rate=5/m").rate()).isEqualTo(new Rate(5, Duration.ofMinutes(1), 20));
        assertThat(Limit.parse("a rate=5/h").rate().refill()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void itCountsTheRequestsThatItNames() {
        Limit limit = Limit.parse("login rate=5/m method=POST path=/login/** tier=free");
        FakeExchange free = new FakeExchange("POST", "/login");
        free.context().put(TIER, "free");
        FakeExchange gold = new FakeExchange("POST", "/login");
        gold.context().put(TIER, "gold");
        FakeExchange get = new FakeExchange("GET", "/login");
        get.context().put(TIER, "free");
        FakeExchange other = new FakeExchange("POST", "/logins");
        other.context().put(TIER, "free");
        assertThat(limit.counts(free)).isTrue();
        assertThat(limit.counts(gold)).isFalse();
        assertThat(limit.counts(get)).isFalse();
        assertThat(limit.counts(other)).isFalse();
        assertThat(limit.counts(new FakeExchange("POST", "/login"))).isFalse();
    }

    @Test
    void aPatternStandsForOneSegmentOrForAllBelow() {
        assertThat(PathPattern.of("/a/*/c").matches("/a/b/c")).isTrue();
        assertThat(PathPattern.of("/a/*/c").matches("/a/b/b/c")).isFalse();
        assertThat(PathPattern.of("/a.b").matches("/axb")).isFalse();
        assertThat(PathPattern.of("/a/**").matches("/a")).isTrue();
        assertThat(PathPattern.of("/a/**").matches("/a/b/c")).isTrue();
        assertThat(PathPattern.of("/a/**").matches("/ab")).isFalse();
        assertThat(PathPattern.of("/**").matches("/")).isTrue();
        assertThatThrownBy(() -> PathPattern.of("/**/a")).hasMessageContaining("'/**' at its end");
    }

    @Test
    void itCountsByWhatItSays() {
        FakeExchange request = new FakeExchange("GET", "/").from("192.0.2.7");
        request.setPrincipal("alice");
        assertThat(Limit.parse("a rate=1/s").bucketOf(request)).isEqualTo("limit a principal alice");
        assertThat(Limit.parse("a rate=1/s by=address").bucketOf(request)).isEqualTo("limit a address 192.0.2.7");
        assertThat(Limit.parse("a rate=1/s by=all").bucketOf(request)).isEqualTo("limit a all");
        assertThat(Limit.parse("a rate=1/s by=tier").bucketOf(request)).isEqualTo("limit a no tier");
        assertThat(Limit.parse("a rate=1/s by=certificate").bucketOf(request))
                .isEqualTo(Limit.parse("a rate=1/s by=address").bucketOf(request));
        request.with(new ClientCertificate("CN=a", "CN=ca", List.of(), "0a1b"));
        assertThat(Limit.parse("a rate=1/s by=certificate").bucketOf(request)).isEqualTo("limit a certificate 0a1b");
        request.context().put(TIER, "gold");
        assertThat(Limit.parse("a rate=1/s by=tier").bucketOf(request)).isEqualTo("limit a tier gold");
    }

    @Test
    void theAddressesOfOneNetworkOfIpv6AreOneClient() {
        Limit limit = Limit.parse("a rate=1/s by=address");
        String bucket = limit.bucketOf(new FakeExchange("GET", "/").from("2001:db8:1:2::1"));
        assertThat(limit.bucketOf(new FakeExchange("GET", "/").from("2001:db8:1:2:ffff::9")))
                .isEqualTo(bucket);
        assertThat(limit.bucketOf(new FakeExchange("GET", "/").from("2001:db8:1:3::1")))
                .isNotEqualTo(bucket);
    }

    @Test
    void aMalformedLimitIsRefusedWithItsText() {
        for (String text : new String[] {
            "",
            "a",
            "a burst=5",
            "a rate=5",
            "a rate=0/s",
            "a rate=5/d",
            "A rate=5/s",
            "a rate=5/s  burst=1",
            "a rate=5/s by=moon",
            "a rate=5/s path=x",
            "a rate=5/s rate=6/s"
        }) {
            assertThatThrownBy(() -> Limit.parse(text)).as(text).hasMessageContaining("'" + text + "'");
        }
    }
}
