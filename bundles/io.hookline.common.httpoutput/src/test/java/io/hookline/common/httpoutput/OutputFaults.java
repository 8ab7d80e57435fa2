package io.hookline.common.httpoutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.internal.component.TestPipeline;
import io.hookline.audit.output.AuditOutput;
import io.hookline.audit.output.Delivery;
import io.hookline.common.httpoutput.StubReceiver.Reply;
import io.hookline.common.httpoutput.StubReceiver.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The faults that each output over HTTP survives, in a real pipeline with a spool on disk. */
@Timeout(300)
public abstract class OutputFaults {

    private static final Map<String, Object> QUICK = Map.of("flushMillis", 1L, "retryMillis", 1L, "retryMaxMillis", 2L);
    private static final String NAME = "tested";
    private static final String POISON = "/poison";

    @TempDir
    Path folder;

    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<AutoCloseable> open = Collections.synchronizedList(new ArrayList<>());
    /** The sequences that have arrived. */
    private final List<Long> arrived = Collections.synchronizedList(new ArrayList<>());

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong busyAt = new AtomicLong();
    private final AtomicLong afterBusy = new AtomicLong();

    /** A new output for a receiver; a request is given up after {@code timeoutMillis}. */
    protected abstract AuditOutput output(String url, int timeoutMillis);

    /** Ends an output, as its deactivation does. */
    protected abstract void close(AuditOutput output);

    /** The number of a record in a request's body, as the first group. */
    protected abstract Pattern sequence();

    /**
     * What a healthy receiver answers.
     *
     * @param sequences the numbers of the records in the request; empty if it is about something else
     */
    protected abstract Reply answer(Request request, List<Long> sequences);

    @AfterEach
    void closeAll() throws Exception {
        gate.countDown();
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void aReceiverThatHangsDelaysNoOtherOutputAndNoSource() throws Exception {
        String url = receiver(request -> {
            hang();
            return healthy(request);
        });
        TestPipeline pipeline = pipeline(NAME, "other");
        List<Long> others = Collections.synchronizedList(new ArrayList<>());
        pipeline.bind(NAME, output(url, 60_000));
        pipeline.bind("other", entries -> {
            entries.forEach(entry -> others.add(entry.sequence()));
            return Collections.nCopies(entries.size(), Delivery.DONE);
        });
        put(pipeline, 1_000);
        settled().until(() -> others.size() == 1_000);
        assertThat(pipeline.output(NAME).sent()).isZero();
        assertThat(pipeline.output(NAME).lag()).isEqualTo(1_000);
        gate.countDown();
        settled().until(() -> pipeline.output(NAME).sent() == 1_000);
        assertThat(arrived).containsExactlyElementsOf(numbers(1_000));
    }

    @Test
    void aReceiverThatIsDownSlowBusyOrBrokenLosesNothingAndWhatItRefusesIsADeadLetter() throws Exception {
        String silent = receiver(this::silent);
        TestPipeline pipeline = pipeline(NAME);
        AuditOutput impatient = output(silent, 100);
        pipeline.bind(NAME, impatient);
        put(pipeline, 20);
        pipeline.put(AuditRecord.builder(TestEntries.START, "http", "GET")
                .resource(POISON)
                .build());
        put(pipeline, 20);
        settled().until(() -> requests.get() > 2);
        pipeline.unbind(NAME, impatient);
        close(impatient);
        // A receiver of its own: the first one may still read what it was sent before.
        AuditOutput patient = output(receiver(this::busyThenPicky), 60_000);
        pipeline.bind(NAME, patient);
        open.add(0, () -> close(patient));
        settled()
                .until(() -> pipeline.output(NAME).lag() == 0
                        && pipeline.output(NAME).sent() == 40);
        assertThat(arrived).hasSize(40).doesNotContain(21L).doesNotHaveDuplicates();
        assertThat(pipeline.output(NAME).rejected()).isEqualTo(1);
        assertThat(pipeline.output(NAME).deadLetterBytes()).isPositive();
        assertThat(pipeline.output(NAME).dropped()).isZero();
        assertThat(pipeline.output(NAME).retried()).isPositive();
        assertThat(afterBusy.get() - busyAt.get())
                .as("the pause that the receiver asked for")
                .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void anOutputIsSwappedUnderLoadWithoutLosingOrDoublingARecord() throws Exception {
        String url = receiver(request ->
                requests.incrementAndGet() % 7 == 0 && !sequences(request).isEmpty()
                        ? Reply.text(503, "busy")
                        : healthy(request));
        TestPipeline pipeline = pipeline(NAME);
        AuditOutput before = output(url, 60_000);
        pipeline.bind(NAME, before);
        for (int i = 0; i < 20; i++) {
            put(pipeline, 50);
            AuditOutput after = output(url, 60_000);
            if (i % 2 == 0) {
                // As the deployer does it: the new one comes before the old one goes.
                pipeline.bind(NAME, after);
                pipeline.unbind(NAME, before);
            } else {
                // As felix:update does it.
                pipeline.unbind(NAME, before);
                pipeline.bind(NAME, after);
            }
            close(before);
            before = after;
        }
        settled().until(() -> pipeline.output(NAME).sent() == 1_000);
        AuditOutput last = before;
        open.add(0, () -> close(last));
        assertThat(arrived).containsExactlyElementsOf(numbers(1_000));
    }

    /** Closes the connection of the first request, and then says nothing. */
    private Reply silent(Request request) {
        if (sequences(request).isEmpty()) {
            return answer(request, List.of());
        }
        if (requests.incrementAndGet() == 1) {
            throw new IllegalStateException("the connection is closed without an answer");
        }
        hang();
        return Reply.text(503, "too late");
    }

    /** Is busy and broken, one after the other, and then refuses one record. */
    private Reply busyThenPicky(Request request) {
        if (sequences(request).isEmpty()) {
            return healthy(request);
        }
        if (busyAt.compareAndSet(0, System.nanoTime())) {
            return Reply.text(429, "too many requests").with("Retry-After", "1");
        }
        if (afterBusy.compareAndSet(0, System.nanoTime())) {
            return Reply.text(503, "broken");
        }
        return request.body().contains(POISON) ? Reply.text(400, "no") : healthy(request);
    }

    private Reply healthy(Request request) {
        List<Long> sequences = sequences(request);
        arrived.addAll(sequences);
        return answer(request, sequences);
    }

    private List<Long> sequences(Request request) {
        return sequence()
                .matcher(request.body())
                .results()
                .map(found -> Long.parseLong(found.group(1)))
                .toList();
    }

    private void hang() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String receiver(Function<Request, Reply> rules) throws IOException {
        StubReceiver receiver = new StubReceiver(rules);
        open.add(receiver);
        return receiver.url();
    }

    private TestPipeline pipeline(String... outputs) throws IOException {
        TestPipeline pipeline = new TestPipeline(folder, QUICK, outputs);
        open.add(pipeline);
        return pipeline;
    }

    private static void put(TestPipeline pipeline, int count) {
        for (int i = 0; i < count; i++) {
            pipeline.put(AuditRecord.builder(TestEntries.START, "http", "GET")
                    .resource("/records")
                    .build());
        }
    }

    private static List<Long> numbers(long count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    private static ConditionFactory settled() {
        return await().atMost(Duration.ofSeconds(200)).pollInterval(Duration.ofMillis(5));
    }
}
