package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.common.file.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFolderTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path temporary;

    @SuppressWarnings("NullAway.Init")
    private Path defaults;

    @BeforeEach
    void writeDefaults() throws IOException {
        defaults = Files.createDirectory(temporary.resolve("defaults"));
        Files.writeString(defaults.resolve("plain.cfg"), "a = 1\n");
        Files.writeString(defaults.resolve("secret.cfg"), "keys = first:sha256:" + DataFolder.KEY_MARK + "\n");
    }

    @Test
    void theFirstStartCreatesFoldersDefaultsAndAKey() throws IOException {
        DataFolder data = DataFolder.at(temporary.resolve("new/data folder"));
        String key = data.addDefaults(defaults).orElseThrow();
        assertThat(data.conf().resolve("plain.cfg")).hasContent("a = 1");
        assertThat(data.conf().resolve("secret.cfg"))
                .hasContent("keys = first:sha256:" + Sha256.of(key.getBytes(StandardCharsets.UTF_8)));
        assertThat(data.apiKey()).hasContent(key);
        assertThat(data.root().toFile().list()).containsExactlyInAnyOrder("conf", "cache", "log", "api-key");
    }

    @Test
    void onlyTheOwnerCanReadFilesWithTheKey() throws IOException {
        DataFolder data = DataFolder.at(temporary.resolve("data"));
        data.addDefaults(defaults);
        for (Path file : new Path[] {data.apiKey(), data.conf().resolve("secret.cfg")}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aLaterStartOverwritesNothingAndAddsNewDefaults() throws IOException {
        DataFolder data = DataFolder.at(temporary.resolve("data"));
        data.addDefaults(defaults);
        Files.writeString(data.conf().resolve("plain.cfg"), "a = 2\n");
        Files.writeString(defaults.resolve("later.cfg"), "b = 1\n");
        assertThat(data.addDefaults(defaults)).isEqualTo(Optional.empty());
        assertThat(data.conf().resolve("plain.cfg")).hasContent("a = 2");
        assertThat(data.conf().resolve("later.cfg")).hasContent("b = 1");
    }

    @Test
    void aFileThatIsLostIsNotReplacedByTheDefault() throws IOException {
        DataFolder data = DataFolder.at(temporary.resolve("data"));
        Files.writeString(defaults.resolve("rule-all.cfg"), "a = 1\n");
        data.addDefaults(defaults);
        for (String name : new String[] {"plain", "rule%7Eall"}) {
            Files.createDirectories(data.root().resolve("config").resolve(name));
        }
        Files.delete(data.conf().resolve("plain.cfg"));
        Files.delete(data.conf().resolve("rule-all.cfg"));

        data.addDefaults(defaults);

        assertThat(data.conf().toFile().list()).containsExactly("secret.cfg");
    }

    @Test
    void aFileInPlaceOfTheFolderIsNamed() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");
        assertThatThrownBy(() -> DataFolder.at(file))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("file");
        assertThatThrownBy(() -> DataFolder.at(file.resolve("below"))).isInstanceOf(LaunchException.class);
    }

    @Test
    void aPipeInPlaceOfAFileThatIsOpenedIsNamed() throws Exception {
        Path root = temporary.resolve("data");
        DataFolder data = DataFolder.at(root);
        for (String name : new String[] {"lock", "log/hookline.log"}) {
            Path pipe = root.resolve(name);
            assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                    .isZero();
            assertThatThrownBy(() -> DataLock.claim(DataFolder.at(root)))
                    .isInstanceOf(LaunchException.class)
                    .hasMessage(pipe + " is not a regular file: delete it");
            Files.delete(pipe);
        }
        DataLock.claim(data).close();
    }

    @Test
    void everyKeyIsDifferentAndNeedsNoQuoting() {
        String one = ApiKey.generate();
        assertThat(one).matches("[A-Za-z0-9_][A-Za-z0-9_-]{31}").isNotEqualTo(ApiKey.generate());
    }
}
