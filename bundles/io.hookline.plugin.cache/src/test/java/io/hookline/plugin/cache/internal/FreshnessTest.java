package io.hookline.plugin.cache.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.gateway.hook.FakeExchange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTest {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
    private static final String DATE = "Fri, 27 Nov 2026 12:00:00 GMT";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-age=60 | | 60",
                "max-age=\"60\" | | 60",
                "MAX-AGE=60 , public | | 60",
                "max-age=60, s-maxage=10 | | 10",
                "max-age=60, max-age=20 | | 20",
                "max-age=99999999999999 | | 86400",
                "max-age=x | | 0",
                "max-age | | 0",
                "max-age=-1 | | 0",
                "max-age=1.5 | | 0",
                "x=\"a, max-age=9\", max-age=5 | | 5",
                "max-age=60 | Fri, 27 Nov 2026 13:00:00 GMT | 60",
                "public | Fri, 27 Nov 2026 12:01:00 GMT | 60",
                "public | Fri, 27 Nov 2026 11:00:00 GMT | 0",
                "public | 0 | 0",
                "no-cache | | 0"
            })
    void theLifetimeIsWhatTheResponseSays(String control, String expires, long seconds) {
        FakeExchange exchange = new FakeExchange("GET", "/").answered(200, 1, "Cache-Control", control, "Date", DATE);
        if (expires != null) {
            exchange.responseHeaders().set("Expires", expires);
        }
        assertThat(of(exchange, Duration.ZERO)).isNotNull();
        assertThat(of(exchange, Duration.ZERO).lifetime()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void nothingIsGuessed() {
        FakeExchange exchange = new FakeExchange("GET", "/")
                .answered(200, 1, "Last-Modified", "Fri, 27 Nov 2020 12:00:00 GMT", "Cache-Control", "public");
        assertThat(Freshness.of(
                        exchange.responseHeaders(),
                        CacheControl.of(List.of("public")),
                        NOW,
                        Duration.ZERO,
                        Duration.ofDays(1)))
                .isNull();
    }

    @Test
    void theAgeCountsWhatTheResponseHasBehindItself() {
        FakeExchange exchange = new FakeExchange("GET", "/").answered(200, 1, "Cache-Control", "max-age=60");
        assertThat(of(exchange, Duration.ofSeconds(2)).age(NOW)).isEqualTo(Duration.ofSeconds(2));
        exchange.responseHeaders().set("Age", "10");
        assertThat(of(exchange, Duration.ofSeconds(2)).age(NOW.plusSeconds(5))).isEqualTo(Duration.ofSeconds(17));
        assertThat(of(exchange, Duration.ofSeconds(2)).left(NOW.plusSeconds(5))).isEqualTo(Duration.ofSeconds(43));
        exchange.responseHeaders().set("Date", "Fri, 27 Nov 2026 11:59:30 GMT");
        assertThat(of(exchange, Duration.ofSeconds(2)).age(NOW)).isEqualTo(Duration.ofSeconds(30));
        exchange.responseHeaders().set("Date", "Fri, 27 Nov 2026 12:59:30 GMT");
        assertThat(of(exchange, Duration.ofSeconds(2)).age(NOW)).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void anAgeThatIsNoNumberOrTooLargeIsStale() {
        for (String age : new String[] {"99999999999999999999", "0, 100", "-1", ""}) {
            FakeExchange exchange = new FakeExchange("GET", "/").answered(200, 1, "Cache-Control", "max-age=60");
            exchange.responseHeaders().set("Age", age);
            assertThat(of(exchange, Duration.ZERO).left(NOW)).as(age).isNegative();
        }
    }

    @Test
    void entityTagsAreComparedWeakly() {
        assertThat(EntityTags.match(List.of("\"a\", W/\"b\""), "\"b\"")).isTrue();
        assertThat(EntityTags.match(List.of("\"a\"", "\"b\""), "W/\"b\"")).isTrue();
        assertThat(EntityTags.match(List.of("*"), "\"b\"")).isTrue();
        assertThat(EntityTags.match(List.of("\"ab\""), "\"b\"")).isFalse();
        assertThat(EntityTags.match(List.of("b"), "\"b\"")).isFalse();
    }

    private static Freshness of(FakeExchange exchange, Duration delay) {
        Freshness freshness = Freshness.of(
                exchange.responseHeaders(),
                CacheControl.of(exchange.responseHeaders().all("Cache-Control")),
                NOW,
                delay,
                Duration.ofDays(1));
        assertThat(freshness).isNotNull();
        return freshness;
    }
}
