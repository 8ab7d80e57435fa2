package io.hookline.deploy.internal.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketsTest {

    private static final int DRAWS = 100_000;
    private static final int CELLS = 100;
    /** Exceeded once in 10,000 draws by chi-square with 99 degrees of freedom. */
    private static final double CHI_SQUARE_99 = 160.1;

    private final Buckets buckets = Buckets.of("canary-1");

    @Test
    void hashesAreTheOnesThatWerePublished() {
        // "foobar", two bytes a char, and the first number of SplitMix64 from a seed of 0.
        assertThat(Buckets.fnv1a(0xcbf29ce484222325L, "\u6f66\u626f\u7261")).isEqualTo(0x85944171f73967e8L);
        assertThat(Buckets.mix(0x9e3779b97f4a7c15L)).isEqualTo(0xe220a8397b1dcdafL);
    }

    /** A change here moves users between releases in the middle of a canary. */
    @ParameterizedTest
    @CsvSource({
        "canary-1, alice, 6609",
        "canary-2, alice, 8712",
        "canary-1, Zo\u00eb \u2603, 5072",
        "canary-1, '', 6946"
    })
    void bucketsOfKeysNeverChange(String canaryId, String key, int bucket) {
        assertThat(Buckets.of(canaryId).bucket(key)).isEqualTo(bucket);
    }

    @Test
    void bucketsOfNumbersNeverChange() {
        assertThat(buckets.bucket(42)).isEqualTo(8585);
    }

    @Test
    void everyKindOfKeySpreadsEvenly() {
        SplittableRandom random = new SplittableRandom(11);
        assertThat(chiSquare(i -> buckets.bucket("user-" + i))).isLessThan(CHI_SQUARE_99);
        assertThat(chiSquare(i -> buckets.bucket(Integer.toString(i)))).isLessThan(CHI_SQUARE_99);
        assertThat(chiSquare(i -> buckets.bucket("10.1." + i / 256 + "." + i % 256)))
                .isLessThan(CHI_SQUARE_99);
        assertThat(chiSquare(i -> buckets.bucket((long) i))).isLessThan(CHI_SQUARE_99);
        assertThat(chiSquare(i -> buckets.bucket((long) i << 40))).isLessThan(CHI_SQUARE_99);
        assertThat(chiSquare(i -> buckets.bucket(random.nextLong()))).isLessThan(CHI_SQUARE_99);
    }

    @Test
    void canariesDrawIndependently() {
        Buckets other = Buckets.of("canary-2");
        assertThat(chiSquare(i -> jointCell(buckets.bucket("user-" + i), other.bucket("user-" + i))))
                .isLessThan(CHI_SQUARE_99);
        assertThat(chiSquare(i -> jointCell(buckets.bucket((long) i), other.bucket((long) i))))
                .isLessThan(CHI_SQUARE_99);
    }

    private static int jointCell(int one, int other) {
        int tenths = one / 1000 * 10 + other / 1000;
        return tenths * (Buckets.COUNT / CELLS);
    }

    private static double chiSquare(IntUnaryOperator bucketOfDraw) {
        int[] found = new int[CELLS];
        for (int i = 0; i < DRAWS; i++) {
            found[bucketOfDraw.applyAsInt(i) / (Buckets.COUNT / CELLS)]++;
        }
        double expected = (double) DRAWS / CELLS;
        double sum = 0;
        for (int count : found) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }

    @Test
    void raisingTheWeightKeepsThoseWhoAreIn() {
        assertThat(Buckets.getsCandidate(0, 0)).isFalse();
        assertThat(Buckets.getsCandidate(0, 1)).isTrue();
        for (int i = 0; i < 2000; i++) {
            int bucket = buckets.bucket("user-" + i);
            long changes = IntStream.range(0, Buckets.COUNT)
                    .filter(weight ->
                            Buckets.getsCandidate(bucket, weight) != Buckets.getsCandidate(bucket, weight + 1))
                    .count();
            assertThat(Buckets.getsCandidate(bucket, Buckets.COUNT)).isTrue();
            assertThat(changes).isOne();
        }
    }

    @Test
    void theWeightIsTheShareOfKeys() {
        long in = IntStream.range(0, DRAWS)
                .filter(i -> Buckets.getsCandidate(buckets.bucket("user-" + i), 500))
                .count();
        assertThat((double) in / DRAWS).isBetween(0.047, 0.053);
    }
}
