package io.hookline.engine.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ListenerFailuresTest {

    private final SetClock clock = new SetClock();
    private final ListenerFailures failures = new ListenerFailures("the listener x of bundle b@1.0.0", clock);
    private final Exception failure = new IllegalStateException("thrown by a test");

    @Test
    void theFirstFailureIsLoggedWithTheListenersName() {
        assertThat(failures.lineFor("event 1", failure))
                .startsWith("the listener x of bundle b@1.0.0 threw on event 1")
                .contains("at most once a minute");
    }

    @Test
    void furtherFailuresAreOneLineAMinuteWithTheirNumber() {
        failures.lineFor("event 0", failure);
        for (int i = 1; i < 10_000; i++) {
            assertThat(failures.lineFor("event " + i, failure)).isNull();
        }
        clock.now = clock.now.plus(Duration.ofMinutes(1));
        assertThat(failures.lineFor("event 10000", failure))
                .isEqualTo("the listener x of bundle b@1.0.0 has thrown 10000 more times since the last such line, the"
                        + " last time java.lang.IllegalStateException on event 10000");
        assertThat(failures.lineFor("event 10001", failure)).isNull();
    }

    private static final class SetClock extends Clock {

        private Instant now = Instant.EPOCH;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
