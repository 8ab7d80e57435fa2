package io.hookline.plugin.auditloki.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.Delivery;
import io.hookline.common.config.GivenOptions;
import io.hookline.common.httpoutput.HttpCredentials;
import io.hookline.common.httpoutput.HttpOptions;
import io.hookline.common.httpoutput.OptionTables;
import io.hookline.common.httpoutput.StubReceiver.Reply;
import io.hookline.common.httpoutput.TestEntries;
import java.io.IOException;
import java.math.BigInteger;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Against a stub with the documented rules of Loki. */
@Timeout(120)
class AuditLokiTest {

    private static final String NANOS = "1795860000124456789";

    private final List<AutoCloseable> open = new ArrayList<>();
    private LokiStub loki;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void recordsArriveInStreamsByTheirLabels() throws Exception {
        start(false);
        AuditEntry failed = TestEntries.of(
                3,
                AuditRecord.builder(TestEntries.START, "db", "save")
                        .level(AuditRecord.Level.ERROR)
                        .outcome(AuditRecord.Outcome.FAILURE, "")
                        .build(),
                Map.of());
        assertThat(output(Map.of()).deliver(List.of(TestEntries.of(1), TestEntries.of(2), failed)))
                .containsOnly(Delivery.DONE)
                .hasSize(3);
        assertThat(loki.streams())
                .containsOnlyKeys(
                        "{job=hookline, level=error, source=db}", "{job=hookline, level=info, source=http, team=blue}");
        assertThat(loki.streams().get("{job=hookline, level=info, source=http, team=blue}"))
                .containsExactly(
                        NANOS + " " + TestEntries.of(1).json(),
                        "1795860000125456789 " + TestEntries.of(2).json());
        assertThat(loki.receiver().requests().get(0).header("Content-Encoding")).isEqualTo("gzip");
    }

    @Test
    void aRepeatedBatchDoublesNothing() throws Exception {
        start(false);
        AuditLoki output = output(Map.of());
        output.deliver(TestEntries.range(1, 20));
        output.deliver(TestEntries.range(1, 20));
        assertThat(loki.streams().values().iterator().next()).hasSize(20);
    }

    @Test
    void metadataIsAttachedIfItIsAsked() throws Exception {
        start(false);
        output(Map.of("metadata", new String[] {"sequence", "callId", "traceId"}))
                .deliver(TestEntries.range(7, 7));
        assertThat(loki.streams().values().iterator().next().get(0))
                .endsWith(" {\"sequence\":\"7\",\"callId\":\"call-7\"}");
    }

    @Test
    void theTenantIsSentAndWithoutOneRecordsWait() throws Exception {
        start(true);
        assertThat(output(Map.of()).deliver(TestEntries.range(1, 1)))
                .containsExactly(Delivery.retry("status 401: no org id; check the credentials"));
        assertThat(output(Map.of("tenant", "acme")).deliver(TestEntries.range(1, 1)))
                .containsExactly(Delivery.DONE);
    }

    @Test
    void labelsAreMadeFitForLoki() throws Exception {
        start(false);
        Map<String, String> labels = new HashMap<>();
        labels.put("__name", "reserved");
        labels.put("1st team", "é".repeat(3_000));
        labels.put("empty", " ");
        labels.put("job", "not mine");
        for (int i = 0; i < 20; i++) {
            labels.put("further" + i, "x");
        }
        AuditRecord record = TestEntries.of(1).record();
        assertThat(output(Map.of()).deliver(List.of(TestEntries.of(1, record, labels))))
                .containsExactly(Delivery.DONE);
        assertThat(loki.streams().keySet().iterator().next())
                .contains("job=hookline")
                .doesNotContain("empty");
    }

    @Test
    void thereAreNoMoreStreamsThanConfigured() throws Exception {
        start(false);
        List<AuditEntry> entries = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            entries.add(TestEntries.of(
                    i,
                    AuditRecord.builder(TestEntries.START.plusMillis(i), "http", "GET")
                            .field("tenant", "tenant " + i % 10)
                            .build(),
                    Map.of()));
        }
        Map<String, Object> options = Map.of("labelParts", new String[] {"tenant"}, "maxStreams", 4);
        assertThat(output(options).deliver(entries)).containsOnly(Delivery.DONE);
        assertThat(loki.streams()).hasSize(5);
        assertThat(loki.streams().get("{job=hookline}")).hasSize(30);
    }

    @Test
    void aLineThatIsTooLongIsRejectedAndTheOthersArrive() throws Exception {
        start(false);
        List<AuditEntry> entries = new ArrayList<>(TestEntries.range(1, 5));
        entries.set(
                2,
                TestEntries.of(
                        3,
                        AuditRecord.builder(TestEntries.START, "http", "GET")
                                .resource("x".repeat(300_000))
                                .build(),
                        Map.of("team", "blue")));
        List<Delivery> results = output(Map.of()).deliver(entries);
        assertThat(results.get(2))
                .isInstanceOf(Delivery.Rejected.class)
                .asString()
                .contains("Max entry size");
        results = new ArrayList<>(results);
        results.remove(2);
        assertThat(results).containsOnly(Delivery.DONE);
        assertThat(loki.streams().values().iterator().next()).hasSize(4);
    }

    @Test
    void recordsThatAreTooOldAreRejectedAndTheOthersArrive() throws Exception {
        start(false);
        loki.rejectOlderThan(new BigInteger(NANOS).add(BigInteger.valueOf(2_000_000)));
        List<Delivery> results = output(Map.of()).deliver(TestEntries.range(1, 5));
        assertThat(results.subList(0, 2)).allMatch(one -> one.toString().contains("timestamp too old"));
        assertThat(results.subList(2, 5)).containsOnly(Delivery.DONE);
    }

    @Test
    void aRecordThatIsTooFarBehindItsStreamIsRejected() throws Exception {
        start(false);
        AuditLoki output = output(Map.of());
        output.deliver(TestEntries.range(7_200_000, 7_200_000));
        List<Delivery> results = output.deliver(List.of(TestEntries.of(1), TestEntries.of(7_200_001)));
        assertThat(results.get(0))
                .isInstanceOf(Delivery.Rejected.class)
                .asString()
                .contains("entry too far behind");
        assertThat(results.get(1)).isEqualTo(Delivery.DONE);
    }

    @ParameterizedTest
    @CsvSource({
        "429, 3, 'Ingestion rate limit exceeded for user fake (limit: 100 bytes/sec)'",
        "429, 0, 'Maximum active stream limit exceeded when trying to create stream'",
        "500, 0, 'at least 2 live replicas required, could only find 1'",
        "503, 5, 'Service Unavailable'",
        "260, 0, 'ingestion blocked for user fake until later with status code 260'",
    })
    void whatLokiRefusesForNowIsTriedAgainAfterItsPause(int status, long seconds, String message) throws Exception {
        start(false);
        loki.receiver().next(Reply.text(status, message).with("Retry-After", Long.toString(seconds)));
        AuditLoki output = output(Map.of());
        assertThat(output.deliver(TestEntries.range(1, 2)))
                .containsOnly(Delivery.retryAfter(Duration.ofSeconds(seconds), "status " + status + ": " + message));
        assertThat(output.deliver(TestEntries.range(1, 2))).containsOnly(Delivery.DONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"labels", "url", "credentials"})
    void aConfigurationThatCannotWorkIsRefused(String which) {
        Map<String, Object> settings =
                switch (which) {
                    case "labels" -> Map.of("labels", "");
                    case "url" -> Map.of("url", "http://example.com");
                    default -> Map.of("user", "ann", "token", "$[secret:t]");
                };
        assertThat(new LokiCheck().problems(settings)).hasSize(1);
        assertThat(new LokiCheck().problems(Map.of())).isEmpty();
    }

    @Test
    void theDocumentationHasEachOptionWithItsDefault() throws Exception {
        assertThat(OptionTables.problems(AuditLoki.class, Path.of("README.md"))).isEmpty();
    }

    private void start(boolean isMultiTenant) throws IOException {
        loki = new LokiStub(isMultiTenant);
        open.add(loki);
    }

    private AuditLoki output(Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>(options);
        all.put("url", loki.receiver().url());
        AuditLoki output = new AuditLoki(
                GivenOptions.as(LokiConfig.class, all),
                GivenOptions.as(HttpOptions.class, all),
                GivenOptions.as(HttpCredentials.class, all),
                reference -> reference);
        open.add(0, output::deactivate);
        return output;
    }
}
