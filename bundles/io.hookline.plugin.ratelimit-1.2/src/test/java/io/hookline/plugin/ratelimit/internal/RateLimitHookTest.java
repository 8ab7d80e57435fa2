package io.hookline.plugin.ratelimit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.Response;
import io.hookline.gateway.hook.TestConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimitHookTest {

    @Test
    void reportsTheRestInItsFieldsAndRefusesFurtherRequests() {
        RateLimitHook hook = hook(Map.of("requestsPerSecond", 1L, "burst", 2L));
        FakeExchange first = new FakeExchange("GET", "/");
        assertThat(hook.onRequest(first)).isNull();
        assertThat(first.responseHeaders().first("RateLimit-Limit")).isEqualTo("2");
        assertThat(first.responseHeaders().first("RateLimit-Remaining")).isEqualTo("1");
        assertThat(first.responseHeaders().first("RateLimit-Reset")).isEqualTo("1");
        hook.modified(config(Map.of("limits", new String[] {"all rate=1/h by=all"})));
        assertThat(hook.onRequest(new FakeExchange("GET", "/"))).isNull();
        Response refusal = hook.onRequest(new FakeExchange("GET", "/"));
        assertThat(refusal).isNotNull();
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.headers()).anySatisfy(field -> {
            assertThat(field.getKey()).isEqualTo("Retry-After");
            assertThat(Integer.parseInt(field.getValue())).isBetween(1, 3600);
        });
    }

    @Test
    void anInvalidChangeIsRefusedAsAWhole() {
        RateLimitHook hook = hook(Map.of("requestsPerSecond", 1L, "burst", 7L));
        hook.modified(config(Map.of("burst", 9L, "limits", new String[] {"nonsense"})));
        FakeExchange request = new FakeExchange("GET", "/");
        hook.onRequest(request);
        assertThat(request.responseHeaders().first("RateLimit-Limit")).isEqualTo("7");
        hook.modified(config(Map.of("burst", 9L, "redis", "http://elsewhere")));
        hook.onRequest(request);
        assertThat(request.responseHeaders().first("RateLimit-Limit")).isEqualTo("7");
    }

    @Test
    void tokensOfAnotherFormatAreRefused() {
        RateLimitHook hook = hook(Map.of());
        assertThat(hook.version()).isEqualTo(1);
        assertThatThrownBy(() -> hook.restore(2, new byte[0])).hasMessageContaining("format 2");
    }

    private static RateLimitHook hook(Map<String, ?> options) {
        return new RateLimitHook(config(options), configured -> configured);
    }

    private static RateLimitConfig config(Map<String, ?> options) {
        return TestConfig.of(RateLimitConfig.class, options);
    }
}
