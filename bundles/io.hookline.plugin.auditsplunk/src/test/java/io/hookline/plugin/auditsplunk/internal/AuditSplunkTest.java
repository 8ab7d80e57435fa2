package io.hookline.plugin.auditsplunk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.audit.AuditRecord;
import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.Delivery;
import io.hookline.common.config.GivenOptions;
import io.hookline.common.httpoutput.HttpOptions;
import io.hookline.common.httpoutput.OptionTables;
import io.hookline.common.httpoutput.StubReceiver.Reply;
import io.hookline.common.httpoutput.StubReceiver.Request;
import io.hookline.common.httpoutput.TestEntries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a stub with the documented rules of the HTTP Event Collector. */
@Timeout(120)
class AuditSplunkTest {

    private final List<AutoCloseable> open = new ArrayList<>();
    private HecStub splunk;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void recordsAreEventsWithTimeAndLabels() throws Exception {
        start(true);
        assertThat(output(Map.of("index", "audit", "host", "node1")).deliver(TestEntries.range(1, 3)))
                .hasSize(3)
                .containsOnly(Delivery.DONE);
        assertThat(splunk.indexed()).hasSize(3);
        JsonNode event = splunk.indexed().get(0);
        assertThat(event.path("time").asText()).isEqualTo("1795860000.124");
        assertThat(event.path("source").asText()).isEqualTo("hookline");
        assertThat(event.path("sourcetype").asText()).isEqualTo("hookline:audit");
        assertThat(event.path("index").asText()).isEqualTo("audit");
        assertThat(event.path("host").asText()).isEqualTo("node1");
        assertThat(event.path("fields").toString()).isEqualTo("{\"team\":\"blue\"}");
        assertThat(event.path("event").toString()).isEqualTo(TestEntries.of(1).json());
    }

    @Test
    void aRecordIsDeliveredOnlyWhenItIsAcknowledged() throws Exception {
        start(true);
        splunk.acknowledgeAt(4);
        assertThat(output(Map.of("batchRecords", 2)).deliver(TestEntries.range(1, 6)))
                .hasSize(6)
                .containsOnly(Delivery.DONE);
        assertThat(questions()).hasSize(5).endsWith("{\"acks\":[0,1,2]}");
        assertThat(splunk.indexed()).hasSize(6);
    }

    @Test
    void whatIsNotAcknowledgedInTimeIsSentAgainOnAnotherChannel() throws Exception {
        start(true);
        splunk.setForgetful(true);
        AuditSplunk output = output(Map.of("ackTimeoutMillis", 1));
        assertThat(output.deliver(TestEntries.range(1, 2)))
                .containsExactly(
                        Delivery.retry("Splunk has not acknowledged within 1 ms"),
                        Delivery.retry("Splunk has not acknowledged within 1 ms"));
        splunk.setForgetful(false);
        assertThat(output.deliver(TestEntries.range(1, 2))).containsOnly(Delivery.DONE);
        assertThat(splunk.channels()).hasSize(2);
    }

    @Test
    void aServerThatIsGoneWhileItIsAskedIsAskedAgain() throws Exception {
        start(true);
        AuditSplunk output = output(Map.of());
        output.deliver(TestEntries.range(1, 1));
        splunk.receiver().next(Reply.json(200, "{\"text\":\"Success\",\"code\":0,\"ackId\":0}"));
        splunk.receiver().next(Reply.json(503, "{\"text\":\"Server is busy\",\"code\":9}"));
        splunk.receiver().next(Reply.text(502, "<html>"));
        splunk.receiver().next(Reply.json(200, "{\"acks\":{\"0\":true}}"));
        assertThat(output.deliver(TestEntries.range(2, 2))).containsExactly(Delivery.DONE);
    }

    @Test
    void aTokenWithoutAcknowledgementsGetsNothingUntilItHasThem() throws Exception {
        start(false);
        assertThat(output(Map.of()).deliver(TestEntries.range(1, 1)).get(0).toString())
                .contains("ACK is disabled")
                .contains("set acknowledge=false");
        assertThat(splunk.indexed()).isEmpty();
        assertThat(output(Map.of("acknowledge", false)).deliver(TestEntries.range(1, 1)))
                .containsExactly(Delivery.DONE);
        assertThat(splunk.indexed()).hasSize(1);
    }

    @Test
    void acknowledgementsThatAreSwitchedOffDoubleOneBatchAtMost() throws Exception {
        start(true);
        AuditSplunk output = output(Map.of());
        output.deliver(TestEntries.range(1, 1));
        splunk.receiver().next(Reply.json(200, "{\"text\":\"Success\",\"code\":0}"));
        assertThat(output.deliver(TestEntries.range(2, 2)).get(0).toString()).contains("gave no ackId");
        splunk.receiver().next(Reply.json(400, "{\"text\":\"ACK is disabled\",\"code\":14}"));
        assertThat(output.deliver(TestEntries.range(2, 2)).get(0).toString()).contains("ACK is disabled");
        assertThat(splunk.indexed()).hasSize(1);
    }

    @Test
    void anEventThatIsRefusedIsRejectedAndTheOthersArrive() throws Exception {
        start(true);
        List<AuditEntry> entries = new ArrayList<>(TestEntries.range(1, 6));
        for (int sequence : new int[] {1, 4}) {
            entries.set(
                    sequence - 1,
                    TestEntries.of(
                            sequence,
                            AuditRecord.builder(TestEntries.START, "http", "GET")
                                    .resource("/poison")
                                    .build(),
                            Map.of()));
        }
        List<Delivery> results = output(Map.of()).deliver(entries);
        for (int i = 0; i < 6; i++) {
            if (i == 0 || i == 3) {
                assertThat(results.get(i)).isInstanceOf(Delivery.Rejected.class);
            } else {
                assertThat(results.get(i)).isEqualTo(Delivery.DONE);
            }
        }
        assertThat(splunk.indexed().stream()
                        .map(event -> event.path("event").path("sequence").asInt()))
                .contains(2, 3, 5, 6)
                .doesNotContain(1, 4);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 403, Token disabled, Retry",
        "2, 401, Token is required, Retry",
        "3, 401, Invalid authorization, Retry",
        "4, 403, Invalid token, Retry",
        "5, 400, No data, Rejected",
        "6, 400, Invalid data format, Rejected",
        "7, 400, Incorrect index, Retry",
        "8, 500, Internal server error, Retry",
        "9, 503, Server is busy, Retry",
        "10, 400, Data channel is missing, Retry",
        "11, 400, Invalid data channel, Retry",
        "12, 400, Event field is required, Rejected",
        "13, 400, Event field cannot be blank, Rejected",
        "14, 400, ACK is disabled, Retry",
        "15, 400, Error in handling indexed fields, Rejected",
        "16, 400, Query string authorization is not enabled, Retry",
        "18, 503, 'HEC is unhealthy, queues are full', Retry",
        "19, 503, 'HEC is unhealthy, ack service unavailable', Retry",
        "20, 503, 'HEC is unhealthy, queues are full, ack service unavailable', Retry",
        "21, 400, Invalid token, Retry",
        "22, 400, Token disabled, Retry",
        "23, 503, Server is shutting down, Retry",
        "26, 429, HEC queue is at capacity and cannot process any more requests, Retry",
        "27, 429, HEC ACK channel is at capacity and cannot process any more requests, Retry",
        "99, 400, Another fault of the content, Rejected",
        "99, 500, Another fault of the server, Retry",
    })
    void eachCodeMeansWhatItsDocumentationSays(int code, int status, String text, String result) throws Exception {
        start(true);
        AuditSplunk output = output(Map.of());
        output.deliver(TestEntries.range(1, 1));
        splunk.receiver()
                .next(Reply.json(status, "{\"text\":\"" + text + "\",\"code\":" + code + "}")
                        .with("Retry-After", "11"));
        Delivery delivery = output.deliver(TestEntries.range(2, 2)).get(0);
        assertThat(delivery.getClass().getSimpleName()).isEqualTo(result);
        assertThat(delivery.toString()).contains(text);
        if (delivery instanceof Delivery.Retry retry) {
            assertThat(retry.pause()).isEqualTo(Duration.ofSeconds(11));
        }
        assertThat(output.deliver(TestEntries.range(3, 3))).containsExactly(Delivery.DONE);
    }

    @ParameterizedTest
    @CsvSource({"24, HEC queue is approaching its capacity limit", "25, HEC ACK is approaching its capacity limit"})
    void aWarningIsASuccess(int code, String text) throws Exception {
        start(false);
        splunk.receiver().next(Reply.json(200, "{\"text\":\"" + text + "\",\"code\":" + code + "}"));
        assertThat(output(Map.of("acknowledge", false)).deliver(TestEntries.range(1, 1)))
                .containsExactly(Delivery.DONE);
    }

    @ParameterizedTest
    @CsvSource({"'{\"text\":\"HEC is healthy\",\"code\":17}'", "<html>a portal</html>", "''"})
    void anotherServersAnswerIsNoSuccess(String body) throws Exception {
        start(false);
        splunk.receiver().next(Reply.text(200, body));
        assertThat(output(Map.of("acknowledge", false))
                        .deliver(TestEntries.range(1, 1))
                        .get(0)
                        .toString())
                .contains("check the url");
    }

    @Test
    void aChannelThatSplunkDoesNotTakeIsReplaced() throws Exception {
        start(true);
        AuditSplunk output = output(Map.of());
        output.deliver(TestEntries.range(1, 1));
        splunk.receiver().next(Reply.json(400, "{\"text\":\"Invalid data channel\",\"code\":11}"));
        output.deliver(TestEntries.range(2, 2));
        output.deliver(TestEntries.range(2, 2));
        assertThat(splunk.channels()).hasSize(2);
    }

    @Test
    void aDeliveryThatWaitsForAcknowledgementsEndsWhenItIsInterrupted() throws Exception {
        start(true);
        splunk.setForgetful(true);
        AuditSplunk output = output(Map.of("ackPollMillis", 60_000));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> output.deliver(TestEntries.range(1, 1))).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aConfigurationThatCannotWorkIsRefused() {
        assertThat(new SplunkCheck().problems(Map.of("token", "")))
                .hasSize(1)
                .first()
                .asString()
                .contains("token");
        assertThat(new SplunkCheck().problems(Map.of("token", "$[secret:t]", "url", "http://example.com")))
                .hasSize(1);
        assertThat(new SplunkCheck().problems(Map.of("token", "$[secret:t]"))).isEmpty();
    }

    @Test
    void theDocumentationHasEachOptionWithItsDefault() throws Exception {
        assertThat(OptionTables.problems(AuditSplunk.class, Path.of("README.md")))
                .isEmpty();
    }

    private List<String> questions() {
        return splunk.receiver().requests().stream()
                .filter(request -> request.uri().startsWith("/services/collector/ack"))
                .map(Request::body)
                .toList();
    }

    private void start(boolean hasAck) throws IOException {
        splunk = new HecStub(hasAck);
        open.add(splunk);
    }

    private AuditSplunk output(Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>(Map.of("token", HecStub.TOKEN, "ackPollMillis", 1));
        all.putAll(options);
        all.put("url", splunk.receiver().url());
        AuditSplunk output = new AuditSplunk(
                GivenOptions.as(SplunkConfig.class, all),
                GivenOptions.as(HttpOptions.class, all),
                reference -> reference);
        open.add(0, output::deactivate);
        return output;
    }
}
