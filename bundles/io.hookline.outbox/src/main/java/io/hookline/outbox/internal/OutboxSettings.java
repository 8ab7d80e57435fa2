package io.hookline.outbox.internal;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What an outbox is configured to do.
 *
 * @param deadLetters how long dead letters are kept; zero for ever
 */
record OutboxSettings(
        int workers,
        int batchEvents,
        Duration batch,
        Duration delivery,
        Duration poll,
        Duration retry,
        Duration retryMax,
        int maxAttempts,
        Duration deadLetters,
        Duration processed) {

    static OutboxSettings of(OutboxConfig config) {
        return new OutboxSettings(
                config.workers(),
                config.batchEvents(),
                Duration.ofMillis(config.batchMillis()),
                Duration.ofMillis(config.deliveryMillis()),
                Duration.ofMillis(config.pollMillis()),
                Duration.ofMillis(config.retryMillis()),
                Duration.ofMillis(config.retryMaxMillis()),
                config.maxAttempts(),
                Duration.ofDays(config.deadLetterDays()),
                Duration.ofDays(config.processedDays()));
    }

    /** The pause after so many failed deliveries: it doubles, and half of it is random, so that events spread out. */
    Duration pauseAfter(int failures) {
        return pause(retry.toMillis(), Math.max(retry.toMillis(), retryMax.toMillis()), failures);
    }

    /** The pause after so many failures in a row, in milliseconds as the bounds are. */
    static Duration pause(long first, long most, int failures) {
        long whole = Math.min(most, first << Math.min(failures - 1, 20));
        return Duration.ofMillis(whole - ThreadLocalRandom.current().nextLong(whole / 2 + 1));
    }
}
