package io.hookline.plugin.auditfile.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.common.chain.ChainCheck;
import io.hookline.common.chain.ChainedLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
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
        RotatedFile file = new RotatedFile(folder.resolve("a/audit.jsonl"), 20, 2, false);
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
        new RotatedFile(path, 1_000, 1, false).write(List.of("next"));
        assertThat(path).hasContent("whole\nhal\nnext");
    }

    @Test
    void theChainGoesOnOverRotationRestartsAndACrash() throws IOException {
        Path path = folder.resolve("audit.jsonl");
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            // Another process or release each time.
            RotatedFile file = new RotatedFile(path, 500, 100, true);
            file.write(List.of("{\"n\":" + i + "}"));
            file.write(List.of("{\"m\":" + i + "}"));
            if (i % 3 == 1) {
                Files.writeString(path, "{\"half\":", StandardOpenOption.APPEND);
            }
        }
        ChainCheck check = new ChainCheck("");
        for (int number = 100; number >= 1; number--) {
            if (Files.exists(folder.resolve("audit.jsonl." + number + ".gz"))) {
                unzipped("audit.jsonl." + number + ".gz").lines().forEach(written::add);
            }
        }
        written.addAll(Files.readAllLines(path));
        written.forEach(line -> check.line(line, line));
        assertThat(check.broken()).isNull();
        assertThat(check.lines()).isEqualTo(24);
        assertThat(written.get(0)).contains(ChainedLine.START);
        assertThat(folder.resolve("audit.jsonl.3.gz")).exists();
    }

    @Test
    void theChainGoesOnAfterABatchThatTheDiskRefused() throws IOException {
        Path path = folder.resolve("audit.jsonl");
        RotatedFile file = new RotatedFile(path, 1_000_000, 1, true);
        file.write(List.of("{\"n\":1}"));
        Path aside = Files.move(path, folder.resolve("aside"));
        Files.createDirectory(path);
        assertThatThrownBy(() -> file.write(List.of("{\"n\":2}"))).isInstanceOf(IOException.class);
        Files.delete(path);
        Files.move(aside, path);
        file.write(List.of("{\"n\":2}"));
        ChainCheck check = new ChainCheck("");
        Files.readAllLines(path).forEach(line -> check.line(line, line));
        assertThat(check.broken()).isNull();
        assertThat(check.lines()).isEqualTo(2);
    }

    private String unzipped(String name) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve(name)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
