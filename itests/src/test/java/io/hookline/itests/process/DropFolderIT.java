package io.hookline.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.itests.fixture.BundleJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** Jars that are added to, changed in and removed from the drop folder. */
class DropFolderIT extends ProcessTest {

    @Test
    void aJarIsDeployedThenSwappedThenRemovedWithoutALostCall() throws Exception {
        HooklineProcess process = start();
        try (CallingClients clients = CallingClients.of(process, 4)) {
            drop("a plugin.jar", BundleJar.marking("test.a", "1.0.0").bytes());
            awaitMarks(process, Map.of("test.a", "1.0.0"));
            drop("a plugin.jar", BundleJar.marking("test.a", "1.1.0").bytes());
            awaitMarks(process, Map.of("test.a", "1.1.0"));
            assertRuns(process);
            Files.delete(dropped("a plugin.jar"));
            awaitMarks(process, Map.of());
            clients.awaitMoreCalls(20);
            assertThat(clients.failures()).isEmpty();
        }
        assertThat(process.desired()).doesNotContainKey("test.a");
        // At the next start File Install must not watch the folder before the deployer is there.
        assertThat(data.resolve("config").toFile().list()).noneMatch(name -> name.contains("fileinstall"));
        assertThat(process.command("hook:history"))
                .contains("drop folder: test.a 1.1.0")
                .contains("taken out of the drop folder: test.a 1.1.0");
    }

    @Test
    void aHalfWrittenJarIsDeployedOnceItIsComplete() throws Exception {
        HooklineProcess process = start();
        byte[] whole = BundleJar.marking("test.a", "1.0.0").bytes();
        Path reason = dropped("half.jar.refused.txt");
        Files.write(dropped("half.jar"), Arrays.copyOf(whole, whole.length / 2));
        await().until(() -> Files.exists(reason));
        assertThat(reason).content().startsWith("DAMAGED: ");
        assertThat(process.desired()).doesNotContainKey("test.a");

        Files.write(dropped("half.jar"), whole);
        awaitMarks(process, Map.of("test.a", "1.0.0"));
        await().until(() -> Files.notExists(reason));
        assertRuns(process);
    }

    @Test
    void aRefusedJarKeepsTheRunningReleaseOfTheOldOne() throws Exception {
        HooklineProcess process = start();
        Path reason = dropped("a.jar.refused.txt");
        drop("a.jar", BundleJar.marking("test.a", "2.0.0").bytes());
        awaitMarks(process, Map.of("test.a", "2.0.0"));
        drop("a.jar", BundleJar.marking("test.a", "1.0.0").bytes());
        await().until(() -> Files.exists(reason));
        assertThat(reason).content().startsWith("DOWNGRADE: ").contains("test.a 1.0.0");
        assertThat(process.marks()).isEqualTo(Map.of("test.a", "2.0.0"));

        drop("a.jar", BundleJar.marking("test.a", "2.1.0").bytes());
        awaitMarks(process, Map.of("test.a", "2.1.0"));
        await().until(() -> Files.notExists(reason));
    }

    @Test
    void aJarThatExhaustsItsReadersIsRefusedAndTheNextOneDeployed() throws Exception {
        HooklineProcess process = start();
        drop(
                "deep.jar",
                BundleJar.marking("test.deep", "1.0.0")
                        .header("Require-Capability", nested(20_000))
                        .bytes());
        drop(
                "wide.jar",
                BundleJar.marking("test.wide", "1.0.0")
                        .header("Provide-Capability", String.join(",", Collections.nCopies(45_000, "x")))
                        .bytes());
        for (String name : List.of("deep.jar", "wide.jar")) {
            await().until(() -> Files.exists(dropped(name + ".refused.txt")));
            assertThat(dropped(name + ".refused.txt")).content().startsWith("TOO_LARGE: ");
        }
        drop("a.jar", BundleJar.marking("test.a", "1.0.0").bytes());
        awaitMarks(process, Map.of("test.a", "1.0.0"));
        assertRuns(process);
    }

    private static String nested(int depth) {
        return "x;filter:=\"" + "(&".repeat(depth) + "(a=1)" + ")".repeat(depth) + "\"";
    }

    @Test
    void aJarRemovedWhileTheProcessIsDownIsNotStartedAgain() throws Exception {
        HooklineProcess process = start();
        drop("a.jar", BundleJar.marking("test.a", "1.0.0").bytes());
        drop("b.jar", BundleJar.marking("test.b", "1.0.0").bytes());
        awaitMarks(process, Map.of("test.a", "1.0.0", "test.b", "1.0.0"));
        process.exit();
        Files.delete(dropped("a.jar"));

        HooklineProcess next = start();
        assertThat(next.marks()).isEqualTo(Map.of("test.b", "1.0.0"));
        assertThat(next.desired()).containsKey("test.b").doesNotContainKey("test.a");
        assertRuns(next);
    }

    @Test
    void aPipeALinkLoopAndAFolderDoNotBlockTheStartAndTheFolderGoesOn() throws Exception {
        Files.createDirectories(data.resolve("drop"));
        for (String pipe : new String[] {"pipe.jar", "a.jar.sig", "pipe.jar.refused.txt"}) {
            assertThat(new ProcessBuilder("mkfifo", dropped(pipe).toString())
                            .start()
                            .waitFor())
                    .isZero();
        }
        Files.createSymbolicLink(dropped("loop.jar"), Path.of("loop.jar"));
        Files.createDirectory(dropped("folder.jar"));
        HooklineProcess process = start();
        assertThat(process.call().statusCode()).isEqualTo(200);
        await().until(() -> Files.isRegularFile(dropped("pipe.jar.refused.txt")));
        assertThat(dropped("pipe.jar.refused.txt")).content().startsWith("UNREADABLE: it is not a regular file");
        drop("a.jar", BundleJar.marking("test.a", "1.0.0").bytes());
        await().until(() -> Files.exists(dropped("a.jar.refused.txt")));
        assertThat(dropped("a.jar.refused.txt")).content().contains("a.jar.sig");
        drop("b.jar", BundleJar.marking("test.b", "1.0.0").bytes());
        awaitMarks(process, Map.of("test.b", "1.0.0"));
    }

    private Path dropped(String name) {
        return data.resolve("drop").resolve(name);
    }

    /** Puts a file in place atomically. */
    private void drop(String name, byte[] content) throws IOException {
        Path beside = folder.resolve(name);
        Files.write(beside, content);
        Files.move(beside, dropped(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void awaitMarks(HooklineProcess process, Map<String, String> marks) {
        await().untilAsserted(() -> assertThat(process.marks()).isEqualTo(marks));
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }
}
