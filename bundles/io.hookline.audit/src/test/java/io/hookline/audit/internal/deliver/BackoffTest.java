package io.hookline.audit.internal.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final DeliverySettings SETTINGS = new DeliverySettings(1, 1, 100, 5_000, 5, 1);

    private final Backoff backoff = new Backoff(new SplittableRandom(1));

    @Test
    void pausesDoubleUpToTheLimitAndDiffer() {
        long[] limits = {100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000};
        for (long limit : limits) {
            assertThat(backoff.nextMillis(SETTINGS, Duration.ZERO)).isBetween(limit / 2, limit);
        }
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.nextMillis(SETTINGS, Duration.ZERO)).isBetween(2_500L, 5_000L);
        }
        backoff.reset();
        assertThat(backoff.nextMillis(SETTINGS, Duration.ZERO)).isLessThanOrEqualTo(100);
    }

    @Test
    void whatTheReceiverAsksForIsTheLeastAndIsBounded() {
        assertThat(backoff.nextMillis(SETTINGS, Duration.ofSeconds(30))).isEqualTo(30_000);
        assertThat(backoff.nextMillis(SETTINGS, Duration.ofDays(4_000)))
                .isEqualTo(Duration.ofDays(1).toMillis());
    }
}
