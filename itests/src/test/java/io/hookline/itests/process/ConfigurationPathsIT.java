package io.hookline.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.itests.fixture.BundleJar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A plugin that runs starts again after a restart of the process, whatever has changed what runs, and with which
 * configuration. Release 1.0.0 takes {@code mode} off and strict; 1.1.0 takes off and on, and knows {@code extra}.
 */
class ConfigurationPathsIT extends ProcessTest {

    private static final String MODE = "<AD id='mode' type='String' default='off'><Option label='off' value='off'/>"
            + "<Option label='%1$s' value='%1$s'/></AD>";
    private static final String EXTRA = "<AD id='extra' type='Long' default='1'/>";
    private static final String TOKEN = "<AD id='token' type='Password'/>";

    private static final Duration LONGEST = Duration.ofSeconds(60);

    private static final List<ChangePath> PATHS = List.of(
            new ChangePath("set", "1.1.0", "mode on", "hook:deploy --set mode=on --set extra=3 NEXT"),
            new ChangePath(
                    "swap",
                    "1.1.0",
                    "extra 7",
                    "hook:deploy OLD",
                    "hook:swap --set extra=7 NEXT",
                    "hook:config NAME set mode=on"),
            new ChangePath(
                    "canary",
                    "1.1.0",
                    "extra 7",
                    "hook:deploy OLD",
                    "hook:canary --manual NEXT",
                    "hook:config NAME set extra=7",
                    "hook:promote NAME"),
            new ChangePath(
                    "back",
                    "1.0.0",
                    "mode strict",
                    "hook:deploy --set mode=off OLD",
                    "hook:config NAME set mode=strict",
                    "hook:config NAME set mode=off",
                    "hook:swap NEXT",
                    "hook:config NAME set mode=on extra=7",
                    "!hook:rollback NAME",
                    "hook:rollback NAME --with-config",
                    "hook:config NAME set mode=strict"),
            new ChangePath(
                    "stale",
                    "1.0.0",
                    "mode strict",
                    "hook:deploy OLD",
                    "hook:swap NEXT",
                    "hook:config NAME set extra=7",
                    "hook:rollback NAME",
                    "hook:config NAME set mode=strict"),
            new ChangePath(
                    "down",
                    "1.0.0",
                    "mode off",
                    "hook:deploy --set mode=off NEXT",
                    "hook:config NAME set mode=on",
                    "!hook:deploy --downgrade OLD",
                    "hook:deploy --downgrade --with-config OLD"),
            new ChangePath(
                    "again",
                    "1.0.0",
                    "extra 7",
                    "hook:deploy NEXT",
                    "hook:config NAME set extra=7",
                    "hook:remove NAME",
                    "hook:deploy OLD"),
            new ChangePath(
                    "revert",
                    "1.0.0",
                    "mode strict",
                    "hook:deploy --set mode=strict OLD",
                    "hook:config NAME set mode=off",
                    "hook:config NAME revert"),
            new ChangePath(
                    "whole",
                    "1.0.0",
                    "mode strict",
                    "hook:deploy --set mode=strict OLD",
                    "hook:config NAME set mode=off",
                    "hook:swap NEXT",
                    "hook:config NAME set mode=on",
                    "!hook:rollback",
                    "hook:rollback --with-config",
                    "hook:config NAME set mode=strict"));

    @Test
    void whatRunsStartsAgainOnEveryPath() throws Exception {
        HooklineProcess process = start();
        for (ChangePath path : PATHS) {
            walk(path, process);
        }
        Path drop = data.resolve("drop");
        release("drop", "1.0.0", "strict", "").write(drop.resolve("drop.jar"));
        Awaitility.await().atMost(LONGEST).untilAsserted(() -> assertRunning(process, "drop", "1.0.0"));
        assertThat(process.command("hook:config path.drop set mode=strict")).contains("revision 1");
        release("drop", "1.1.0", "strict", EXTRA).write(drop.resolve("drop.jar"));
        Awaitility.await().atMost(LONGEST).untilAsserted(() -> assertRunning(process, "drop", "1.1.0"));
        assertThat(process.command("hook:config path.drop set extra=7")).contains("revision 2");
        assertThat(process.exit()).isZero();

        assertPathsRun(start());
    }

    @Test
    void aSetThatIsRecoveredStartsWithAConfigurationThatFitsAndARequiredOptionIsGivenWithItsRelease() throws Exception {
        HooklineProcess process = start();
        walk(new ChangePath("recovered", "1.0.0", "mode strict", "hook:deploy --set mode=strict OLD"), process);
        int set = process.history().size();
        walk(
                new ChangePath(
                        "recovered",
                        "1.1.0",
                        "mode on",
                        "hook:config NAME set mode=off",
                        "hook:swap NEXT",
                        "hook:config NAME set mode=on"),
                process);
        Path needy = release("needy", "1.0.0", "on", TOKEN).write(folder.resolve("needy.jar"));
        assertThat(process.command("hook:plan " + quoted(needy))).contains("CONFIGURATION", "'token' is missing");
        assertThat(process.command("hook:deploy --set token=swordfish --set mode=nonsense " + quoted(needy)))
                .contains("CONFIGURATION", "'mode' has to be");
        assertThat(data.resolve("conf").resolve("path.needy.cfg")).doesNotExist();
        assertThat(process.command("hook:deploy --set token=swordfish " + quoted(needy)))
                .contains("running", "path.needy 1.0.0")
                .doesNotContain("swordfish");
        assertThat(process.command("hook:config path.needy history") + process.command("hook:history --json") + log())
                .contains("deployed path.needy 1.0.0")
                .doesNotContain("swordfish");
        assertThat(process.exit()).isZero();

        HooklineProcess.recover(data, "--set", Integer.toString(set));
        HooklineProcess next = start();
        assertRunning(next, "recovered", "1.0.0");
        assertThat(next.command("hook:config path.recovered")).contains("mode off");
    }

    private void walk(ChangePath path, HooklineProcess process) throws IOException {
        Path old = release(path.name, "1.0.0", "strict", "").write(folder.resolve(path.name + "-1.0.jar"));
        Path next = release(path.name, "1.1.0", "on", EXTRA).write(folder.resolve(path.name + "-1.1.jar"));
        for (String step : path.steps) {
            boolean refused = step.startsWith("!");
            String command = step.substring(refused ? 1 : 0)
                    .replace("OLD", quoted(old))
                    .replace("NEXT", quoted(next))
                    .replace("NAME", "path." + path.name);
            String answer = process.command(command);
            assertThat(answer.contains("Refused") || answer.contains("refused"))
                    .as("%s: %s", command, answer)
                    .isEqualTo(refused);
            if (refused) {
                assertThat(answer).contains("--with-config");
            }
        }
        assertPath(path, process);
    }

    private static void assertPath(ChangePath path, HooklineProcess process) {
        assertRunning(process, path.name, path.version);
        assertThat(process.command("hook:config path." + path.name))
                .as(path.name)
                .contains(path.setting + " ");
    }

    private static void assertPathsRun(HooklineProcess process) throws IOException, InterruptedException {
        assertThat(process.call().statusCode()).isEqualTo(200);
        for (ChangePath path : PATHS) {
            assertPath(path, process);
        }
        assertRunning(process, "drop", "1.1.0");
    }

    /** Its hooks wait for their points, which no host opens. */
    private static void assertRunning(HooklineProcess process, String name, String version) {
        assertThat(process.status().get("path." + name + " " + version)).startsWith("RUNNING");
    }

    private static BundleJar release(String name, String version, String mode, String more) {
        String pid = "path." + name;
        return BundleJar.components(pid, version).tuned(pid, pid + ".point", true, MODE.formatted(mode) + more);
    }

    /** Commands that change what runs, and what runs afterwards. A command that begins with ! has to be refused. */
    private record ChangePath(String name, String version, String setting, List<String> steps) {

        ChangePath(String name, String version, String setting, String... steps) {
            this(name, version, setting, List.of(steps));
        }
    }
}
