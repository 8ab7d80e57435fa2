package io.hookline.gateway.internal.strangle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Counts of one side. */
final class SideTest {

    @Test
    void aClassHoldsDurationsThatAreAlmostTheSame() {
        for (long micros = 0; micros < 1L << 45; micros = micros * 17 / 16 + 1) {
            int index = Latencies.classOf(micros);
            assertThat(index).isBetween(0, Latencies.longestClass());
            if (micros < 1L << 40) {
                assertThat(Latencies.longestOf(index)).isBetween(micros, micros + micros / 8 + 1);
            }
        }
    }

    @Test
    void percentilesAndSlowCallsFollowFromTheClasses() {
        Side side = new Side();
        for (int millis = 1; millis <= 100; millis++) {
            side.took(millis * 1_000_000L);
            side.ended(millis > 98);
        }
        SideCounts counts = side.counts();
        assertThat(counts.microsAt(0.5)).isBetween(50_000L, 57_000L);
        assertThat(counts.microsAt(0.99)).isBetween(99_000L, 112_000L);
        assertThat(counts.slowerThan(counts.classAt(0.95))).isBetween(0L, 5L);
        assertThat(counts.failures()).isEqualTo(2);
        assertThat(counts.timed()).isEqualTo(100);
        assertThat(SideCounts.NONE.microsAt(0.5)).isEqualTo(-1);

        side.ended(true);
        assertThat(side.counts().since(counts).calls()).isEqualTo(1);
        assertThat(side.counts().since(counts).failures()).isEqualTo(1);
        assertThat(side.counts().since(counts).timed()).isZero();
    }
}
