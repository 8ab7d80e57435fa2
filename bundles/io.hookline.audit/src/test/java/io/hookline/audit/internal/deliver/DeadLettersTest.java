package io.hookline.audit.internal.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.internal.json.RecordJson;
import io.hookline.audit.output.AuditEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {

    private static final long MUCH = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void aLineThatWasWrittenHalfSpoilsNoOther() throws IOException {
        DeadLetters letters = new DeadLetters(folder, Clock.systemUTC());
        assertThat(letters.add("file", entry("first"), "400", MUCH)).isTrue();
        append("{\"rejected\":\"2026-11-27T");
        assertThat(letters.add("file", entry("second"), "400", MUCH)).isTrue();
        assertThat(replayed(letters)).hasSize(2).satisfiesExactly(one -> contains(one, "first"), one -> {
            contains(one, "second");
        });
        assertThat(folder.resolve("file.damaged")).content().contains("{\"rejected\":\"2026-11-27T");
        assertThat(letters.bytes("file")).isZero();
    }

    @Test
    void bytesThatAreNoTextStopNoReplay() throws IOException {
        DeadLetters letters = new DeadLetters(folder, Clock.systemUTC());
        Files.write(folder.resolve("file.jsonl"), new byte[] {(byte) 0xC3, (byte) 0x28, (byte) 0xFF, '\n'});
        assertThat(letters.add("file", entry("first"), "400", MUCH)).isTrue();
        assertThat(replayed(letters)).hasSize(1).satisfiesExactly(one -> contains(one, "first"));
        assertThat(folder.resolve("file.damaged")).isNotEmptyFile();
    }

    private void append(String text) throws IOException {
        Files.writeString(folder.resolve("file.jsonl"), text, StandardOpenOption.APPEND);
    }

    private static List<String> replayed(DeadLetters letters) throws IOException {
        List<String> all = new ArrayList<>();
        letters.replay(
                "file", payloads -> payloads.forEach(payload -> all.add(new String(payload, StandardCharsets.UTF_8))));
        return all;
    }

    private static void contains(String payload, String action) {
        assertThat(payload).contains("\"action\":\"" + action + "\"");
    }

    private static AuditEntry entry(String action) {
        return RecordJson.entry(
                1, AuditRecord.builder(Instant.EPOCH, "test", action).build(), Map.of());
    }
}
