package io.hookline.plugin.auditotlp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.JsonFormat;
import io.hookline.audit.AuditRecord;
import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.Delivery;
import io.hookline.common.config.GivenOptions;
import io.hookline.common.httpoutput.HttpCredentials;
import io.hookline.common.httpoutput.HttpOptions;
import io.hookline.common.httpoutput.OptionTables;
import io.hookline.common.httpoutput.StubReceiver;
import io.hookline.common.httpoutput.StubReceiver.Reply;
import io.hookline.common.httpoutput.StubReceiver.Request;
import io.hookline.common.httpoutput.TestEntries;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent is read with OpenTelemetry's own messages. */
@Timeout(120)
class AuditOtlpTest {

    private static final String TRACE = "5b8efff798038103d269b633813fc60c";
    private static final Pattern TRACE_ID = Pattern.compile("\"traceId\":\"([^\"]*)\"");

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<ExportLogsServiceRequest> taken = Collections.synchronizedList(new ArrayList<>());
    private StubReceiver receiver;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void recordsAreLogRecords() throws Exception {
        start();
        AuditRecord record = AuditRecord.builder(TestEntries.START, "http", "DELETE")
                .level(AuditRecord.Level.WARN)
                .actor("alice")
                .resource("/records/7")
                .outcome(AuditRecord.Outcome.REFUSED, "no right \"delete\"")
                .callId("call-7")
                .traceId(TRACE)
                .releases(List.of("io.hookline.plugin.policy@1.0.0", "io.hookline.plugin.jwt@1.0.0"))
                .field("path", "/records/7")
                .build();
        Map<String, Object> options = Map.of("attributes", new String[] {"host.name = node1", "a=b=c"});
        AuditEntry entry = TestEntries.of(
                9_007_199_254_740_993L,
                AuditRecord.builder(TestEntries.START, "http", "x").build(),
                Map.of());
        assertThat(output(options)
                        .deliver(List.of(
                                new AuditEntry(entry.sequence(), record, Map.of("team", "blue"), "{}"),
                                TestEntries.of(2))))
                .containsExactly(Delivery.DONE, Delivery.DONE);

        ResourceLogs logs = taken.get(0).getResourceLogs(0);
        assertThat(texts(logs.getResource().getAttributesList()))
                .containsOnly(
                        Map.entry("service.name", "hookline"), Map.entry("host.name", "node1"), Map.entry("a", "b=c"));
        assertThat(logs.getScopeLogs(0).getScope().getName()).isEqualTo("io.hookline.audit");
        assertThat(logs.getScopeLogs(0).getLogRecordsCount()).isEqualTo(2);
        LogRecord log = logs.getScopeLogs(0).getLogRecords(0);
        assertThat(log.getTimeUnixNano()).isEqualTo(1_795_860_000_123_456_789L);
        assertThat(log.getObservedTimeUnixNano()).isPositive();
        assertThat(log.getSeverityNumber()).isEqualTo(SeverityNumber.SEVERITY_NUMBER_WARN);
        assertThat(log.getSeverityText()).isEqualTo("WARN");
        assertThat(log.getBody().getStringValue()).isEqualTo("DELETE /records/7: REFUSED, no right \"delete\"");
        assertThat(log.getTraceId())
                .isEqualTo(ByteString.copyFrom(HexFormat.of().parseHex(TRACE)));
        assertThat(texts(log.getAttributesList()))
                .containsEntry("hookline.audit.source", "http")
                .containsEntry("user.id", "alice")
                .containsEntry("hookline.audit.action", "DELETE")
                .containsEntry("hookline.audit.resource", "/records/7")
                .containsEntry("hookline.audit.outcome", "REFUSED")
                .containsEntry("hookline.audit.reason", "no right \"delete\"")
                .containsEntry("hookline.audit.call_id", "call-7")
                .containsEntry("hookline.audit.field.path", "/records/7")
                .containsEntry("hookline.audit.label.team", "blue");
        assertThat(log.getAttributes(0).getValue().getIntValue()).isEqualTo(9_007_199_254_740_993L);
        assertThat(log.getAttributesList().stream()
                        .filter(one -> one.getKey().equals("hookline.audit.releases"))
                        .flatMap(one -> one.getValue().getArrayValue().getValuesList().stream())
                        .map(one -> one.getStringValue()))
                .containsExactlyElementsOf(record.releases());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00000000000000000000000000000000", "not hex", "5B8E"})
    void aTraceIdThatIsNoneIsLeftOut(String traceId) throws Exception {
        start();
        AuditRecord record = AuditRecord.builder(TestEntries.START, "http", "GET")
                .traceId(traceId)
                .build();
        output(Map.of()).deliver(List.of(TestEntries.of(1, record, Map.of())));
        assertThat(taken.get(0)
                        .getResourceLogs(0)
                        .getScopeLogs(0)
                        .getLogRecords(0)
                        .getTraceId())
                .isEqualTo(ByteString.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "2"})
    void ofAPartialSuccessAllRecordsBecomeDeadLettersAndNoneIsSentAgain(String rejected) throws Exception {
        start();
        receiver.next(Reply.json(
                200,
                "{\"partialSuccess\":{\"rejectedLogRecords\":" + rejected + ",\"errorMessage\":\"too \\n old\"}}"));
        assertThat(output(Map.of()).deliver(TestEntries.range(1, 3)))
                .hasSize(3)
                .containsOnly(Delivery.rejected("the receiver rejected 2 of the 3 records of a request, and does not"
                        + " say which: too \\n old"));
        assertThat(receiver.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"partialSuccess\":{}}",
                "{\"partialSuccess\":{\"rejectedLogRecords\":\"0\",\"errorMessage\":\"slow down\"}}",
                "{\"unknown\":1}",
            })
    void anAnswerWithoutRejectedRecordsIsASuccess(String body) throws Exception {
        start();
        receiver.next(Reply.json(200, body));
        assertThat(output(Map.of()).deliver(TestEntries.range(1, 2))).containsOnly(Delivery.DONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>a portal</html>", "[]", "7"})
    void anotherServersAnswerIsNoSuccess(String body) throws Exception {
        start();
        receiver.next(Reply.text(200, body));
        assertThat(output(Map.of()).deliver(TestEntries.range(1, 1)).get(0).toString())
                .contains("Retry")
                .contains("check url and path");
    }

    @ParameterizedTest
    @CsvSource({
        "429, Retry", "502, Retry", "503, Retry", "504, Retry",
        "400, Rejected", "413, Rejected", "500, Rejected", "501, Rejected",
    })
    void onlyTheStatusesOfTheSpecificationAreTriedAgain(int status, String result) throws Exception {
        start();
        for (int i = 0; i < 3; i++) {
            receiver.next(Reply.json(status, "{\"message\":\"why\"}").with("Retry-After", "9"));
        }
        List<Delivery> results = output(Map.of()).deliver(TestEntries.range(1, 2));
        assertThat(results).allMatch(one -> one.getClass().getSimpleName().equals(result));
        assertThat(results.get(0).toString()).contains("status " + status).contains("why");
        if (results.get(0) instanceof Delivery.Retry retry) {
            assertThat(retry.pause()).isEqualTo(Duration.ofSeconds(9));
        }
    }

    @Test
    void aConfigurationThatCannotWorkIsRefused() {
        assertThat(new OtlpCheck().problems(Map.of("url", "http://example.com")))
                .hasSize(1);
        assertThat(new OtlpCheck().problems(Map.of())).isEmpty();
    }

    @Test
    void theDocumentationHasEachOptionWithItsDefault() throws Exception {
        assertThat(OptionTables.problems(AuditOtlp.class, Path.of("README.md"))).isEmpty();
    }

    private void start() throws IOException {
        receiver = new StubReceiver(this::answer);
        open.add(receiver);
    }

    private Reply answer(Request request) {
        if (!request.method().equals("POST")
                || !request.uri().equals("/v1/logs")
                || !request.header("Content-Type").equals("application/json")) {
            return Reply.json(400, "{\"message\":\"no OTLP over HTTP in JSON\"}");
        }
        try {
            ExportLogsServiceRequest.Builder message = ExportLogsServiceRequest.newBuilder();
            // OTLP differs from the usual JSON of Protobuf in this: trace ids are hexadecimal.
            JsonFormat.parser()
                    .merge(
                            TRACE_ID.matcher(request.body())
                                    .replaceAll(found -> Matcher.quoteReplacement("\"traceId\":\""
                                            + Base64.getEncoder()
                                                    .encodeToString(
                                                            HexFormat.of().parseHex(found.group(1)))
                                            + "\"")),
                            message);
            taken.add(message.build());
            return Reply.json(200, "{}");
        } catch (IOException | IllegalArgumentException e) {
            return Reply.json(400, "{\"message\":\"cannot be decoded\"}");
        }
    }

    private static Map<String, String> texts(List<KeyValue> attributes) {
        Map<String, String> texts = new HashMap<>();
        attributes.stream()
                .filter(one -> one.getValue().hasStringValue())
                .forEach(one -> texts.put(one.getKey(), one.getValue().getStringValue()));
        return texts;
    }

    private AuditOtlp output(Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>(options);
        all.put("url", receiver.url());
        AuditOtlp output = new AuditOtlp(
                GivenOptions.as(OtlpConfig.class, all),
                GivenOptions.as(HttpOptions.class, all),
                GivenOptions.as(HttpCredentials.class, all),
                reference -> reference);
        open.add(0, output::deactivate);
        return output;
    }
}
