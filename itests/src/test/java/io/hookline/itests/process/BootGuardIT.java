package io.hookline.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.itests.fixture.BundleJar;
import io.hookline.itests.fixture.MarkingPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Releases that fail at the next start of the process, or end it. */
class BootGuardIT extends ProcessTest {

    private static final String QUARANTINED = "QUARANTINED 3 starts of the process with it have failed";

    @Test
    void aSetThatCrashesThreeStartsIsLeftOutAtTheFourth() throws Exception {
        Path halt = folder.resolve("halt");
        Path crashing = having("Halt-If", halt);
        HooklineProcess process = start();
        process.command("hook:deploy " + quoted(marking("test.a", "1.0.0")));
        Map<String, String> good = process.desired();
        process.command("hook:deploy " + quoted(crashing) + " " + quoted(marking("test.b", "1.0.0")));
        assertThat(process.marks()).isEqualTo(Map.of("test.a", "1.1.0", "test.b", "1.0.0"));
        process.exit();

        Files.createFile(halt);
        for (int start = 0; start < 3; start++) {
            assertThat(begin().awaitEnd()).isEqualTo(MarkingPlugin.HALTED);
        }
        process = start();
        assertThat(process.desired()).isEqualTo(good);
        assertThat(process.status()).containsEntry("test.a 1.1.0", QUARANTINED);
        assertRuns(process);
        assertThat(log()).containsPattern("ERROR .*have failed: back to set 2");

        quarantineOutlastsTheProcess(process, crashing);
        paroleLetsItRunAgain(halt, crashing);
    }

    private void quarantineOutlastsTheProcess(HooklineProcess process, Path crashing) throws Exception {
        process.exit();
        HooklineProcess next = start();
        assertThat(next.status()).containsEntry("test.a 1.1.0", QUARANTINED);
        assertThat(next.command("hook:deploy " + quoted(crashing))).contains("Refused (QUARANTINED)");
        assertRuns(next);
        next.exit();
    }

    private void paroleLetsItRunAgain(Path halt, Path crashing) throws Exception {
        Files.delete(halt);
        HooklineProcess process = start();
        assertThat(process.command("hook:parole test.a 1.1.0")).contains("may run again");
        assertThat(process.command("hook:deploy " + quoted(crashing))).contains("running test.a 1.1.0");
        process.exit();
        process = start();
        assertThat(process.marks()).isEqualTo(Map.of("test.a", "1.1.0"));
        assertRuns(process);
    }

    @Test
    void aReleaseThatFailsToStartIsLeftOutAndCanBeDeployedAgain() throws Exception {
        Path fail = folder.resolve("fail");
        Path failing = having("Throw-If", fail);
        HooklineProcess process = start();
        process.command("hook:deploy " + quoted(failing) + " " + quoted(marking("test.b", "1.0.0")));
        Map<String, String> desired = process.desired();
        process.exit();

        Files.createFile(fail);
        HooklineProcess next = start();
        assertThat(next.desired()).isEqualTo(desired);
        assertThat(next.status().get("test.a 1.1.0")).startsWith("FAILED").contains("no start today");
        assertThat(next.marks()).isEqualTo(Map.of("test.b", "1.0.0"));
        assertThat(next.call().statusCode()).isEqualTo(200);

        Files.delete(fail);
        assertThat(next.command("hook:deploy " + quoted(failing))).contains("running test.a 1.1.0");
        assertRuns(next);
    }

    @Test
    void aReleaseThatFailsToStartCanBeRemoved() throws Exception {
        Path fail = folder.resolve("fail");
        HooklineProcess process = start();
        Map<String, String> before = process.desired();
        process.command("hook:deploy " + quoted(having("Throw-If", fail)));
        Map<String, String> with = process.desired();
        process.exit();

        Files.createFile(fail);
        HooklineProcess next = start();
        assertThat(next.command("hook:remove test.a")).contains("set 3, generation");
        assertThat(next.desired()).isEqualTo(before);
        assertThat(next.command("hook:rollback 2"))
                .contains("Refused (NOT_READY)")
                .contains("no start today");
        assertThat(next.desired()).isEqualTo(before);
        Files.delete(fail);
        next.command("hook:rollback 2");
        assertThat(next.desired()).isEqualTo(with);
        assertRuns(next);
    }

    private Path having(String header, Path file) throws IOException {
        return BundleJar.marking("test.a", "1.1.0")
                .header(header, file.toString())
                .write(folder.resolve(header + ".jar"));
    }
}
