package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.common.file.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFolderLocationTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    @Test
    void aFolderThatLiesWhereItDidIsLeftAlone() {
        DataFolder data = DataFolder.at(temporary.resolve("data"));
        assertThat(new DataFolderLocation(data).heal()).isEmpty();
        assertThat(new DataFolderLocation(data).heal()).isEmpty();
    }

    @Test
    void aMovedFolderNamesItsOwnFiles() throws IOException {
        Path before = temporary.resolve("my data");
        new DataFolderLocation(DataFolder.at(before)).heal();
        Path stored = Files.createDirectories(before.resolve("config/x")).resolve("1.config");
        Files.writeString(
                stored,
                "folder=\"" + before + "/deploy\"\nfile=\""
                        + before.resolve("conf/x.cfg").toUri()
                        + "\"\nescaped=\"" + before.toString().replace(" ", "\\ ") + "/drop\"\nother=\"" + before
                        + "-2/drop\"\n");
        Files.createDirectories(before.resolve("cache/felix/bundle1"));
        Files.writeString(before.resolve("conf/x.cfg"), "folder = " + before + "/deploy\n");
        Path now = Files.move(before, temporary.resolve("my data kept"));

        assertThat(new DataFolderLocation(DataFolder.at(now)).heal())
                .satisfiesExactly(
                        healed -> assertThat(healed)
                                .startsWith("the data folder was moved from " + before + ": 1 stored configurations"),
                        named -> assertThat(named).startsWith("conf/x.cfg names a path in the old folder"));
        assertThat(now.resolve("config/x/1.config"))
                .hasContent("folder=\"" + now + "/deploy\"\nfile=\""
                        + now.resolve("conf/x.cfg").toUri()
                        + "\"\nescaped=\"" + now.toString().replace(" ", "\\ ") + "/drop\"\nother=\"" + before
                        + "-2/drop\"\n");
        assertThat(now.resolve("cache/felix")).doesNotExist();
        assertThat(new DataFolderLocation(DataFolder.at(now)).heal()).isEmpty();
    }

    @Test
    void aCopyIsToldFromAMove() throws IOException {
        Path original = temporary.resolve("data");
        new DataFolderLocation(DataFolder.at(original)).heal();
        DataFolder copy = DataFolder.at(temporary.resolve("copy"));
        Files.copy(original.resolve("location"), copy.root().resolve("location"));
        assertThat(new DataFolderLocation(copy).heal())
                .singleElement()
                .asString()
                .startsWith("the data folder was copied from " + original.toRealPath());
    }

    @Test
    void aRecordWithADigestGetsAnotherAndADamagedOneIsLeftToItsReader() {
        String content = "file=\"/old/conf/x.cfg\"\n";
        String record = "# sha256 " + Sha256.of(bytes(content)) + "\n" + content;
        String there = "file=\"/new/conf/x.cfg\"\n";
        assertThat(RelocatedRecord.of(bytes(record), "/old", "/new"))
                .asString()
                .isEqualTo("# sha256 " + Sha256.of(bytes(there)) + "\n" + there);
        String damaged = record.substring(0, record.length() - 2);
        assertThat(RelocatedRecord.of(bytes(damaged), "/old", "/new"))
                .asString()
                .isEqualTo(damaged);
        byte[] noText = {(byte) 0xff, (byte) 0xfe, 0};
        assertThat(RelocatedRecord.of(noText, "/old", "/new")).isEqualTo(noText);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
