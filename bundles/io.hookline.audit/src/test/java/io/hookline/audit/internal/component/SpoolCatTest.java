package io.hookline.audit.internal.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.internal.spool.SpoolCatTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code hookline spool cat} prints. */
class SpoolCatTest {

    @TempDir
    Path folder;

    @Test
    void itPrintsEachRecordAsALineAndNamesDamage() throws IOException {
        try (Pipeline pipeline = SpoolKillTest.open(folder)) {
            // Two appends at least, of which the second begins another segment.
            put(pipeline, 0, 200);
            put(pipeline, 200, 400);
            // The process that writes is still there.
            assertThat(lines(Map.of(), true)).hasSize(400);
        }
        List<String> lines = lines(Map.of(), true);
        assertThat(lines.get(7)).startsWith("{\"sequence\":8,\"written\":\"").contains("\\u001B\\u009b\\u202e7");
        assertThat(lines(Map.of("from", "399"), true)).hasSize(2);
        assertThat(lines(Map.of("output", "file"), true)).hasSize(400);
        assertThatThrownBy(() -> lines(Map.of("output", "otlp"), true)).hasMessageContaining("there are: file");

        try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
            Path first = files.sorted().findFirst().orElseThrow();
            byte[] content = Files.readAllBytes(first);
            content[content.length / 2] ^= 1;
            Files.write(first, content);
        }
        assertThat(lines(Map.of(), false)).anyMatch(line -> line.startsWith("{\"damaged\":\"000"));
    }

    private static void put(Pipeline pipeline, int from, int to) {
        for (int i = from; i < to; i++) {
            pipeline.put(AuditRecord.builder(Instant.EPOCH, "test", "a\u001b\u009b\u202e" + i)
                    .build());
        }
        await().atMost(Duration.ofSeconds(200)).until(() -> pipeline.spool().written() == to);
    }

    private List<String> lines(Map<String, String> options, boolean isWhole) {
        Map<String, String> all = new HashMap<>(options);
        all.put("folder", folder.toString());
        StringBuilder out = new StringBuilder();
        assertThat(new SpoolCatTask().apply(all, out)).isEqualTo(isWhole);
        return out.toString().lines().toList();
    }
}
