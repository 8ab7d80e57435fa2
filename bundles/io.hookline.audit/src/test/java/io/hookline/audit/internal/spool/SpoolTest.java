package io.hookline.audit.internal.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in a spool after appends, reopenings, damage and deletions. */
class SpoolTest {

    private static final long SMALL = 300;

    @TempDir
    Path folder;

    @Test
    void recordsComeBackInOrderOverSegmentsAndAfterReopening() throws IOException {
        try (Spool spool = open()) {
            add(spool, 0, 30);
            assertThat(spool.segments()).isGreaterThan(3);
        }
        try (Spool spool = open()) {
            assertThat(add(spool, 30, 35)).isEqualTo(31);
            assertThat(read(spool, 1)).isEqualTo(texts(0, 35));
            assertThat(read(spool, 17)).isEqualTo(texts(16, 35));
        }
    }

    @Test
    void readersSeeOnlyWhatIsOnTheDisk() throws IOException {
        try (Spool spool = open();
                SpoolReader reader = spool.reader(1)) {
            spool.append(List.of(bytes("a")));
            assertThat(reader.next()).isNull();
            spool.sync();
            assertThat(reader.next()).isNotNull();
            assertThat(reader.next()).isNull();
        }
    }

    /** Every length at which a crash can leave the last segment. */
    @Test
    void aTornTailIsCutOffAtEveryByteAndNumbersGoOn() throws IOException {
        Path segment;
        try (Spool spool = Spool.open(folder, 1 << 20, 1, Clock.systemUTC())) {
            add(spool, 0, 3);
            segment = SpoolFolder.segments(folder).get(0).path();
        }
        byte[] whole = Files.readAllBytes(segment);
        int frame = Frame.HEADER_BYTES + "record 0".length();
        for (int length = 0; length <= whole.length; length++) {
            Files.write(segment, Arrays.copyOf(whole, length));
            int left = Math.max(0, (length - SegmentFile.HEADER_BYTES) / frame);
            try (Spool spool = open()) {
                assertThat(spool.next()).as("length %d", length).isEqualTo(left + 1);
                spool.append(List.of(bytes("next")));
                spool.sync();
                List<String> expected = new ArrayList<>(texts(0, left));
                expected.add("next");
                assertThat(read(spool, 1)).isEqualTo(expected);
            }
        }
    }

    @Test
    void aFlippedBitIsFoundAndTheOtherRecordsAreRead() throws IOException {
        try (Spool spool = open()) {
            add(spool, 0, 30);
            SegmentFile second = SpoolFolder.segments(folder).get(1);
            long after = SpoolFolder.segments(folder).get(2).first();
            byte[] content = Files.readAllBytes(second.path());
            content[SegmentFile.HEADER_BYTES + Frame.HEADER_BYTES + 2] ^= 1;
            Files.write(second.path(), content);
            try (SpoolReader reader = spool.reader(1)) {
                List<String> read = drain(reader);
                assertThat(read)
                        .hasSize(29)
                        .containsAll(texts((int) after - 1, 30))
                        .doesNotContain("record " + (second.first() - 1));
                assertThat(reader.damaged()).isEqualTo(1);
            }
        }
    }

    @Test
    void segmentsThatAllHavePassedAreDeletedOldestFirst() throws IOException {
        try (Spool spool = open()) {
            add(spool, 0, 30);
            long before = spool.bytes();
            long third = SpoolFolder.segments(folder).get(2).first();
            spool.discardBelow(third + 1);
            assertThat(spool.first()).isEqualTo(third);
            assertThat(spool.bytes()).isLessThan(before).isEqualTo(sizeOnDisk());
            spool.discardBelow(Long.MAX_VALUE);
            assertThat(spool.segments()).isEqualTo(1);
            assertThat(spool.bytes()).isEqualTo(sizeOnDisk());
        }
    }

    @Test
    void droppingTheOldestNamesEachLostRecordAndAReaderGoesOnBehindThem() throws IOException {
        try (Spool spool = open();
                SpoolReader reader = spool.reader(1)) {
            add(spool, 0, 20);
            assertThat(reader.next()).isNotNull();
            List<String> lost = new ArrayList<>();
            assertThat(spool.dropOldest(record -> lost.add(text(record)))).isTrue();
            assertThat(lost).isEqualTo(texts(0, (int) spool.first() - 1)).isNotEmpty();
            // The reader may still hold the deleted file; what it reads is whole and in order.
            assertThat(drain(reader)).endsWith("record 19").doesNotHaveDuplicates();
        }
    }

    @Test
    void theActiveSegmentIsDroppedToo() throws IOException {
        try (Spool spool = Spool.open(folder, 1 << 20, 1, Clock.systemUTC())) {
            add(spool, 0, 3);
            assertThat(spool.dropOldest(record -> {})).isTrue();
            assertThat(read(spool, 1)).isEmpty();
            assertThat(add(spool, 3, 4)).isEqualTo(4);
            assertThat(read(spool, 1)).containsExactly("record 3");
        }
    }

    @Test
    void noNumberComesTwiceIfTheFilesWereLost() throws IOException {
        try (Spool spool = Spool.open(folder, SMALL, 500, Clock.systemUTC())) {
            assertThat(add(spool, 0, 1)).isEqualTo(500);
            assertThat(read(spool, 3)).containsExactly("record 0");
        }
    }

    @Test
    void aRecordThatIsTooLongIsRefusedAndChangesNothing() throws IOException {
        try (Spool spool = open()) {
            byte[] huge = new byte[Frame.MOST_PAYLOAD_BYTES + 1];
            assertThatThrownBy(() -> spool.append(List.of(bytes("a"), huge)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(spool.next()).isEqualTo(1);
            byte[] largest = new byte[Frame.MOST_PAYLOAD_BYTES];
            spool.append(List.of(largest, largest));
            spool.sync();
            assertThat(read(spool, 1)).hasSize(2);
        }
    }

    @Test
    void cursorsSurviveAndADamagedOneCountsAsNone() throws IOException {
        Cursors cursors = new Cursors(folder.resolve("cursors"));
        cursors.write("file", 17);
        cursors.write("otlp", 3);
        assertThat(new Cursors(folder.resolve("cursors")).all())
                .containsEntry("file", 17L)
                .containsEntry("otlp", 3L);
        Files.write(folder.resolve("cursors/otlp.cursor"), new byte[] {1}, StandardOpenOption.APPEND);
        assertThat(cursors.read("otlp")).isEmpty();
        assertThatThrownBy(() -> cursors.write("../x", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private Spool open() throws IOException {
        return Spool.open(folder, SMALL, 1, Clock.systemUTC());
    }

    private static long add(Spool spool, int from, int to) throws IOException {
        long first = spool.next();
        for (int i = from; i < to; i++) {
            spool.append(List.of(bytes("record " + i)));
        }
        spool.sync();
        return first;
    }

    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "record " + i).toList();
    }

    private static List<String> read(Spool spool, long from) throws IOException {
        try (SpoolReader reader = spool.reader(from)) {
            return drain(reader);
        }
    }

    private static List<String> drain(SpoolReader reader) throws IOException {
        List<String> texts = new ArrayList<>();
        for (SpooledRecord record = reader.next(); record != null; record = reader.next()) {
            texts.add(text(record));
        }
        return texts;
    }

    private long sizeOnDisk() throws IOException {
        long size = 0;
        for (SegmentFile segment : SpoolFolder.segments(folder)) {
            size += Files.size(segment.path());
        }
        return size;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(SpooledRecord record) {
        return new String(record.payload(), StandardCharsets.UTF_8);
    }
}
