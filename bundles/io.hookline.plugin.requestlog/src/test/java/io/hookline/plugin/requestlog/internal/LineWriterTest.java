package io.hookline.plugin.requestlog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A target that is slower than the requests, and the end of a release. */
@Timeout(120)
class LineWriterTest {

    private static final Duration LONG = Duration.ofSeconds(100);

    private final List<String> written = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    @Test
    void anOrderlyStopWritesEveryLineInOrder() {
        LineWriter writer = new LineWriter(written::add, problems::add, 10_000, LONG);
        List<String> lines =
                IntStream.range(0, 5_000).mapToObj(i -> "line " + i).toList();
        lines.forEach(writer::write);
        writer.close();
        assertThat(written).isEqualTo(lines);
        assertThat(problems).isEmpty();
    }

    @Test
    void aTargetThatHangsHoldsNoRequestUpAndDroppedLinesAreCountedAndReported() {
        LineWriter writer = new LineWriter(this::writeBehindTheGate, problems::add, 10, LONG);
        IntStream.range(0, 25).forEach(i -> writer.write("line " + i));
        assertThat(writer.dropped()).isEqualTo(15);
        gate.countDown();
        writer.close();
        assertThat(written)
                .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "line " + i).toList());
        assertThat(problems)
                .containsExactly(
                        "the request log has dropped 15 lines, 15 in all: they come faster than they can be written, or the"
                                + " log fails");
    }

    @Test
    void aTargetThatHangsDoesNotHoldTheStopUp() {
        LineWriter writer = new LineWriter(this::writeBehindTheGate, problems::add, 10, Duration.ofMillis(10));
        IntStream.range(0, 3).forEach(i -> writer.write("line " + i));
        writer.close();
        assertThat(problems)
                .containsExactly("the request log did not write its last 3 lines within 10 ms: they are lost");
        writer.write("too late");
        assertThat(writer.dropped()).isEqualTo(1);
    }

    @Test
    void aTargetThatThrowsLosesThatLineOnly() {
        LineWriter writer = new LineWriter(
                line -> {
                    if (line.equals("bad")) {
                        throw new IllegalStateException("disk full");
                    }
                    written.add(line);
                },
                problems::add,
                10,
                LONG);
        List.of("one", "bad", "two").forEach(writer::write);
        writer.close();
        assertThat(written).containsExactly("one", "two");
        assertThat(writer.dropped()).isEqualTo(1);
    }

    private void writeBehindTheGate(String line) {
        boolean isOpen = false;
        while (!isOpen) {
            try {
                gate.await();
                isOpen = true;
            } catch (InterruptedException e) {
                // It ignores the interruption, as a write to a file does.
            }
        }
        written.add(line);
    }
}
