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
        return new BootRecord(file, last, damage::add).begin(set);
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
        assertThat(record.begin(1)).isEqualTo(1);
        record.succeeded(1);
        record.ended(1);
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
        assertThat(first.begin(1)).isZero();
        BootRecord second = new BootRecord(file, LastStart.UNKNOWN, damage::add);
        assertThat(second.begin(1)).isEqualTo(1);
        second.ended(1);
        BootRecord third = new BootRecord(file, LastStart.UNKNOWN, damage::add);
        assertThat(third.begin(1)).isEqualTo(1);
        third.succeeded(1);
        assertThat(new BootRecord(file, LastStart.UNKNOWN, damage::add).begin(1))
                .isZero();
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
