package io.hookline.plugin.ratelimit.internal;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import java.time.Duration;

/**
 * How fast a bucket fills and how much it holds.
 *
 * @param tokens that flow in evenly during a period
 * @param period of the tokens
 * @param burst tokens of a full bucket
 */
record Rate(long tokens, Duration period, long burst) {

    /** Bucket4j counts at most one token a nanosecond. */
    private static final long MOST = 1_000_000_000;

    Rate {
        check("rate", tokens);
        check("burst", burst);
    }

    /** The time in which an empty bucket becomes full, rounded up to whole seconds; at least one. */
    Duration refill() {
        double seconds = Math.ceil(period.toSeconds() * (double) burst / tokens);
        return Duration.ofSeconds(Math.max(1, (long) seconds));
    }

    Bandwidth bandwidth(long initialTokens) {
        return Bandwidth.builder()
                .capacity(burst)
                .refillGreedy(tokens, period)
                .initialTokens(initialTokens)
                .build();
    }

    BucketConfiguration configuration() {
        return BucketConfiguration.builder().addLimit(bandwidth(burst)).build();
    }

    private static void check(String name, long value) {
        if (value < 1 || value > MOST) {
            throw new IllegalArgumentException("the " + name + " has to be 1 to " + MOST + ", not " + value);
        }
    }
}
