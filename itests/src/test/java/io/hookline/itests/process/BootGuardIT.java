package io.hookline.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.itests.fixture.BundleJar;
import io.hookline.itests.fixture.MarkingPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A release that ends the process whenever it starts. */
class BootGuardIT extends ProcessTest {

    private static final String QUARANTINED = "QUARANTINED the process did not come to the end of 3 starts with it";

    @Test
    void aSetThatEndsTheProcessAtThreeStartsIsLeftOutAtTheFourth() throws Exception {
        Path halt = folder.resolve("halt");
        Path crashing = crashing(halt);
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
        assertThat(log()).containsPattern("ERROR .*did not come to their end: back to set 2");

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
        assertThat(process.command("hook:deploy " + quoted(crashing))).contains("Running: test.a 1.1.0");
        process.exit();
        process = start();
        assertThat(process.marks()).isEqualTo(Map.of("test.a", "1.1.0"));
        assertRuns(process);
    }

    private Path crashing(Path haltIf) throws IOException {
        return BundleJar.marking("test.a", "1.1.0")
                .header("Halt-If", haltIf.toString())
                .write(folder.resolve("crashing.jar"));
    }
}
