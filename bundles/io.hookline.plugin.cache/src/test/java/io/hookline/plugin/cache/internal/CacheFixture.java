package io.hookline.plugin.cache.internal;

import io.hookline.gateway.hook.BodyTap;
import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.Response;
import io.hookline.gateway.hook.TestConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cache with a clock that the test moves. */
class CacheFixture {

    final MovedClock clock = new MovedClock();
    final ResponseStore store;
    final CacheRequestHook requests;
    final CacheResponseHook responses;

    CacheFixture(Map<String, ?> options) {
        store = new ResponseStore(TestConfig.of(CacheConfig.class, options), clock);
        requests = new CacheRequestHook(store);
        responses = new CacheResponseHook(store);
    }

    /** Asks the cache; the answer, or null if the request goes to the upstream. */
    @Nullable
    Response ask(FakeExchange exchange) {
        Response answer = requests.onForward(exchange);
        if (answer != null) {
            exchange.answered(answer.status(), answer.body().length);
            responses.onResponse(exchange);
        }
        return answer;
    }

    /** Asks the cache, which does not know, and lets the upstream answer with a body that arrives whole. */
    void fill(FakeExchange exchange, String body, int status, String... fields) {
        if (ask(exchange) != null) {
            throw new IllegalStateException("it is stored already");
        }
        answer(exchange, body, status, fields);
    }

    void answer(FakeExchange exchange, String body, int status, String... fields) {
        exchange.answered(status, body.length(), fields);
        responses.onResponse(exchange);
        for (BodyTap tap : exchange.taps()) {
            for (byte single : body.getBytes(StandardCharsets.UTF_8)) {
                tap.data(ByteBuffer.wrap(new byte[] {single}).asReadOnlyBuffer());
            }
            tap.end();
            tap.close();
        }
    }

    static FakeExchange get(String path) {
        return new FakeExchange("GET", path).with("Host", "example.com");
    }

    static @Nullable String field(Response response, String name) {
        return response.headers().stream()
                .filter(field -> field.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** A clock that stands still. */
    static final class MovedClock extends Clock {

        private volatile Instant now = Instant.parse("2026-11-27T12:00:00Z");

        void forward(long seconds) {
            now = now.plus(Duration.ofSeconds(seconds));
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
