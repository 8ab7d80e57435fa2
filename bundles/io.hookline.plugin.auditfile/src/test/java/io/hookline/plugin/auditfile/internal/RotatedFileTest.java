package io.hookline.plugin.auditfile.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatedFileTest {

    @TempDir
    Path folder;

    @Test
    void aFullFileIsCompressedAndTheOldestOneGoes() throws IOException {
        RotatedFile file = new RotatedFile(folder.resolve("a/audit.jsonl"), 20, 2);
        for (int i = 0; i < 10; i++) {
            file.write(List.of("record " + i));
        }
        assertThat(folder.resolve("a/audit.jsonl")).hasContent("record 8\nrecord 9");
        assertThat(unzipped("a/audit.jsonl.1.gz")).isEqualTo("record 6\nrecord 7\n");
        assertThat(unzipped("a/audit.jsonl.2.gz")).isEqualTo("record 4\nrecord 5\n");
        try (Stream<Path> files = Files.list(folder.resolve("a"))) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void aLineWithoutItsEndSpoilsNoOther() throws IOException {
        Path path = folder.resolve("audit.jsonl");
        Files.writeString(path, "whole\nhal");
        new RotatedFile(path, 1_000, 1).write(List.of("next"));
        assertThat(path).hasContent("whole\nhal\nnext");
    }

    private String unzipped(String name) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve(name)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
