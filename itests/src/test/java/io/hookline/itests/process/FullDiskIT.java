package io.hookline.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.itests.fixture.BundleJar;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A store that cannot be written to. Filling a file system would need privileges. Instead the test limits the file size
 * of the running process, and lifts the limit later (Linux, {@code prlimit}).
 */
class FullDiskIT extends ProcessTest {

    @Test
    void aChangeThatCannotBeStoredIsRefusedAndNothingChanges() throws Exception {
        byte[] ballast = new byte[500_000];
        new Random(1).nextBytes(ballast);
        Path large = BundleJar.marking("test.large", "1.0.0")
                .entry("ballast", ballast)
                .write(folder.resolve("large.jar"));
        HooklineProcess process = start();
        process.command("hook:deploy " + quoted(marking("test.a", "1.0.0")));
        Map<String, String> before = process.desired();

        limitFiles(process, "300000");
        assertThat(process.command("hook:deploy " + quoted(large)))
                .contains("Refused (STORE_FAILED)")
                .contains("is the disk full?");
        assertThat(process.desired()).isEqualTo(before);
        assertRuns(process);

        // Now the desired set cannot be written either.
        limitFiles(process, "64");
        assertThat(process.command("hook:remove test.a")).contains("Refused (STORE_FAILED)");
        assertThat(process.marks()).containsEntry("test.a", "1.0.0");
        limitFiles(process, "unlimited");
        // The database may have met the limit as well, and opens its file anew.
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> process.call().statusCode() == 200);
        assertThat(process.desired()).isEqualTo(before);
        assertRuns(process);

        assertThat(process.command("hook:deploy " + quoted(large))).contains("running test.large 1.0.0");
        assertRuns(process);
        process.exit();
        assertRuns(start());
    }

    private static void limitFiles(HooklineProcess process, String bytes) throws Exception {
        Process limit = new ProcessBuilder("prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes + ":")
                .inheritIO()
                .start();
        assertThat(limit.waitFor()).isZero();
    }
}
