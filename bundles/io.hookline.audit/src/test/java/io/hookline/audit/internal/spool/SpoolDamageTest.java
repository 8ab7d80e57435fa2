package io.hookline.audit.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage costs the records that it hits, wherever it is, and is counted. */
class SpoolDamageTest {

    private static final List<String> RECORDS = List.of("record 1", "record 2", "record 3", "record 4");

    @TempDir
    Path folder;

    private Path segment;
    private byte[] whole;

    @BeforeEach
    void fill() throws IOException {
        try (Spool spool = open()) {
            for (String record : RECORDS) {
                spool.append(List.of(record.getBytes(StandardCharsets.UTF_8)));
            }
        }
        segment = SpoolFolder.segments(folder).get(0).path();
        whole = Files.readAllBytes(segment);
    }

    @Test
    void aByteThatIsWrongInTheLastSegmentCostsItsRecordAloneAndNoNumberComesTwice() throws IOException {
        int frame = Frame.HEADER_BYTES + RECORDS.get(0).length();
        for (int at = 0; at < whole.length; at++) {
            damage(at);
            int hit = at < SegmentFile.HEADER_BYTES ? -1 : (at - SegmentFile.HEADER_BYTES) / frame;
            List<String> expected = new ArrayList<>(RECORDS);
            if (hit >= 0) {
                expected.remove(hit);
            }
            expected.add("next");
            try (Spool spool = open();
                    SpoolReader reader = spool.reader(1)) {
                long next = spool.append(List.of("next".getBytes(StandardCharsets.UTF_8)));
                spool.sync();
                assertThat(drain(reader)).as("byte %d", at).isEqualTo(expected);
                // A damaged last record cannot be told from one that was written half.
                boolean isTail = hit == RECORDS.size() - 1;
                assertThat(next).as("byte %d", at).isEqualTo(isTail ? 4 : 5);
                assertThat(reader.damaged()).as("byte %d", at).isEqualTo(hit >= 0 && !isTail ? 1 : 0);
            }
        }
    }

    @Test
    void aReaderThatBeginsBehindTheDamageMissesNothing() throws IOException {
        damage(SegmentFile.HEADER_BYTES + 2);
        try (Spool spool = open();
                SpoolReader reader = spool.reader(3)) {
            assertThat(drain(reader)).containsExactly("record 3", "record 4");
            assertThat(reader.damaged()).isZero();
        }
    }

    @Test
    void aFileThatIsNoSegmentIsSetAsideAndNotDeleted() throws IOException {
        Files.writeString(segment, "this is another form of a spool");
        try (Spool spool = open()) {
            assertThat(spool.next()).isEqualTo(1);
            spool.append(List.of("next".getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(segment.resolveSibling(segment.getFileName() + ".damaged"))
                .hasContent("this is another form of a spool");
    }

    @Test
    void whatIsDroppedAndWhatIsPrintedGoesOnBehindTheDamage() throws IOException {
        damage(SegmentFile.HEADER_BYTES + 2);
        StringBuilder printed = new StringBuilder();
        Path parent = folder.resolve("audit");
        Files.createDirectories(parent);
        Files.createSymbolicLink(parent.resolve("spool"), folder);
        assertThat(new SpoolCatTask().apply(Map.of("folder", parent.toString()), printed))
                .isFalse();
        assertThat(printed.toString()).contains("\"from\":1,\"to\":1}", "\"sequence\":2", "\"sequence\":4");
        try (Spool spool = open()) {
            List<Long> lost = new ArrayList<>();
            assertThat(spool.dropOldest(record -> lost.add(record.sequence()))).isTrue();
            assertThat(lost).containsExactly(2L, 3L, 4L);
        }
    }

    private void damage(int at) throws IOException {
        for (SegmentFile each : SpoolFolder.segments(folder)) {
            Files.delete(each.path());
        }
        byte[] content = whole.clone();
        content[at] ^= 1;
        Files.write(segment, content);
    }

    private Spool open() throws IOException {
        return Spool.open(folder, 1 << 20, 1, Clock.systemUTC());
    }

    private static List<String> drain(SpoolReader reader) throws IOException {
        List<String> texts = new ArrayList<>();
        for (SpooledRecord record = reader.next(); record != null; record = reader.next()) {
            texts.add(new String(record.payload(), StandardCharsets.UTF_8));
        }
        return texts;
    }
}
