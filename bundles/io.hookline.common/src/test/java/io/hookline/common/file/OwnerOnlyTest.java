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
        assertThat(OwnerOnly.isChangeableByOthers(made)).isFalse();
        Path file = Files.createFile(made.resolve("c"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        assertThat(OwnerOnly.isChangeableByOthers(file)).isTrue();
        OwnerOnly.protect(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    /** As on a memory stick: the file system inside a zip file knows no users either. */
    @Test
    void withoutPosixPermissionsTheFileSystemsOwnDefaultsApply() throws IOException {
        URI zip = URI.create("jar:" + folder.resolve("a.zip").toUri());
        try (FileSystem other = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path made = OwnerOnly.createDirectories(other.getPath("/a/b"));
            assertThat(OwnerOnly.isSupported(made)).isFalse();
            assertThat(OwnerOnly.isOpenToOthers(made)).isFalse();
            assertThat(OwnerOnly.isChangeableByOthers(made)).isFalse();
            OwnerOnly.protect(made);
            Path file = made.resolve("c");
            Files.createFile(file, OwnerOnly.file(file));
            Files.write(file, "text".getBytes(StandardCharsets.UTF_8));
            assertThat(Files.readString(file)).isEqualTo("text");
        }
    }
}
