package io.hookline.plugin.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.audit.AuditRecord;
import io.hookline.common.config.GivenOptions;
import io.hookline.gateway.hook.Completion;
import io.hookline.gateway.hook.FakeExchange;
import io.hookline.plugin.audit.collect.RequestRecords;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectionTest {

    @Test
    void namedHeaderFieldsAreRecordedButNeverCredentials() {
        AuditRecord record = record(
                new FakeExchange("GET", "/records")
                        .with("User-Agent", "curl/8.0")
                        .with("X-Long", "x".repeat(10_000))
                        .with("Authorization", "Bearer secret")
                        .with("X-API-Key", "secret"),
                selection(Map.of(
                        "headers", new String[] {"user-agent", "X-Long", "X-Absent", "Authorization", "x-api-key"})));
        assertThat(record.fields())
                .containsEntry("header.user-agent", "curl/8.0")
                .containsEntry("header.x-long", "x".repeat(Selection.MOST_CHARACTERS))
                .doesNotContainKeys("header.x-absent", "header.authorization", "header.x-api-key");
    }

    @Test
    void ignoredPathsAreRecordedOnlyIfTheyFail() {
        Selection selection = selection(Map.of("ignorePaths", new String[] {"/health", "/static/*.js"}));
        assertThat(selection.takes(record(status("/health", 200), selection))).isFalse();
        assertThat(selection.takes(record(status("/static/a/b.js", 200), selection)))
                .isFalse();
        assertThat(selection.takes(record(status("/static/a/b.css", 200), selection)))
                .isTrue();
        assertThat(selection.takes(record(status("/health/deep", 200), selection)))
                .isTrue();
        assertThat(selection.takes(record(status("/health", 503), selection))).isTrue();
    }

    private static Selection selection(Map<String, Object> options) {
        return Selection.of(GivenOptions.as(AuditCollectorConfig.class, options));
    }

    private static FakeExchange status(String path, int status) {
        FakeExchange exchange = new FakeExchange("GET", path);
        exchange.setStatus(status);
        return exchange;
    }

    private static AuditRecord record(FakeExchange exchange, Selection selection) {
        AuditRecord.Builder record = RequestRecords.begin(
                exchange, new Completion(Completion.Ending.COMPLETE, null), "", List.of(), Instant.EPOCH);
        selection.addHeaders(record, exchange);
        return record.build();
    }
}
