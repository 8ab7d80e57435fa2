package io.hookline.audit.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.output.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordJsonTest {

    private static final AuditRecord RECORD = AuditRecord.builder(
                    Instant.parse("2026-11-27T10:00:00.123Z"), "http", "GET")
            .level(AuditRecord.Level.WARN)
            .actor("alice\r\n\u001b[2J")
            .resource("/records/ü\u2028")
            .outcome(AuditRecord.Outcome.REFUSED, "no \"role\"")
            .callId("c1")
            .traceId("t1")
            .releases(List.of("a@1.0.0"))
            .field("path", "/records")
            .build();

    @Test
    void aRecordComesBackFromTheSpoolForItsOutputsAlone() {
        byte[] payload = RecordJson.encode(new RoutedRecord(RECORD, Map.of("file", Map.of("env", "prod"))));
        AuditEntry entry = RecordJson.entry("file", 7, payload);
        assertThat(entry).isNotNull();
        assertThat(entry.record()).isEqualTo(RECORD);
        assertThat(entry.labels()).containsExactly(Map.entry("env", "prod"));
        assertThat(RecordJson.entry("otlp", 7, payload)).isNull();
        assertThat(RecordJson.isFor("file", payload)).isTrue();
        assertThat(RecordJson.isFor("otlp", payload)).isFalse();
        assertThat(RecordJson.outputs(payload)).containsExactly("file");
        assertThat(RecordJson.entry("file", 7, "garbage".getBytes(StandardCharsets.UTF_8)))
                .isNull();
    }

    @Test
    void whatAnOutputGetsIsOneLineWithoutControlCharacters() {
        AuditEntry entry = RecordJson.entry(7, RECORD, Map.of("env", "prod"));
        assertThat(entry.json())
                .startsWith("{\"sequence\":7,\"time\":\"2026-11-27T10:00:00.123Z\"")
                .endsWith("\"labels\":{\"env\":\"prod\"}}")
                .contains("alice\\r\\n\\u001B[2J", "no \\\"role\\\"");
        assertThat(entry.json().chars()).noneMatch(c -> c < ' ');
    }

    @Test
    void aDeadLetterHoldsTheRecordAndGoesToItsOutputAgain() {
        AuditEntry entry = RecordJson.entry(7, RECORD, Map.of("env", "prod"));
        String letter = RecordJson.deadLetter(entry, "400 too old", Instant.EPOCH);
        RoutedRecord again = RecordJson.ofDeadLetter(letter, "file");
        assertThat(again.record()).isEqualTo(RECORD);
        assertThat(again.targets()).isEqualTo(Map.of("file", Map.of("env", "prod")));
        assertThat(letter).contains("400 too old").doesNotContain("\n");
        assertThatThrownBy(() -> RecordJson.ofDeadLetter("{}", "file")).isInstanceOf(IllegalArgumentException.class);
    }
}
