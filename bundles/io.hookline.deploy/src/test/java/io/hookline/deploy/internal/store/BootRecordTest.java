package io.hookline.deploy.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.internal.store.LastStart.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which starts of the process count as failed. */
final class BootRecordTest {

    @TempDir
    Path folder;

    private Path file;
    private int process;
    private final List<String> damage = new ArrayList<>();

    @BeforeEach
    void name() {
        file = folder.resolve("starts.json");
    }

    /** A process begins, whose launcher knows how the start before went. */
    private int begin(long set, Outcome before) {
        LastStart last = new LastStart("p" + (process + 1), "p" + process, before);
        process++;
        return new BootRecord(file, last, damage::add)
                .begin(set, List.of("a", "b"))
                .failed();
    }

    @Test
    void onlyStartsThatTheLauncherJudgesAsFailedAreCounted() {
        assertThat(begin(1, Outcome.ENDED)).isZero();
        assertThat(begin(1, Outcome.FAILED)).isEqualTo(1);
        assertThat(begin(1, Outcome.ENDED)).isEqualTo(1);
        assertThat(begin(1, Outcome.FAILED)).isEqualTo(2);
        assertThat(begin(1, Outcome.GOOD)).isZero();
    }

    @Test
    void anOrderlyEndDoesNotBeginTheCountAgain() {
        begin(1, Outcome.ENDED);
        BootRecord record = new BootRecord(file, new LastStart("p2", "p1", Outcome.FAILED), damage::add);
        assertThat(record.begin(1, List.of()).failed()).isEqualTo(1);
        record.succeeded(1);
        record.ended(1, List.of());
        process = 2;
        assertThat(begin(1, Outcome.FAILED)).isEqualTo(2);
    }

    @Test
    void anotherSetBeginsTheCountAgain() {
        begin(1, Outcome.ENDED);
        assertThat(begin(1, Outcome.FAILED)).isEqualTo(1);
        assertThat(begin(2, Outcome.FAILED)).isZero();
    }

    @Test
    void aFailureOfAProcessThatDidNotComeToItsSetIsNotCounted() {
        begin(1, Outcome.ENDED);
        process = 7;
        assertThat(begin(1, Outcome.FAILED)).isZero();
    }

    @Test
    void withoutALauncherAProcessThatWentAwayIsCountedAndAnOrderlyEndIsNot() {
        BootRecord first = new BootRecord(file, LastStart.UNKNOWN, damage::add);
        assertThat(first.begin(1, List.of()).failed()).isZero();
        BootRecord second = new BootRecord(file, LastStart.UNKNOWN, damage::add);
        assertThat(second.begin(1, List.of()).failed()).isEqualTo(1);
        second.ended(1, List.of());
        BootRecord third = new BootRecord(file, LastStart.UNKNOWN, damage::add);
        assertThat(third.begin(1, List.of()).failed()).isEqualTo(1);
        third.succeeded(1);
        assertThat(new BootRecord(file, LastStart.UNKNOWN, damage::add)
                        .begin(1, List.of())
                        .failed())
                .isZero();
    }

    @Test
    void whatWasPartOfAGoodStartIsProvenAndTheLastStartNamesWhatItLacked() {
        BootRecord first = new BootRecord(file, new LastStart("p1", "p0", Outcome.ENDED), damage::add);
        assertThat(first.begin(2, List.of("a", "b")).proven()).isEmpty();
        BootRecord second = new BootRecord(file, new LastStart("p2", "p1", Outcome.GOOD), damage::add);
        assertThat(second.begin(3, List.of("b", "c")).proven()).containsExactly("b");
        second.ended(3, List.of("c"));
        BootRecord third = new BootRecord(file, new LastStart("p3", "p2", Outcome.FAILED), damage::add);
        BootRecord.Starts starts = third.begin(3, List.of("b", "c"));
        assertThat(starts.failed()).isEqualTo(1);
        assertThat(starts.culprits()).containsExactly("c");
        assertThat(starts.proven()).containsExactly("b");
        third.wentBack(1);
        BootRecord fourth = new BootRecord(file, new LastStart("p4", "p3", Outcome.FAILED), damage::add);
        starts = fourth.begin(3, List.of("b", "c"));
        assertThat(starts.culprits()).isEmpty();
        assertThat(starts.wentBackTo()).isEqualTo(1);
        assertThat(fourth.begin(4, List.of()).wentBackTo()).isZero();
    }

    @Test
    void aDamagedRecordIsSetAsideAndReported() throws Exception {
        Files.writeString(file, "]garbage");
        assertThat(begin(1, Outcome.FAILED)).isZero();
        assertThat(folder.resolve("starts.json.damaged")).hasContent("]garbage");
        assertThat(damage)
                .singleElement()
                .asString()
                .contains("starts.json is damaged")
                .contains("begins at zero");
        assertThat(begin(1, Outcome.FAILED)).isEqualTo(1);
    }
}
