package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.chain.ChainedLine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code hookline audit verify} on a file that was rotated twice. */
class AuditCommandTest {

    @TempDir
    Path folder;

    private final List<String> lines = new ArrayList<>();
    private final StringWriter out = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        String previous = ChainedLine.START;
        for (int i = 1; i <= 9; i++) {
            ChainedLine line = ChainedLine.after(previous, "{\"sequence\":" + i + "}");
            lines.add(line.text());
            previous = line.hash();
        }
        zip("audit.jsonl.2.gz", lines.subList(0, 3));
        zip("audit.jsonl.1.gz", lines.subList(3, 6));
        Files.write(folder.resolve("audit.jsonl"), lines.subList(6, 9));
    }

    @Test
    void filesAreFollowedOverTheirRotation() {
        assertThat(verify()).isZero();
        assertThat(out.toString()).contains("OK: 9 records").contains(hash(8));
    }

    @Test
    void theFirstRecordThatDoesNotFitIsNamedWithItsFileAndLine() throws IOException {
        zip("audit.jsonl.1.gz", List.of(lines.get(3), lines.get(5)));
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString())
                .contains("BROKEN at line 2 of " + folder.resolve("audit.jsonl.1.gz"))
                .contains("missing")
                .contains("4 records before it");
    }

    @Test
    void aWholeFileThatIsGoneIsSeenAtTheNextOne() throws IOException {
        Files.delete(folder.resolve("audit.jsonl.1.gz"));
        Files.move(folder.resolve("audit.jsonl.2.gz"), folder.resolve("audit.jsonl.1.gz"));
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString()).contains("BROKEN at line 1 of " + folder.resolve("audit.jsonl") + ":");
    }

    @Test
    void aTailThatWasCutOffIsSeenByAnAnchor() throws IOException {
        Files.write(folder.resolve("audit.jsonl"), lines.subList(6, 8));
        assertThat(verify()).isZero();
        assertThat(verify("--anchor", hash(8))).isEqualTo(1);
        assertThat(verify("--anchor", hash(7))).isZero();
    }

    @Test
    void aFileWithoutHashesOrThatIsNotThereIsNoSuccess() throws IOException {
        Path other = folder.resolve("other.jsonl");
        assertThat(run("audit", "verify", other.toString())).isEqualTo(1);
        Files.writeString(other, "{\"sequence\":1}\n");
        assertThat(run("audit", "verify", other.toString())).isEqualTo(1);
        assertThat(Instance.isMeant("audit", "verify", "x")).isFalse();
        assertThat(Instance.isMeant("audit", "test", "source=http")).isTrue();
    }

    private int verify(String... options) {
        List<String> words = new ArrayList<>(
                List.of("audit", "verify", folder.resolve("audit.jsonl").toString()));
        words.addAll(List.of(options));
        return run(words.toArray(new String[0]));
    }

    private int run(String... words) {
        CommandLine line = Hookline.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(new StringWriter()));
        return line.execute(words);
    }

    private String hash(int index) {
        return lines.get(index).replaceAll(".*\"hash\":\"([0-9a-f]+)\".*", "$1");
    }

    private void zip(String name, List<String> content) throws IOException {
        try (OutputStream zipped = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            zipped.write((String.join("\n", content) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
