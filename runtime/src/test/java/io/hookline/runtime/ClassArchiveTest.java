package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path file = Path.of("");
    private Path jar = Path.of("");
    private Distribution distribution = new Distribution(Path.of(""));

    @BeforeEach
    void makeDistribution() throws IOException {
        file = folder.resolve("cache/classes.jsa");
        jar = folder.resolve("home/bundles/one.jar");
        Files.createDirectories(folder.resolve("home/bundles"));
        Files.writeString(jar, "one");
        distribution = new Distribution(folder.resolve("home"));
    }

    @Test
    void itIsUpToDateUntilAJarChanges() throws Exception {
        ClassArchive archive = archive(new Training(distribution, "classes"));
        assertThat(archive.isUpToDate()).isFalse();
        assertThat(archive.make()).isTrue();
        assertThat(file).hasContent("classes");
        assertThat(archive.isUpToDate()).isTrue();

        Files.writeString(jar, "another");
        assertThat(archive.isUpToDate()).isFalse();
    }

    @Test
    void itIsMadeAgainIfItIsLostOrCutOff() throws Exception {
        ClassArchive archive = archive(new Training(distribution, "classes"));
        archive.make();
        Files.writeString(file, "cla");
        assertThat(archive.isUpToDate()).isFalse();
        archive.make();
        Files.delete(file);
        assertThat(archive.isUpToDate()).isFalse();
    }

    /** The start script reads the length behind the digest. */
    @Test
    void itsLengthIsNotedBesideIt() throws Exception {
        archive(new Training(distribution, "classes")).make();
        assertThat(Files.readString(folder.resolve("cache/classes.jsa.key"))).matches("[0-9a-f]{64} 7\n");
    }

    @Test
    void aTrainingRunThatFailsLeavesTheOldOneAndIsNotRepeatedUntilAJarChanges() throws Exception {
        archive(new Training(distribution, "classes")).make();
        Files.writeString(jar, "another");
        ClassArchive failing = archive(new Training(distribution, ""));
        assertThatExceptionOfType(IOException.class).isThrownBy(failing::make).withMessage("it does not start");
        assertThat(file).hasContent("classes");
        assertThat(failing.isUpToDate()).isTrue();
        Files.writeString(jar, "a third one");
        assertThat(failing.isUpToDate()).isFalse();
    }

    @Test
    void nothingIsLeftOfATrainingRunAlsoOfOneThatWasKilled() throws Exception {
        Path left = folder.resolve("cache/classes.jsa.training17/data/file");
        Files.createDirectories(left);
        archive(new Training(distribution, "classes")).make();
        assertThat(folder.resolve("cache")).isDirectoryNotContaining(path -> Files.isDirectory(path));
    }

    @Test
    void oneProcessMakesItAtATime() throws Exception {
        Files.createDirectories(folder.resolve("cache"));
        Path lockFile = folder.resolve("cache/classes.jsa.lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            assertThat(archive(new Training(distribution, "classes")).make()).isFalse();
        }
        assertThat(file).doesNotExist();
    }

    private ClassArchive archive(TrainingRun training) {
        return new ClassArchive(file, distribution, training);
    }

    /** Leaves these classes, or fails if there are none. */
    private static final class Training extends TrainingRun {

        private final String classes;

        Training(Distribution distribution, String classes) {
            super(distribution);
            this.classes = classes;
        }

        @Override
        void run(Path data, Path archive) throws IOException {
            Files.createDirectories(data);
            if (classes.isEmpty()) {
                throw new IOException("it does not start");
            }
            Files.writeString(archive, classes);
        }
    }
}
