package io.hookline.plugin.ratelimit.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.hookline.gateway.hook.Exchange;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** One token bucket for each client. Immutable except for the buckets; safe for use by many threads. */
public final class ClientLimits {

    /** Bucket4j counts at most one token a nanosecond. */
    private static final long MOST = 1_000_000_000;

    private final long burst;
    private final long requestsPerSecond;
    private final LongSupplier nanoClock;
    private final Cache<String, Bucket> buckets;

    private ClientLimits(RateLimitConfig config, LongSupplier nanoClock) {
        this.burst = inRange("burst", config.burst());
        this.requestsPerSecond = inRange("requestsPerSecond", config.requestsPerSecond());
        this.nanoClock = nanoClock;
        // A bucket that was not used for the time that it takes to fill up equals a new one.
        Duration refill = Duration.ofSeconds(Math.max(1, burst / requestsPerSecond + 1));
        this.buckets = Caffeine.newBuilder()
                .maximumSize(inRange("clients", config.clients()))
                .expireAfterAccess(refill)
                .executor(Runnable::run)
                .build();
    }

    /**
     * Full buckets for everyone.
     *
     * @throws IllegalArgumentException if a value is out of range; the message names it
     */
    public static ClientLimits of(RateLimitConfig config) {
        return new ClientLimits(config, System::nanoTime);
    }

    /** The same with another clock, in nanoseconds. */
    public static ClientLimits of(RateLimitConfig config, LongSupplier nanoClock) {
        return new ClientLimits(config, nanoClock);
    }

    /** Takes one token from the bucket of the request's client: its principal, or its address if it has none. */
    public Verdict take(Exchange exchange) {
        String principal = exchange.principal();
        String client = principal != null
                ? "principal " + principal
                : "address " + exchange.client().getAddress().getHostAddress();
        ConsumptionProbe probe = buckets.get(client, name -> newBucket(burst)).tryConsumeAndReturnRemaining(1);
        return new Verdict(
                probe.isConsumed(),
                burst,
                probe.getRemainingTokens(),
                ceilSeconds(probe.getNanosToWaitForRefill()),
                ceilSeconds(probe.getNanosToWaitForReset()));
    }

    /** The remaining tokens of each client, one client a line, for {@link #restore}. */
    public byte[] save() {
        StringBuilder text = new StringBuilder();
        buckets.asMap().forEach((client, bucket) -> text.append(bucket.getAvailableTokens())
                .append(' ')
                .append(URLEncoder.encode(client, StandardCharsets.UTF_8))
                .append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Restores the remaining tokens of clients, at most as many as fit into a bucket.
     *
     * @throws IllegalArgumentException if the text does not have the format of {@link #save}; nothing has changed then
     */
    public void restore(byte[] saved) {
        Map<String, Bucket> restored = new HashMap<>();
        new String(saved, StandardCharsets.UTF_8).lines().forEach(line -> {
            int blank = line.indexOf(' ');
            if (blank <= 0) {
                throw new IllegalArgumentException("no tokens and client in the line '" + line + "'");
            }
            long tokens = Long.parseLong(line.substring(0, blank));
            restored.put(
                    URLDecoder.decode(line.substring(blank + 1), StandardCharsets.UTF_8),
                    newBucket(Math.min(tokens, burst)));
        });
        buckets.putAll(restored);
    }

    private Bucket newBucket(long tokens) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst)
                        .refillGreedy(requestsPerSecond, Duration.ofSeconds(1))
                        .initialTokens(tokens))
                .withCustomTimePrecision(new NanoMeter(nanoClock))
                .build();
    }

    private static long ceilSeconds(long nanos) {
        return (nanos + 999_999_999) / 1_000_000_000;
    }

    private static long inRange(String name, long value) {
        if (value < 1 || value > MOST) {
            throw new IllegalArgumentException(
                    "'" + name + "' of io.hookline.plugin.ratelimit has to be 1 to " + MOST + ", not " + value);
        }
        return value;
    }

    /**
     * The verdict on a request.
     *
     * @param passes whether it passes
     * @param limit tokens of a full bucket
     * @param remaining tokens left
     * @param retrySeconds seconds until the next token, rounded up; 0 if the request passes
     * @param resetSeconds seconds until the bucket is full, rounded up
     */
    public record Verdict(boolean passes, long limit, long remaining, long retrySeconds, long resetSeconds) {}

    private record NanoMeter(LongSupplier clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return clock.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
