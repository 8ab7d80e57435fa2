package io.hookline.common.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void whatIsCreatedIsForItsOwnerAndWhatIsOpenIsFound() throws IOException {
        Path made = OwnerOnly.createDirectories(folder.resolve("a/b"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        assertThat(OwnerOnly.isOpenToOthers(made)).isFalse();
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx--x---"));
        assertThat(OwnerOnly.isOpenToOthers(made)).isTrue();
    }

    /** As on Windows: the file system inside a zip file has no such permissions either. */
    @Test
    void withoutPosixPermissionsTheFileSystemsOwnDefaultsApply() throws IOException {
        URI zip = URI.create("jar:" + folder.resolve("a.zip").toUri());
        try (FileSystem other = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path made = OwnerOnly.createDirectories(other.getPath("/a/b"));
            assertThat(OwnerOnly.isSupported(made)).isFalse();
            assertThat(OwnerOnly.isOpenToOthers(made)).isFalse();
            Path file = made.resolve("c");
            Files.createFile(file, OwnerOnly.file(file));
            Files.write(file, "text".getBytes(StandardCharsets.UTF_8));
            assertThat(Files.readString(file)).isEqualTo("text");
        }
    }
}
