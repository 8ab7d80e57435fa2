package io.hookline.gateway.internal.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How long the gateway waits for a body. */
final class BodyPaceTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void aSlowBodyHasFiveSecondsAndWhatItsBytesEarn() {
        BodyPace pace = new BodyPace(100, 30 * SECOND);
        assertThat(pace.waitFor(0)).isEqualTo(5 * SECOND);
        pace.arrived(200, 4 * SECOND);
        assertThat(pace.waitFor(4 * SECOND)).isEqualTo(3 * SECOND);
        pace.arrived(1, 7 * SECOND);
        assertThat(pace.waitFor(7 * SECOND)).isLessThan(SECOND / 50);
    }

    @Test
    void onlyTheTimeInWhichTheGatewayWaitsCounts() {
        BodyPace pace = new BodyPace(100, 30 * SECOND);
        pace.waitFor(0);
        pace.arrived(1, SECOND);
        // The upstream was busy for a minute.
        assertThat(pace.waitFor(61 * SECOND)).isGreaterThan(4 * SECOND);
    }

    @Test
    void silenceIsLimitedHoweverMuchArrivedBefore() {
        BodyPace pace = new BodyPace(100, 30 * SECOND);
        pace.waitFor(0);
        pace.arrived(1_000_000, SECOND);
        assertThat(pace.waitFor(SECOND)).isEqualTo(30 * SECOND);
        assertThat(new BodyPace(0, 30 * SECOND).waitFor(0)).isEqualTo(30 * SECOND);
    }
}
