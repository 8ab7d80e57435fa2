package io.hookline.shell.internal.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.DefaultParser;
import org.junit.jupiter.api.Test;

final class BoundedCompleterTest {

    private final ParsedLine line = new DefaultParser().parse("hook:x ", 7);
    private final CountDownLatch never = new CountDownLatch(1);

    private List<Candidate> offered(Completer completer, Duration patience) {
        try (BoundedCompleter bounded = new BoundedCompleter(completer, patience)) {
            List<Candidate> candidates = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                bounded.complete(null, line, candidates);
            }
            return candidates;
        }
    }

    @Test
    void whatIsOfferedInTimeIsOffered() {
        assertThat(offered((reader, typed, found) -> found.add(new Candidate("one")), Duration.ofSeconds(20)))
                .hasSize(10);
    }

    @Test
    void aCompletionThatHangsOffersNothingAndManyDoNotPileUp() {
        assertThat(offered(
                        (reader, typed, found) -> {
                            found.add(new Candidate("late"));
                            while (true) {
                                try {
                                    never.await();
                                } catch (InterruptedException e) {
                                    // It hangs for good.
                                }
                            }
                        },
                        Duration.ofMillis(1)))
                .isEmpty();
    }

    @Test
    void aCompletionThatThrowsOffersNothing() {
        assertThat(offered(
                        (reader, typed, found) -> {
                            found.add(new Candidate("one"));
                            throw new NoClassDefFoundError("thrown by a test");
                        },
                        Duration.ofSeconds(20)))
                .isEmpty();
    }

    @Test
    void ctrlCEndsTheWaitAndStaysForTheReader() {
        Thread.currentThread().interrupt();
        List<Candidate> candidates = new ArrayList<>();
        try (BoundedCompleter bounded = new BoundedCompleter((reader, typed, found) -> {}, Duration.ofSeconds(20))) {
            bounded.complete(null, line, candidates);
        }
        assertThat(Thread.interrupted()).isTrue();
    }
}
