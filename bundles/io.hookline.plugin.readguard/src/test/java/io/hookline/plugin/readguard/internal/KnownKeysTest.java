package io.hookline.plugin.readguard.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class KnownKeysTest {

    private static final long STALE = Duration.ofSeconds(60).toNanos();

    private final AtomicLong now = new AtomicLong();
    private final KnownKeys keys = new KnownKeys(STALE, now::get);

    @Test
    void aKeyThatNeitherTheTableNorAWriterHasIsDenied() {
        assertThat(keys.mayExist(7)).as("without a filter").isTrue();
        rebuild(1, 2);
        assertThat(keys.mayExist(1)).isTrue();
        long denied = LongStream.range(1_000, 2_000)
                .filter(key -> !keys.mayExist(key))
                .count();
        assertThat(denied).isGreaterThan(950);
    }

    @Test
    void aFullFilterHasFewFalseAnswers() {
        KeyFilter filter = new KeyFilter(10_000);
        LongStream.range(0, 10_000).forEach(filter::add);
        assertThat(LongStream.range(0, 10_000).allMatch(filter::mayContain)).isTrue();
        long wrong = LongStream.range(1_000_000, 1_010_000)
                .filter(filter::mayContain)
                .count();
        assertThat(wrong).isLessThan(300);
    }

    @Test
    void aRowIsKnownAheadOfItsCommit() {
        rebuild();
        keys.written(5);
        assertThat(keys.mayExist(5)).isTrue();
    }

    @Test
    void aRowThatIsWrittenWhileTheTableIsReadIsKnownAfterwards() {
        KnownKeys.Rebuild begun = keys.begin(1_000);
        keys.written(5).accept(true);
        keys.use(begun);
        assertThat(keys.mayExist(5)).isTrue();
    }

    @Test
    void aTransactionThatOutlastsRebuildsKeepsItsKeys() {
        Consumer<Boolean> end = keys.written(5);
        Consumer<Boolean> other = keys.written(5);
        rebuild();
        other.accept(true);
        rebuild();
        assertThat(keys.mayExist(5)).isTrue();
        end.accept(true);
        assertThat(keys.mayExist(5)).isTrue();
    }

    @Test
    void aFailedTransactionsKeyIsForgottenWithTheSecondRebuildThatDoesNotFindIt() {
        keys.written(5).accept(false);
        keys.begin(1_000);
        rebuild();
        assertThat(keys.mayExist(5)).as("the commit may come late").isTrue();
        rebuild();
        assertThat(keys.mayExist(5)).isFalse();
    }

    @Test
    void aKeyThatIsNotKnownEndsDenialsUntilARebuildAfterItsTransaction() {
        rebuild();
        KnownKeys.Rebuild begun = keys.begin(1_000);
        Consumer<Boolean> end = keys.writtenUnknown();
        keys.use(begun);
        assertThat(keys.mayExist(5)).isTrue();
        assertThat(keys.begin(1_000)).isNull();
        end.accept(true);
        rebuild();
        assertThat(keys.mayExist(5)).isFalse();
    }

    @Test
    void aFilterThatIsTooOldDeniesNothing() {
        rebuild();
        now.addAndGet(STALE);
        assertThat(keys.mayExist(5)).isFalse();
        now.incrementAndGet();
        assertThat(keys.mayExist(5)).isTrue();
    }

    private void rebuild(long... found) {
        KnownKeys.Rebuild begun = keys.begin(1_000);
        assertThat(begun).isNotNull();
        for (long key : found) {
            begun.filter().add(key);
        }
        keys.use(begun);
    }
}
