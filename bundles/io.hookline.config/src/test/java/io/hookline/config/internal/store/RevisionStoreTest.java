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
import java.util.Dictionary;
import java.util.Map;
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
        store.put("a/b", properties(1L, true), "file b.cfg");
        store.put("a/b", properties(new Integer[] {2, 3}, true), "file b.cfg");
        store.put("a/b", properties(4L, false), "code");

        RevisionStore again = new RevisionStore(folder, CLOCK);
        assertThat(again.current("a/b")).isNull();
        again.restore(origin -> true);

        assertThat(again.current("a/b").number()).isEqualTo(2);
        assertThat(again.current("a/b").settings()).containsEntry("burst", new Integer[] {2, 3});
        assertThat(again.current("a/b").by()).isEqualTo("file b.cfg");
        assertThat(again.current("a/b").at()).isEqualTo(CLOCK.instant());
        assertThat(again.history("a/b")).extracting(StoredRevision::number).containsExactly(3L, 2L, 1L);
    }

    @Test
    void doesNotRestoreARevisionWhoseFileIsDeleted() throws IOException {
        store.put("a/b", properties(1L, true), "file b.cfg");

        RevisionStore again = new RevisionStore(folder, CLOCK);
        again.restore(origin -> false);

        assertThat(again.current("a/b")).isNull();
    }

    @Test
    void doesNotRestoreADeletedConfiguration() throws IOException {
        store.put("a/b", properties(1L, true), "file b.cfg");
        store.delete("a/b", "file b.cfg, removed");

        RevisionStore again = new RevisionStore(folder, CLOCK);
        again.restore(origin -> true);

        assertThat(again.pids()).isEmpty();
        assertThat(again.history("a/b")).hasSize(2);
    }

    @Test
    void skipsTruncatedFiles() throws IOException {
        store.put("a/b", properties(1L, true), "x");
        store.put("a/b", properties(2L, true), "x");
        Path newest = folder.resolve("a%2Fb").resolve("2.config");
        Files.write(newest, new byte[0]);
        Files.writeString(folder.resolve("a%2Fb").resolve("3.config"), "burst=L\"");

        RevisionStore again = new RevisionStore(folder, CLOCK);
        again.restore(origin -> true);

        assertThat(again.current("a/b").settings()).containsEntry("burst", 1L);
    }

    @Test
    void onlyARealChangeMakesARevision() throws IOException {
        store.put("a/b", properties("1", true), "x");
        store.put("a/b", properties(1L, true), "y");

        assertThat(store.history("a/b")).hasSize(1);
        assertThat(store.current("a/b").settings()).containsEntry("burst", 1L);
    }

    @Test
    void keepsTheNewestFiftyRevisions() throws IOException {
        for (long i = 1; i <= 60; i++) {
            store.put("a/b", properties(i, true), "x");
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
        store.put("a/b", properties(1L, true), "x");

        Path file = folder.resolve("a%2Fb").resolve("1.config");
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }
}
