package io.hookline.config.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.config.internal.schema.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionStoreTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private RevisionStore store;

    @BeforeEach
    void open() throws IOException {
        store = new RevisionStore(folder, CLOCK);
    }

    private static Dictionary<String, Object> properties(Object burst, boolean fromFile) {
        Dictionary<String, Object> properties = Values.properties(Map.of("service.pid", "a/b", "burst", burst));
        if (fromFile) {
            properties.put(Values.ORIGIN, "file:///conf/b.cfg");
        }
        return properties;
    }

    @Test
    void restoresTheNewestRevisionFromAFile() throws IOException {
        store.put("a/b", properties(1L, true), Marks.NONE, "file b.cfg", "");
        store.put("a/b", properties(new Integer[] {2, 3}, true), Marks.NONE, "file b.cfg", "JIRA-1");
        store.put("a/b", properties(4L, false), Marks.NONE, "code", "");

        RevisionStore again = new RevisionStore(folder, CLOCK);
        assertThat(again.current("a/b")).isNull();
        again.restore();

        assertThat(again.current("a/b").number()).isEqualTo(2);
        assertThat(again.current("a/b").settings()).containsEntry("burst", new Integer[] {2, 3});
        assertThat(again.current("a/b").by()).isEqualTo("file b.cfg");
        assertThat(again.current("a/b").reason()).isEqualTo("JIRA-1");
        assertThat(again.current("a/b").at()).isEqualTo(CLOCK.instant());
        assertThat(again.history("a/b")).extracting(StoredRevision::number).containsExactly(3L, 2L, 1L);
    }

    @Test
    void restoresWhatTheRulesSaidOfTheKeys() throws IOException {
        Marks marks = new Marks(Map.of("burst", "the limit = all"), Set.of("password"), Set.of("burst"));
        store.put("a/b", properties(1L, true), marks, "file b.cfg", "");

        RevisionStore again = new RevisionStore(folder, CLOCK);
        again.restore();

        assertThat(again.current("a/b").marks()).isEqualTo(marks);
        assertThat(again.current("a/b").settings()).isEqualTo(Map.of("burst", 1L));
    }

    @Test
    void doesNotRestoreADeletedConfiguration() throws IOException {
        store.put("a/b", properties(1L, true), Marks.NONE, "file b.cfg", "");
        store.delete("a/b", "file b.cfg, removed", "");

        RevisionStore again = new RevisionStore(folder, CLOCK);
        again.restore();

        assertThat(again.pids()).isEmpty();
        assertThat(again.history("a/b")).hasSize(2);
    }

    @Test
    void damagedRevisionsAreSetAsideAndReported() throws Exception {
        store.put("a/b", properties(1L, true), Marks.NONE, "x", "");
        store.put("a/b", properties(2L, true), Marks.NONE, "x", "");
        Path records = folder.resolve("a%2Fb");
        byte[] newest = Files.readAllBytes(records.resolve("2.config"));
        for (int length = 0; length < newest.length; length++) {
            Files.write(records.resolve("2.config"), Arrays.copyOf(newest, length));
            RevisionStore again = new RevisionStore(folder, CLOCK);
            again.restore();
            assertThat(again.current("a/b").settings())
                    .as("cut off after %s bytes", length)
                    .containsEntry("burst", 1L);
            assertThat(again.damaged().get("a/b"))
                    .singleElement()
                    .asString()
                    .contains("2.config is damaged and is set aside as 2.config.damaged");
        }
        assertThat(records.resolve("2.config.damaged")).exists();
        RevisionStore mended = new RevisionStore(folder, CLOCK);
        mended.restore();
        assertThat(mended.damaged()).isEmpty();
        mended.put("a/b", properties(3L, true), Marks.NONE, "x", "");
        assertThat(mended.current("a/b").number()).isEqualTo(2);
    }

    @Test
    void nothingInItsFolderIsFatal() throws Exception {
        store.put("a/b", properties(1L, true), Marks.NONE, "x", "");
        Path records = folder.resolve("a%2Fb");
        assertThat(new ProcessBuilder("mkfifo", records.resolve("2.config").toString())
                        .start()
                        .waitFor())
                .isZero();
        Files.createDirectory(records.resolve("3.config"));
        Files.createSymbolicLink(records.resolve("4.config"), records.resolve("4.config"));
        Files.createDirectory(folder.resolve("%"));
        RevisionStore again = new RevisionStore(folder, CLOCK);
        again.restore();
        assertThat(again.current("a/b").settings()).containsEntry("burst", 1L);
        assertThat(again.damaged().get("a/b")).hasSize(3);

        Path file = Files.writeString(folder.resolveSibling(folder.getFileName() + "-file"), "no folder");
        assertThat(new RevisionStore(file, CLOCK).pids()).isEmpty();
    }

    @Test
    void onlyARealChangeMakesARevision() throws IOException {
        store.put("a/b", properties("1", true), Marks.NONE, "x", "");
        store.put("a/b", properties(1L, true), Marks.NONE, "y", "");

        assertThat(store.history("a/b")).hasSize(1);
        assertThat(store.current("a/b").settings()).containsEntry("burst", 1L);
    }

    @Test
    void keepsTheNewestFiftyRevisions() throws IOException {
        for (long i = 1; i <= 60; i++) {
            store.put("a/b", properties(i, true), Marks.NONE, "x", "");
        }

        assertThat(store.history("a/b"))
                .hasSize(50)
                .first()
                .extracting(StoredRevision::number)
                .isEqualTo(60L);
        assertThat(folder.resolve("a%2Fb").toFile().list()).hasSize(50);
    }

    @Test
    void onlyTheOwnerCanReadARevision() throws IOException {
        store.put("a/b", properties(1L, true), Marks.NONE, "x", "");

        Path file = folder.resolve("a%2Fb").resolve("1.config");
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void aCopyKeepsItsRevisionsAndNamesItsOwnFiles() throws IOException {
        Path original = Files.createDirectories(folder.resolve("my data"));
        Path copy = folder.resolve("a copy");
        Dictionary<String, Object> properties = properties(1L, false);
        properties.put(Values.ORIGIN, original.resolve("conf/b.cfg").toUri().toString());
        properties.put("folder", original + "/deploy");
        properties.put("folders", new String[] {original.toString(), original + "-2/deploy"});
        new RevisionStore(original.resolve("config"), CLOCK).put("a/b", properties, Marks.NONE, "file b.cfg", "");
        Path record = original.resolve("config/a%2Fb/1.config");
        assertThat(Files.readString(record))
                .contains("my\\ data-2/deploy")
                .doesNotContain(original.toUri().toString(), "my\\ data/", "my\\ data\"");
        // As earlier versions wrote it.
        RecordFile.write(original.resolve("config/a%2Fb/2.config"), older(record, original));
        Files.createDirectories(copy.resolve("config/a%2Fb"));
        for (String name : new String[] {"1.config", "2.config"}) {
            Files.copy(record.resolveSibling(name), copy.resolve("config/a%2Fb").resolve(name));
        }

        RevisionStore copied = new RevisionStore(copy.resolve("config"), CLOCK);
        assertThat(copied.damaged()).isEmpty();
        assertThat(copied.history("a/b")).hasSize(2).allSatisfy(revision -> assertThat(revision.origin())
                .isEqualTo(copy.resolve("conf/b.cfg").toUri().toString()));
        assertThat(copied.revision("a/b", 1).orElseThrow().settings())
                .containsEntry("folder", copy + "/deploy")
                .containsEntry("folders", new String[] {copy.toString(), original + "-2/deploy"});
    }

    private static Dictionary<String, Object> older(Path record, Path original) throws IOException {
        Dictionary<String, Object> properties = RecordFile.read(record);
        properties.put(Values.ORIGIN, original.resolve("conf/b.cfg").toUri().toString());
        return properties;
    }
}
