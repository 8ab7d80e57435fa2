package io.hookline.plugin.auditelastic.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.audit.AuditRecord;
import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.Delivery;
import io.hookline.common.config.GivenOptions;
import io.hookline.common.httpoutput.HttpCredentials;
import io.hookline.common.httpoutput.HttpOptions;
import io.hookline.common.httpoutput.TestEntries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a real OpenSearch. */
@Timeout(300)
class OpenSearchTest {

    @TempDir
    static Path folder;

    private static TestOpenSearch server;

    private final List<AuditElastic> outputs = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        server = new TestOpenSearch(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @AfterEach
    void close() {
        outputs.forEach(AuditElastic::deactivate);
    }

    @Test
    void recordsArriveInADataStreamAndARepeatedBatchDoublesNothing() throws Exception {
        AuditElastic output = output("audit-a", Map.of("batchRecords", 40));
        assertThat(output.deliver(TestEntries.range(1, 100))).hasSize(100).containsOnly(Delivery.DONE);
        assertThat(output.deliver(TestEntries.range(51, 150))).hasSize(100).containsOnly(Delivery.DONE);
        List<JsonNode> records = server.records("audit-a");
        assertThat(records).hasSize(150);
        JsonNode first = records.get(0);
        assertThat(first.path("@timestamp").asText()).isEqualTo("2026-11-28T10:00:00.124456789Z");
        assertThat(first.path("sequence").asLong()).isEqualTo(1);
        assertThat(first.path("labels").path("team").asText()).isEqualTo("blue");
        assertThat(server.call("GET", "/_data_stream/audit-a", "").path("data_streams"))
                .hasSize(1);
        assertThat(server.call("GET", "/audit-a/_mapping", "")
                        .findValue("actor")
                        .path("type")
                        .asText())
                .isEqualTo("keyword");
    }

    @Test
    void recordsOfAnotherInstanceAreNotTakenForKnownOnes() throws Exception {
        AuditElastic output = output("audit-b", Map.of());
        output.deliver(TestEntries.range(1, 3));
        List<AuditEntry> others = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            others.add(TestEntries.of(
                    i, AuditRecord.builder(TestEntries.START, "db", "save " + i).build(), Map.of()));
        }
        assertThat(output.deliver(others)).containsOnly(Delivery.DONE);
        assertThat(server.records("audit-b")).hasSize(6);
    }

    @Test
    void aRecordThatDoesNotFitTheMappingIsRejectedAndTheOthersArrive() throws Exception {
        List<AuditEntry> entries = new ArrayList<>(TestEntries.range(1, 5));
        entries.set(
                2,
                TestEntries.of(
                        3,
                        AuditRecord.builder(TestEntries.START, "http", "GET")
                                .field("path.of.it", "an object where others have a text")
                                .build(),
                        Map.of()));
        List<Delivery> results = new ArrayList<>(output("audit-c", Map.of()).deliver(entries));
        assertThat(results.remove(2).toString()).contains("Rejected", "status 400", "path");
        assertThat(results).containsOnly(Delivery.DONE);
        assertThat(server.records("audit-c")).hasSize(4);
    }

    @Test
    void aBatchThatIsTooLargeForTheServerIsDivided() throws Exception {
        List<AuditEntry> entries = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            entries.add(TestEntries.of(
                    i,
                    AuditRecord.builder(TestEntries.START.plusMillis(i), "http", "GET")
                            .resource("x".repeat(30_000))
                            .build(),
                    Map.of()));
        }
        assertThat(output("audit-d", Map.of("compress", false)).deliver(entries))
                .hasSize(8)
                .containsOnly(Delivery.DONE);
        assertThat(server.records("audit-d")).hasSize(8);
    }

    @Test
    void recordsWaitWhileTheServerTakesNone() throws Exception {
        AuditElastic output = output("audit-e", Map.of());
        output.deliver(TestEntries.range(1, 1));
        server.call("PUT", "/audit-e/_settings", "{\"index.blocks.write\":true}");
        List<Delivery> results = output.deliver(TestEntries.range(2, 3));
        assertThat(results).hasSize(2).allMatch(one -> one instanceof Delivery.Retry);
        assertThat(results.get(0).toString()).contains("status 403", "cluster_block_exception");
        server.call("PUT", "/audit-e/_settings", "{\"index.blocks.write\":false}");
        assertThat(output.deliver(TestEntries.range(2, 3))).containsOnly(Delivery.DONE);
        assertThat(server.records("audit-e")).hasSize(3);
    }

    @Test
    void aTemplateThatIsThereStaysAndNoneIsMadeIfItIsNotWanted() throws Exception {
        server.call(
                "PUT",
                "/_index_template/audit-f",
                "{\"index_patterns\":[\"audit-f\"],\"data_stream\":{},\"_meta\":{\"owner\":\"me\"}}");
        assertThat(output("audit-f", Map.of()).deliver(TestEntries.range(1, 1))).containsExactly(Delivery.DONE);
        assertThat(server.call("GET", "/_index_template/audit-f", "").toString())
                .contains("\"owner\":\"me\"");
        // Without a template the name is that of an index.
        AuditElastic plain = output("audit-g", Map.of("createTemplate", false));
        plain.deliver(TestEntries.range(1, 5));
        assertThat(plain.deliver(TestEntries.range(1, 5))).containsOnly(Delivery.DONE);
        assertThat(server.records("audit-g")).hasSize(5);
        assertThat(server.call("GET", "/_data_stream", "").toString()).doesNotContain("audit-g");
    }

    private AuditElastic output(String stream, Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>(options);
        all.put("url", server.url());
        all.put("dataStream", stream);
        AuditElastic output = new AuditElastic(
                GivenOptions.as(ElasticConfig.class, all),
                GivenOptions.as(HttpOptions.class, all),
                GivenOptions.as(HttpCredentials.class, all),
                reference -> reference);
        outputs.add(output);
        return output;
    }
}
