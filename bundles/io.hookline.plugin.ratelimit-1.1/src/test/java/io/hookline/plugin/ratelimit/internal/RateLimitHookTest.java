package io.hookline.plugin.ratelimit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.Response;
import io.hookline.plugin.ratelimit.limit.RateLimitConfig;
import java.lang.annotation.Annotation;
import org.junit.jupiter.api.Test;

class RateLimitHookTest {

    @Test
    void reportsRemainingRequestsInItsFieldsAndRefusesFurtherOnes() {
        RateLimitHook hook = new RateLimitHook(new TwoAtOnce());
        FakeExchange first = new FakeExchange("GET", "/");
        assertThat(hook.onRequest(first)).isNull();
        assertThat(first.responseHeaders().first("RateLimit-Limit")).isEqualTo("2");
        assertThat(first.responseHeaders().first("RateLimit-Remaining")).isEqualTo("1");
        assertThat(first.responseHeaders().names()).allMatch(name -> name.startsWith("RateLimit-"));
        assertThat(hook.onRequest(new FakeExchange("GET", "/"))).isNull();
        Response refusal = hook.onRequest(new FakeExchange("GET", "/"));
        assertThat(refusal).isNotNull();
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.headers()).anySatisfy(field -> {
            assertThat(field.getKey()).isEqualTo("Retry-After");
            assertThat(Integer.parseInt(field.getValue())).isBetween(1, 1);
        });
    }

    private record TwoAtOnce() implements RateLimitConfig {

        @Override
        public long requestsPerSecond() {
            return 1;
        }

        @Override
        public long burst() {
            return 2;
        }

        @Override
        public long clients() {
            return 10;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return RateLimitConfig.class;
        }
    }
}
