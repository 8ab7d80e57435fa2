package io.hookline.plugin.auditelastic.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.audit.output.Delivery;
import io.hookline.common.config.GivenOptions;
import io.hookline.common.httpoutput.HttpCredentials;
import io.hookline.common.httpoutput.HttpOptions;
import io.hookline.common.httpoutput.OptionTables;
import io.hookline.common.httpoutput.StubReceiver;
import io.hookline.common.httpoutput.StubReceiver.Reply;
import io.hookline.common.httpoutput.TestEntries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that a healthy OpenSearch does not give. */
@Timeout(120)
class AuditElasticTest {

    private final List<AutoCloseable> open = new ArrayList<>();
    private StubReceiver receiver;

    @BeforeEach
    void start() throws Exception {
        receiver = new StubReceiver(request -> Reply.json(500, ""));
        open.add(receiver);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "201, Done",
        "200, Done",
        "409, Done",
        "429, Retry",
        "503, Retry",
        "500, Retry",
        "403, Retry",
        "404, Retry",
        "400, Rejected",
        "413, Rejected",
    })
    void eachRecordHasItsOwnResult(int status, String result) throws Exception {
        receiver.next(Reply.json(
                200,
                "{\"errors\":true,\"items\":[{\"create\":{\"status\":201}},{\"create\":{\"status\":" + status
                        + ",\"error\":{\"type\":\"a_type\",\"reason\":\"why\"}}}]}"));
        List<Delivery> results = output(Map.of("createTemplate", false)).deliver(TestEntries.range(1, 2));
        assertThat(results.get(0)).isEqualTo(Delivery.DONE);
        assertThat(results.get(1).getClass().getSimpleName()).isEqualTo(result);
        if (!result.equals("Done")) {
            assertThat(results.get(1).toString()).contains("status " + status + ": a_type: why");
        }
    }

    @Test
    void afterARecordThatHasToWaitNoFurtherRequestIsSent() throws Exception {
        receiver.next(Reply.json(200, "{\"items\":[{\"create\":{\"status\":429}}]}"));
        assertThat(output(Map.of("createTemplate", false, "batchRecords", 1)).deliver(TestEntries.range(1, 3)))
                .hasSize(3)
                .allMatch(one -> one instanceof Delivery.Retry);
        assertThat(receiver.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>a portal</html>",
                "{\"items\":[]}",
                "{\"items\":[{\"index\":{\"status\":201}}]}",
                "{\"items\":[{\"create\":{\"status\":201}},{\"create\":{\"status\":201}}]}",
            })
    void anotherServersAnswerIsNoSuccess(String body) throws Exception {
        receiver.next(Reply.json(200, body));
        assertThat(output(Map.of("createTemplate", false))
                        .deliver(TestEntries.range(1, 1))
                        .get(0)
                        .toString())
                .contains("Retry", "check the url");
    }

    @Test
    void recordsWaitUntilTheTemplateIsMade() throws Exception {
        AuditElastic output = output(Map.of());
        receiver.next(Reply.json(503, ""));
        assertThat(output.deliver(TestEntries.range(1, 1)).get(0).toString()).contains("Retry", "status 503");
        receiver.next(Reply.json(404, ""));
        receiver.next(Reply.json(403, "no right"));
        assertThat(output.deliver(TestEntries.range(1, 1)).get(0).toString())
                .contains("Retry", "set createTemplate=false");
        receiver.next(Reply.json(404, ""));
        receiver.next(Reply.json(200, "{\"acknowledged\":true}"));
        receiver.next(Reply.json(200, "{\"items\":[{\"create\":{\"status\":201}}]}"));
        assertThat(output.deliver(TestEntries.range(1, 1))).containsExactly(Delivery.DONE);
        receiver.next(Reply.json(200, "{\"items\":[{\"create\":{\"status\":201}}]}"));
        assertThat(output.deliver(TestEntries.range(2, 2))).containsExactly(Delivery.DONE);
        assertThat(receiver.requests().stream().map(one -> one.method()))
                .containsExactly("HEAD", "HEAD", "PUT", "HEAD", "PUT", "POST", "POST");
    }

    @Test
    void theIdIsThatOfTheRecord() {
        assertThat(BulkRequests.id(TestEntries.of(7)))
                .isEqualTo(BulkRequests.id(TestEntries.of(7)))
                .matches("7-[0-9a-f]{32}");
    }

    @Test
    void aConfigurationThatCannotWorkIsRefused() {
        assertThat(new ElasticCheck().problems(Map.of("url", "http://example.com")))
                .hasSize(1);
        assertThat(new ElasticCheck().problems(Map.of())).isEmpty();
    }

    @Test
    void theDocumentationHasEachOptionWithItsDefault() throws Exception {
        assertThat(OptionTables.problems(AuditElastic.class, Path.of("README.md")))
                .isEmpty();
    }

    private AuditElastic output(Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>(options);
        all.put("url", receiver.url());
        AuditElastic output = new AuditElastic(
                GivenOptions.as(ElasticConfig.class, all),
                GivenOptions.as(HttpOptions.class, all),
                GivenOptions.as(HttpCredentials.class, all),
                reference -> reference);
        open.add(0, output::deactivate);
        return output;
    }
}
