package io.hookline.common.httpoutput;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.Delivery;
import io.hookline.common.config.GivenOptions;
import io.hookline.common.httpoutput.StubReceiver.Reply;
import io.hookline.common.httpoutput.StubReceiver.Request;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that are down, slow, busy, broken or picky. */
@Timeout(120)
class HttpOutputTest {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    private final List<AutoCloseable> open = new ArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() throws Exception {
        gate.countDown();
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void aBatchIsSentInRequestsOfALimitedCount() throws Exception {
        StubReceiver receiver = receiver(request -> Reply.json(200, ""));
        assertThat(output(receiver.url(), Map.of("batchRecords", 4)).deliver(TestEntries.range(1, 10)))
                .hasSize(10)
                .containsOnly(Delivery.DONE);
        assertThat(receiver.requests()).extracting(Request::body).containsExactly("1 2 3 4", "5 6 7 8", "9 10");
    }

    @Test
    void aBatchIsSentInRequestsOfALimitedSizeAndCompressed() throws Exception {
        StubReceiver receiver = receiver(request -> Reply.json(200, ""));
        int size = TestEntries.of(1).json().length();
        output(receiver.url(), Map.of("batchBytes", 3 * size)).deliver(TestEntries.range(1, 7));
        assertThat(receiver.requests()).extracting(Request::body).containsExactly("1 2 3", "4 5 6", "7");
        assertThat(receiver.requests())
                .allMatch(one -> one.header("Content-Encoding").equals("gzip"));
        // One that is too large by itself is sent alone.
        output(receiver.url(), Map.of("batchBytes", 1, "compress", false)).deliver(TestEntries.range(1, 2));
        assertThat(receiver.requests()).extracting(Request::body).endsWith("1", "2");
        assertThat(receiver.requests().get(4).header("Content-Encoding")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 401, 403, 404, 405, 407, 408, 425, 429, 500, 502, 503, 504})
    void afterAnAnswerThatSaysNothingAboutRecordsAllOfThemWait(int status) throws Exception {
        StubReceiver receiver = receiver(request -> Reply.text(status, "no\nway"));
        List<Delivery> results =
                output(receiver.url(), Map.of("batchRecords", 2)).deliver(TestEntries.range(1, 6));
        assertThat(results).hasSize(6).allMatch(one -> one instanceof Delivery.Retry);
        assertThat(receiver.requests()).as("no further request").hasSize(1);
        assertThat(((Delivery.Retry) results.get(0)).reason()).contains("status " + status + ": no\\nway");
    }

    @Test
    void whatArrivedBeforeAFaultIsNotSentAgain() throws Exception {
        StubReceiver receiver = receiver(request -> Reply.text(request.body().equals("3 4") ? 503 : 200, ""));
        assertThat(output(receiver.url(), Map.of("batchRecords", 2)).deliver(TestEntries.range(1, 6)))
                .extracting(one -> one.getClass().getSimpleName())
                .containsExactly("Done", "Done", "Retry", "Retry", "Retry", "Retry");
    }

    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "0, 0",
        "'Sat, 28 Nov 2026 10:00:30 GMT', 30",
        "'Sat, 28 Nov 2026 09:00:00 GMT', 0",
        "soon, 0",
        "-5, 0",
        "99999999999999999999, 0",
    })
    void theReceiversPauseIsHonoured(String retryAfter, long seconds) throws Exception {
        for (int status : new int[] {429, 503}) {
            StubReceiver receiver =
                    receiver(request -> Reply.text(status, "busy").with("Retry-After", retryAfter));
            Delivery first = output(receiver.url(), Map.of())
                    .deliver(TestEntries.range(1, 1))
                    .get(0);
            assertThat(((Delivery.Retry) first).pause()).isEqualTo(Duration.ofSeconds(seconds));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void theRecordsThatAReceiverRefusesAreFoundAndTheOthersArrive(int status) throws Exception {
        List<String> taken = Collections.synchronizedList(new ArrayList<>());
        StubReceiver receiver = receiver(request -> {
            List<String> numbers = List.of(request.body().split(" "));
            if (numbers.contains("3") || numbers.contains("8")) {
                return Reply.text(status, "no");
            }
            taken.addAll(numbers);
            return Reply.text(204, "");
        });
        List<Delivery> results = output(receiver.url(), Map.of()).deliver(TestEntries.range(1, 10));
        assertThat(taken).containsExactly("1", "2", "4", "5", "6", "7", "9", "10");
        for (int i = 1; i <= 10; i++) {
            assertThat(results.get(i - 1))
                    .as("record %d", i)
                    .isEqualTo(i == 3 || i == 8 ? Delivery.rejected("status " + status + ": no") : Delivery.DONE);
        }
    }

    @Test
    void aReceiverThatIsDownIsNoFaultOfTheRecords() throws Exception {
        assertThat(output("http://127.0.0.1:1", Map.of()).deliver(TestEntries.range(1, 2)))
                .allMatch(one -> one instanceof Delivery.Retry again
                        && again.reason().contains("127.0.0.1:1 cannot be reached: the connection is refused"));
    }

    @Test
    void aNameThatIsNotKnownIsSaidToBe() {
        ConnectException failure = new ConnectException();
        failure.initCause(new ConnectException().initCause(new UnresolvedAddressException()));
        assertThat(HttpSender.why(failure)).isEqualTo("its name is not known");
        assertThat(HttpSender.why(new IOException("reset"))).isEqualTo("java.io.IOException: reset");
    }

    @Test
    void aReceiverThatAnswersNothingIsGivenUpAtTheTimeout() throws Exception {
        StubReceiver receiver = receiver(request -> {
            await();
            return Reply.text(200, "");
        });
        assertThat(output(receiver.url(), Map.of("timeoutMillis", 50)).deliver(TestEntries.range(1, 2)))
                .allMatch(one ->
                        one instanceof Delivery.Retry again && again.reason().endsWith("did not answer within 50 ms"));
    }

    @Test
    void aDeliveryEndsWhenItsThreadIsInterrupted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        StubReceiver receiver = receiver(request -> {
            begun.countDown();
            await();
            return Reply.text(200, "");
        });
        HttpOutput output = output(receiver.url(), Map.of("timeoutMillis", 100_000));
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread deliverer = new Thread(() -> {
            try {
                output.deliver(TestEntries.range(1, 2));
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        deliverer.start();
        begun.await();
        deliverer.interrupt();
        interrupted.await();
    }

    @Test
    void aReceiverThatClosesTheConnectionIsNoFaultOfTheRecords() throws Exception {
        StubReceiver receiver = receiver(request -> {
            throw new IllegalStateException("the handler fails, and the connection is closed");
        });
        assertThat(output(receiver.url(), Map.of()).deliver(TestEntries.range(1, 2)))
                .allMatch(one -> one instanceof Delivery.Retry);
    }

    @Test
    void anAnswerWithoutEndIsNotKeptInMemory() throws Exception {
        StubReceiver receiver = receiver(request -> Reply.text(200, "x".repeat(17_000_000)));
        assertThat(output(receiver.url(), Map.of()).deliver(TestEntries.range(1, 1)))
                .allMatch(one ->
                        one instanceof Delivery.Retry again && again.reason().contains("larger than 16000000"));
    }

    private StubReceiver receiver(Function<Request, Reply> rules) throws IOException {
        StubReceiver receiver = new StubReceiver(rules);
        open.add(receiver);
        return receiver;
    }

    private HttpOutput output(String url, Map<String, Object> options) {
        HttpSettings settings = HttpSettings.of(
                url,
                GivenOptions.as(HttpOptions.class, options),
                GivenOptions.as(HttpCredentials.class, options),
                reference -> reference);
        HttpOutput output =
                new HttpOutput(settings, new Numbers(), new HttpSender(settings, Clock.fixed(NOW, ZoneOffset.UTC)));
        open.add(0, output);
        return output;
    }

    private void await() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends the sequences. */
    private static final class Numbers implements HttpProtocol {

        @Override
        public HttpCall call(List<AuditEntry> entries) {
            String body = entries.stream()
                    .map(entry -> Long.toString(entry.sequence()))
                    .collect(Collectors.joining(" "));
            return HttpCall.post("/push", "text/plain", body.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public List<Delivery> results(Answer answer, List<AuditEntry> entries) {
            return Collections.nCopies(entries.size(), Delivery.DONE);
        }
    }
}
