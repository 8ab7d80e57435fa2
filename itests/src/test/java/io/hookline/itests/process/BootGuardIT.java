package io.hookline.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.itests.fixture.BundleJar;
import io.hookline.itests.fixture.MarkingPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
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

    @Test
    void killsRightAfterGoodStartsOrInTheMiddleOfStartsQuarantineNothing() throws Exception {
        configure("deploy", "provenAfterMillis = 60000");
        HooklineProcess process = start();
        process.command("hook:deploy " + quoted(marking("test.a", "1.0.0")));
        Map<String, String> desired = process.desired();
        process.kill();
        for (int kill = 0; kill < 2; kill++) {
            start().kill();
        }
        begin().killAfter(1_000);
        process = start();
        assertThat(process.desired()).isEqualTo(desired);
        assertRuns(process);
    }

    @Test
    void aPluginThatStopsTheFrameworkIsRefusedAndTheProcessServes() throws Exception {
        Path stop = folder.resolve("stop");
        HooklineProcess process = start();
        process.command("hook:deploy " + quoted(having("Stop-If", stop)));
        process.exit();
        Files.createFile(stop);
        HooklineProcess next = start();
        assertThat(next.call().statusCode()).isEqualTo(200);
        assertThat(next.status().get("test.a 1.1.0"))
                .startsWith("QUARANTINED")
                .contains("called stop() of org.apache.felix.framework");
        assertThat(next.exit()).isZero();
    }

    @Test
    void aSetThatNeverServesIsLeftOutAlthoughEachProcessEndsOrderly() throws Exception {
        configure("gateway", "port = $[prop:hookline.port]", "requiredPreRequest = io.hookline.plugin.apikey, test.a");
        Path fail = folder.resolve("fail");
        HooklineProcess process = start();
        process.command("hook:deploy --force "
                + quoted(BundleJar.marking("test.a", "1.0.0")
                        .header("Guards", "yes")
                        .write(folder.resolve("a.jar"))));
        assertThat(process.call().statusCode()).isEqualTo(200);
        Map<String, String> good = process.desired();
        process.command("hook:deploy "
                + quoted(BundleJar.marking("test.a", "1.1.0")
                        .header("Guards", "yes")
                        .header("Throw-If", fail.toString())
                        .write(folder.resolve("a2.jar"))));
        process.command("hook:deploy " + quoted(marking("test.b", "1.0.0")));
        assertThat(process.desired()).isNotEqualTo(good);
        process.exit();

        Files.createFile(fail);
        for (int start = 0; start < 3; start++) {
            start().exit();
        }
        process = start();
        assertThat(process.desired()).isEqualTo(good);
        assertThat(process.status()).containsEntry("test.a 1.1.0", QUARANTINED).doesNotContainKey("test.b 1.0.0");
        assertThat(process.call().statusCode()).isEqualTo(200);
    }

    @Test
    void recoverChoosesASetWhenNoneStarts() throws Exception {
        Path halt = folder.resolve("halt");
        HooklineProcess process = start();
        Map<String, String> good = process.desired();
        process.command("hook:deploy " + quoted(having("Halt-If", halt)));
        assertThat(HooklineProcess.recover(data))
                .startsWith("1 ")
                .contains("another Hookline (process " + process.pid() + ") is running");
        process.exit();
        Files.createFile(halt);
        assertThat(begin().awaitEnd()).isEqualTo(MarkingPlugin.HALTED);

        assertThat(HooklineProcess.recover(data))
                .startsWith("0 ")
                .contains("next")
                .contains("test.a 1.1.0");
        assertThat(HooklineProcess.recover(data, "--set", "1"))
                .startsWith("0 Set 3 is what the next start takes: io.hookline.plugin.apikey 1.0.0");
        assertThat(HooklineProcess.recover(data, "--verify")).isEqualTo("0 ");
        process = start();
        assertThat(process.desired()).isEqualTo(good);
        assertRuns(process);
        process.exit();

        assertThat(HooklineProcess.recover(data, "--without-plugins", "--json")).contains("\"plugins\" : [");
        process = start();
        assertThat(process.desired()).isEqualTo(good);
        assertThat(process.call().statusCode()).isEqualTo(503);
        assertThat(process.command("hook:start io.hookline.plugin.apikey")).contains("running");
        assertThat(process.call().statusCode()).isEqualTo(200);
    }

    @Test
    void aPluginThatHangsInItsStartHoldsUpNeitherTheEndNorTheNextStart() throws Exception {
        Path hang = Files.createFile(folder.resolve("hang"));
        HooklineProcess process = start();
        assertThat(process.command("hook:deploy --ready 1 " + quoted(having("Hang-If", hang))))
                .contains("Refused (NOT_READY)");
        assertThat(process.exit()).isEqualTo(1);
        assertThat(process.report()).contains("test.a 1.1.0 hangs in its start at ");
        assertThat(log()).contains("The framework does not stop: test.a 1.1.0 hangs in its start at ");
        Files.delete(hang);

        HooklineProcess good = start();
        good.command("hook:deploy " + quoted(having("Hang-If", hang)) + " " + quoted(marking("test.b", "1.0.0")));
        assertThat(good.exit()).isZero();
        Files.createFile(hang);
        configure("deploy", "provenAfterMillis = 1", "readyTimeoutMillis = 6000");
        HooklineProcess next = start();
        assertThat(next.status().get("test.a 1.1.0"))
                .startsWith("FAILED it does not start: it did not end within 6000 ms");
        assertThat(next.marks()).isEqualTo(Map.of("test.b", "1.0.0"));
        assertThat(next.call().statusCode()).isEqualTo(200);
        Files.delete(hang);
        Awaitility.await()
                .untilAsserted(() -> assertThat(next.command("hook:deploy " + quoted(having("Hang-If", hang))))
                        .contains("running test.a 1.1.0"));
        assertRuns(next);
    }

    private Path having(String header, Path file) throws IOException {
        return BundleJar.marking("test.a", "1.1.0")
                .header(header, file.toString())
                .write(folder.resolve(header + ".jar"));
    }
}
