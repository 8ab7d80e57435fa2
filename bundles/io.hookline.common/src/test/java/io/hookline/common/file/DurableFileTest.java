package io.hookline.common.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DurableFileTest {

    private static final byte[] OLD = "old".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NEW = "new".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    @Test
    void writesNewContentAndLeavesNoTemporaryFile() throws IOException {
        Path file = directory.resolve("state");
        DurableFile.write(file, OLD);
        DurableFile.write(file, NEW);

        assertThat(file).hasBinaryContent(NEW);
        assertThat(directory).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void replacesATemporaryFileOfAnEarlierProcess() throws IOException {
        Files.write(directory.resolve(".state.new"), OLD);
        DurableFile.write(directory.resolve("state"), NEW);

        assertThat(directory.resolve("state")).hasBinaryContent(NEW);
        assertThat(directory.resolve(".state.new")).doesNotExist();
    }

    @Test
    void aFailedWriteKeepsTheOldContentAndLeavesNoTemporaryFile() throws IOException {
        Path file = Files.createDirectories(directory.resolve("state/full")).getParent();

        assertThatThrownBy(() -> DurableFile.write(file, NEW)).isInstanceOf(IOException.class);
        assertThat(file).isDirectory();
        assertThat(directory.resolve(".state.new")).doesNotExist();
    }

    @Test
    void onlyTheOwnerCanReadWhatIsWritten() throws IOException {
        Path file = Files.write(directory.resolve("state"), OLD);
        if (OwnerOnly.isSupported(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            DurableFile.write(file, NEW);
            assertThat(permissions(file)).isEqualTo("rw-------");
        }
    }

    @Test
    void aReplacedFileKeepsItsPermissions() throws IOException {
        Path file = Files.write(directory.resolve("state"), OLD);
        Path other = directory.resolve("other");
        if (OwnerOnly.isSupported(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
            DurableFile.replace(file, NEW);
            DurableFile.replace(other, NEW);
            assertThat(permissions(file)).isEqualTo("rw-r-----");
            assertThat(permissions(other)).isEqualTo("rw-------");
        }
    }

    @Test
    void createsDirectoriesThatOnlyTheOwnerCanEnter() throws IOException {
        Path inner = OwnerOnly.createDirectories(directory.resolve("outer/inner"));
        assertThat(inner).isDirectory();
        if (OwnerOnly.isSupported(inner)) {
            assertThat(permissions(inner)).isEqualTo("rwx------");
            assertThat(permissions(directory.resolve("outer"))).isEqualTo("rwx------");
        }
    }

    @Test
    void worksOnAFileSystemWithoutPosixPermissions() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(directory.resolve("files.zip"), Map.of("create", "true"))) {
            Path inner = OwnerOnly.createDirectories(zip.getPath("/outer/inner"));
            Path file = inner.resolve("state");
            assertThat(OwnerOnly.isSupported(file)).isFalse();
            DurableFile.write(file, OLD);
            DurableFile.replace(file, NEW);
            assertThat(Files.readAllBytes(file)).isEqualTo(NEW);
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
