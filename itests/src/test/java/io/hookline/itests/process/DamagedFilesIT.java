package io.hookline.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Files of the deployer that are damaged between two runs. */
class DamagedFilesIT extends ProcessTest {

    @Test
    void releasesWithDamagedJarsAreLeftOutAndTheOthersRun() throws Exception {
        HooklineProcess process = start();
        process.command("hook:deploy " + quoted(marking("test.flipped", "1.0.0")) + " "
                + quoted(marking("test.truncated", "1.0.0")) + " " + quoted(marking("test.deleted", "1.0.0")) + " "
                + quoted(marking("test.whole", "1.0.0")));
        Map<String, String> desired = process.desired();
        assertRuns(process);
        process.exit();

        flip(jar(desired, "test.flipped"));
        Path truncated = jar(desired, "test.truncated");
        Files.write(truncated, Arrays.copyOf(Files.readAllBytes(truncated), 1_000));
        Files.delete(jar(desired, "test.deleted"));
        HooklineProcess next = start();
        assertThat(next.desired()).isEqualTo(desired);
        assertThat(next.marks()).isEqualTo(Map.of("test.whole", "1.0.0"));
        assertThat(next.call().statusCode()).isEqualTo(200);
        Map<String, String> status = next.status();
        assertThat(status.get("test.flipped 1.0.0")).startsWith("FAILED").contains("was changed in the store");
        assertThat(status.get("test.truncated 1.0.0")).startsWith("FAILED").contains("was changed in the store");
        assertThat(status.get("test.deleted 1.0.0")).startsWith("FAILED").contains("not in the store any more");
        assertThat(next.report()).contains("test.deleted 1.0.0 of the desired set is left out");

        // The remedy that the reason names.
        String again = next.command("hook:deploy " + quoted(marking("test.flipped", "1.0.0")) + " "
                + quoted(marking("test.truncated", "1.0.0")) + " " + quoted(marking("test.deleted", "1.0.0")));
        assertThat(again).contains("running test.flipped 1.0.0", "test.truncated 1.0.0", "test.deleted 1.0.0");
        assertRuns(next);
    }

    @Test
    void aDamagedSetIsSkippedAndThePreviousOneIsUsed() throws Exception {
        HooklineProcess process = start();
        process.command("hook:deploy " + quoted(marking("test.a", "1.0.0")));
        Map<String, String> before = process.desired();
        process.command("hook:deploy " + quoted(marking("test.a", "1.1.0")));
        process.exit();

        Path newest;
        try (Stream<Path> sets = Files.list(data.resolve("deploy").resolve("sets"))) {
            newest = sets.sorted().toList().get(2);
        }
        flip(newest);
        HooklineProcess next = start();
        assertThat(next.desired()).isEqualTo(before);
        assertRuns(next);
        assertThat(next.report()).contains(newest + " is damaged and skipped");
        // The number of the damaged one is not used again.
        assertThat(next.command("hook:remove test.a")).contains("set 4, generation");
    }

    @Test
    void aDamagedQuarantineIsRestoredFromItsCopyAndReported() throws Exception {
        HooklineProcess process = start();
        process.command("hook:quarantine ratelimit 1.0.0 a test");
        process.exit();
        Path quarantine = data.resolve("deploy").resolve("quarantine.json");
        Files.writeString(quarantine, "]garbage");
        Files.writeString(data.resolve("deploy").resolve("starts.json"), "]garbage");
        Files.writeString(data.resolve("cache").resolve("last-start"), "]garbage");

        HooklineProcess next = start();
        assertThat(next.report())
                .contains("PROBLEM")
                .contains(quarantine + " is damaged")
                .contains("its copy");
        assertThat(next.status().get("io.hookline.plugin.ratelimit 1.0.0")).isEqualTo("QUARANTINED a test");
        assertThat(next.call().statusCode()).isEqualTo(200);
    }

    @Test
    void aCopiedDataFolderWorksOnItsOwnFilesOnly() throws Exception {
        HooklineProcess original = start();
        original.command("hook:deploy " + quoted(marking("test.a", "1.0.0")));
        original.command("hook:config ratelimit set burst=999999");
        String history = original.command("hook:config ratelimit history --json");
        original.kill();
        Path source = data;
        Path copy = folder.resolve("a copy");
        assertThat(new ProcessBuilder("cp", "-a", source.toString(), copy.toString())
                        .start()
                        .waitFor())
                .isZero();
        original = start();
        Map<String, String> desired = original.desired();

        data = copy;
        HooklineProcess copied = start();
        assertThat(copied.report()).contains("the data folder was copied from " + source.toRealPath());
        assertThat(copied.command("hook:config ratelimit history --json")).isEqualTo(history);
        assertThat(copied.command("hook:config ratelimit"))
                .contains("burst 999999")
                .doesNotContain("damaged");
        assertThat(log()).doesNotContain("is damaged");
        copied.command("hook:remove test.a");
        Files.copy(marking("test.b", "1.0.0"), copy.resolve("drop").resolve("b.jar"));
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(copied.marks())
                .isEqualTo(Map.of("test.b", "1.0.0")));
        assertThat(original.desired()).isEqualTo(desired);
        assertThat(original.marks()).isEqualTo(Map.of("test.a", "1.0.0"));
        assertRuns(copied);
    }

    private Path jar(Map<String, String> desired, String name) {
        String sha256 = desired.get(name).substring(desired.get(name).indexOf(' ') + 1);
        return data.resolve("deploy").resolve("sha256").resolve(sha256 + ".jar");
    }

    private static void flip(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        content[content.length / 2] ^= 1;
        Files.write(file, content);
    }
}
