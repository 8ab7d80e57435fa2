package io.hookline.audit.internal.deliver;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses between attempts: each failure in a row doubles the limit, and the pause is random between half of it and all
 * of it, so that outputs do not come back at the same time. Not safe for use by several threads.
 */
final class Backoff {

    private static final int MOST_DOUBLINGS = 30;

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** How many attempts in a row have failed. */
    int failures() {
        return failures;
    }

    /** An attempt has delivered something. */
    void reset() {
        failures = 0;
    }

    /** The pause after another failure; never shorter than what the receiver asked for, which has a limit of a day. */
    long nextMillis(DeliverySettings settings, Duration asked) {
        long limit = Math.min(
                settings.longestPauseMillis(), settings.firstPauseMillis() << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        long own = limit / 2 + random.nextLong(limit - limit / 2 + 1);
        Duration most = Duration.ofDays(1);
        return Math.max(own, asked.compareTo(most) > 0 ? most.toMillis() : asked.toMillis());
    }
}
