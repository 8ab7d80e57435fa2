package io.hookline.common.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateBoundsTest {

    private static final double ALPHA = 0.05;

    /** Expected values computed with forty digits from the same mixture. */
    @ParameterizedTest
    @CsvSource({
        "0, 100, 0.01, 0, 0.052420505468",
        "3, 100, 0.01, 0.00150617344293, 0.130132013091",
        "50, 100, 0.05, 0.306142821604, 0.693857178396",
        "100, 100, 0.01, 0.775161081136, 1",
        "1, 1, 0.05, 0.00238095238095, 1",
        "41, 1000, 0.01, 0.0212088078068, 0.0698199852383",
        "2000000, 1000000000, 0.01, 0.00199269286134, 0.00200732494438",
        "0, 1000000000, 0.01, 0, 9.40266452214e-9",
        "1000000000, 1000000000, 0.01, 0.999999894052, 1"
    })
    void boundsAreThoseOfTheMixture(long hits, long calls, double alpha, double lower, double upper) {
        RateBounds bounds = RateBounds.of(hits, calls);
        assertThat(bounds.lower(alpha)).isCloseTo(lower, within(1e-6 * lower));
        assertThat(bounds.upper(alpha)).isCloseTo(upper, within(1e-6 * upper));
    }

    @Test
    void nothingIsKnownWithoutCalls() {
        RateBounds none = RateBounds.of(0, 0);
        assertThat(none.lower(0.01)).isZero();
        assertThat(none.upper(0.01)).isEqualTo(1);
        assertThat(none.observed()).isNaN();
    }

    @Test
    void impossibleCountsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> RateBounds.of(2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> RateBounds.of(-1, 1));
    }

    @Test
    void looksAfterEveryCallMissTheRateNoMoreOftenThanAlpha() {
        int runs = 400;
        for (double rate : new double[] {0.01, 0.2}) {
            long missed = IntStream.range(0, runs)
                    .filter(run -> everMisses(rate, new SplittableRandom(run)))
                    .count();
            assertThat(missed).as("misses of %s", rate).isBetween(1L, (long) (ALPHA * runs));
        }
    }

    private static boolean everMisses(double rate, SplittableRandom random) {
        long hits = 0;
        for (int calls = 1; calls <= 2000; calls++) {
            hits += random.nextDouble() < rate ? 1 : 0;
            if (RateBounds.of(hits, calls).logEvidenceAgainst(rate) >= -Math.log(ALPHA)) {
                return true;
            }
        }
        return false;
    }
}
