package io.hookline.shell.internal.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.shell.feed.LogEntry;
import io.hookline.shell.feed.LogFeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {

    private static final String HEAD = "2026-11-27 10:00:00.000 INFO  [main] i.h.deploy.Deployer - ";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void readsTheLatestEntriesWithTheirStacks() throws IOException {
        write("hookline.log", HEAD + "one\n" + "2026-11-27 10:00:01.000 ERROR [a b] x.Y - two\njava.lang.X\n\tat y\n");

        try (LogFeed.Tail tail = new LogFiles(folder).tail(1, entry -> true)) {
            assertThat(tail.next())
                    .containsExactly(
                            new LogEntry("2026-11-27 10:00:01.000", "ERROR", "a b", "x.Y", "two\njava.lang.X\n\tat y"));
        }
    }

    @Test
    void readsTheFileBeforeIfTheNewestHasTooFew() throws IOException {
        write("hookline.1.log", HEAD + "one\n" + HEAD + "two\n");
        write("hookline.log", HEAD + "three\n");

        try (LogFeed.Tail tail = new LogFiles(folder).tail(2, entry -> true)) {
            assertThat(tail.next()).extracting(LogEntry::text).containsExactly("two", "three");
        }
    }

    @Test
    void readsFurtherBackForEntriesThatPass() throws IOException {
        write("hookline.log", HEAD + "wanted\n" + (HEAD + "x".repeat(1_000) + "\n").repeat(600));

        try (LogFeed.Tail tail =
                new LogFiles(folder).tail(1, entry -> entry.text().equals("wanted"))) {
            assertThat(tail.next()).hasSize(1);
        }
    }

    @Test
    void followsWholeLinesIntoTheNextFile() throws IOException {
        write("hookline.log", HEAD + "one\n");
        try (LogFeed.Tail tail = new LogFiles(folder).tail(0, entry -> true)) {
            assertThat(tail.next()).isEmpty();
            write("hookline.log", HEAD + "two\n" + HEAD + "hal");
            assertThat(tail.next()).extracting(LogEntry::text).containsExactly("two");
            write("hookline.log", "f\n");
            Files.move(folder.resolve("hookline.log"), folder.resolve("hookline.1.log"));
            assertThat(tail.next()).extracting(LogEntry::text).containsExactly("half");
            write("hookline.log", HEAD + "three\n");
            assertThat(tail.next()).extracting(LogEntry::text).containsExactly("three");
            assertThat(tail.next()).isEmpty();
        }
    }

    @Test
    void saysThatThereIsNoLog() {
        assertThatThrownBy(() -> new LogFiles((@Nullable Path) null).tail(1, entry -> true))
                .hasMessageContaining("no data folder");
        assertThatThrownBy(() -> new LogFiles(folder).tail(1, entry -> true)).hasMessageContaining("no log file");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
