package io.hookline.deploy.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.hookline.api.runtime.Actor;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.QuarantineEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage to the deployer's own records is never fatal. */
final class DamagedRecordsTest {

    private static final Artifact ONE = new Artifact("one", "1.0.0", "11", "one.jar", null);
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path folder;

    private final List<String> damage = new ArrayList<>();

    private Quarantine quarantine() {
        return Quarantine.in(folder.resolve("quarantine.json"), CLOCK, damage::add);
    }

    @Test
    void aDamagedQuarantineIsRestoredFromItsCopy() throws Exception {
        quarantine().add(ONE, "it failed");
        Path file = folder.resolve("quarantine.json");
        for (String garbage : List.of("", "garbage", "[{\"sha256\":", "{}", "[".repeat(100_000))) {
            Files.writeString(file, garbage);
            assertThat(quarantine().find("11")).map(QuarantineEntry::reason).contains("it failed");
            assertThat(folder.resolve("quarantine.json.damaged")).hasContent(garbage);
        }
        assertThat(damage).hasSize(5).allMatch(text -> text.endsWith("it is restored from its copy"));
        assertThat(quarantine().entries()).hasSize(1);
        assertThat(damage).hasSize(5);
    }

    @Test
    void aQuarantineWhoseCopyIsDamagedTooBeginsAnewAndSaysWhatThatMeans() throws Exception {
        quarantine().add(ONE, "it failed");
        Files.writeString(folder.resolve("quarantine.json"), "garbage");
        Files.writeString(folder.resolve("quarantine.json.copy"), "garbage");
        assertThat(quarantine().entries()).isEmpty();
        assertThat(damage).singleElement().asString().contains("What was in quarantine may run again");
        quarantine().add(ONE, "again");
        assertThat(quarantine().find("11")).isPresent();
    }

    @Test
    void aPipeInPlaceOfARecordIsSetAsideAndDoesNotBlock() throws Exception {
        pipe(folder.resolve("quarantine.json"));
        pipe(folder.resolve("00000003.json"));
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(quarantine().entries()).isEmpty();
            FileDesiredSetStore.in(folder, CLOCK, damage::add);
        });
        assertThat(damage).hasSize(2).allMatch(text -> text.contains("not a regular file"));
    }

    @Test
    void aDamagedSetIsSetAsideAndItsNumberIsNotUsedAgain() throws Exception {
        FileDesiredSetStore.in(folder, CLOCK).write(draft("first"));
        FileDesiredSetStore.in(folder, CLOCK).write(draft("second"));
        Files.writeString(folder.resolve("00000002.json"), "garbage");
        FileDesiredSetStore sets = FileDesiredSetStore.in(folder, CLOCK, damage::add);
        assertThat(sets.current().orElseThrow().cause()).isEqualTo("first");
        assertThat(folder.resolve("00000002.json.damaged")).exists();
        assertThat(damage).singleElement().asString().contains("is damaged and skipped");
        FileDesiredSetStore again = FileDesiredSetStore.in(folder, CLOCK, damage::add);
        assertThat(damage).hasSize(1);
        assertThat(again.write(draft("third")).number()).isEqualTo(3);
    }

    @Test
    void aStoreIsLockedForOneUser() throws Exception {
        try (StoreLock lock = StoreLock.claim(folder)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> StoreLock.claim(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is used by another process or deployment");
        }
        StoreLock.claim(folder).close();
    }

    @Test
    void aFileInPlaceOfAFolderOfTheStoreIsSetAside() throws Exception {
        Files.writeString(folder.resolve("sha256"), "garbage");
        ContentStore.in(folder);
        assertThat(folder.resolve("sha256")).isDirectory();
        assertThat(folder.resolve("sha256.damaged")).hasContent("garbage");
    }

    private static DesiredSetDraft draft(String cause) {
        return new DesiredSetDraft(cause, Actor.of(Actor.Kind.API), List.of(), List.of(ONE), Set.of());
    }

    private static void pipe(Path path) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                .isZero();
    }
}
