package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.itests.fixture.BundleJar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.awaitility.Awaitility;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** The commands of the shell in the real command processor. */
public class ShellIT extends FrameworkTest {

    @Test
    public void showsPointsChainsPluginsAndStatistics() throws Exception {
        installAndStart(BundleJar.plugin("test.a", "1.0.0", "test.shell").header("Hook-Ranking", "7"));
        installAndStart(BundleJar.plugin("test.b", "2.0.0", "test.shell").header("Hook-Before", "test.a"));
        trigger("test.shell");
        assertThat(run("hook:points")).contains("test.shell");
        assertThat(run("hook:chain test.shell").indexOf("test.b"))
                .isPositive()
                .isLessThan(run("hook:chain test.shell").indexOf("test.a"));
        assertThat(run("hook:plugins")).contains("test.b").contains("2.0.0");
        assertThat(run("hook:why test.a test.b")).contains("test.b").contains("constraints");
        assertThat(run("hook:stats")).contains("test.shell");
        assertThat(run("hook:chain --json test.shell")).contains("\"plugin\" : \"test.b\"");
    }

    @Test
    public void showsRefusedHooksWithTheReason() throws Exception {
        installAndStart(BundleJar.plugin("test.lost", "1.0.0", "test.nowhere"));
        assertThat(run("hook:refused")).contains("test.lost").contains("UNKNOWN_POINT");
    }

    @Test
    public void namesThePointsWhenOneIsUnknown() throws Exception {
        trigger("test.shell");
        assertThatThrownBy(() -> run("hook:chain test.shel")).hasMessageContaining("test.shell");
    }

    @Test
    public void theFrameworksOwnCommandsAreDrained() throws Exception {
        Bundle plugin = installAndStart(BundleJar.plugin("test.a", "1.0.0", "test.shell"));
        HeldCall call = HeldCall.into(registry(), "test.shell", trailContext());
        Thread shell = new Thread(() -> runQuietly("felix:stop $plugin", plugin));
        shell.start();
        Awaitility.await().untilAsserted(() -> assertThat(trigger("test.shell")).isEmpty());
        assertThat(shell.isAlive()).isTrue();
        assertThat(call.release()).containsExactly("test.a@1.0.0");
        shell.join(60_000);
        assertThat(plugin.getState()).isEqualTo(Bundle.RESOLVED);
    }

    private void runQuietly(String command, Bundle plugin) {
        try {
            run(command, plugin);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String run(String command) throws Exception {
        return run(command, null);
    }

    /** Runs a command, which may name a bundle as {@code $plugin}, and returns what it prints. */
    private String run(String command, Bundle plugin) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
                CommandSession session = service(CommandProcessor.class)
                        .createSession(new ByteArrayInputStream(new byte[0]), out, out)) {
            session.put("plugin", plugin);
            Object result = session.execute(command);
            if (result != null) {
                out.println(session.format(result, 0));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
