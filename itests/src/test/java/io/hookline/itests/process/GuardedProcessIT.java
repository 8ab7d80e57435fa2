package io.hookline.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.itests.fixture.BundleJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Plugins that would end the whole process. */
class GuardedProcessIT extends ProcessTest {

    @Test
    void systemExitDoesNotEndTheProcessAndThePluginStaysQuarantined() throws Exception {
        assertProcessSurvives("Exit-Call-If", "its plugin called System.exit(77)");
    }

    @Test
    void outOfMemoryDoesNotEndTheProcessAndThePluginStaysQuarantined() throws Exception {
        assertProcessSurvives("Exhaust-If", "it ran out of memory");
        assertThat(log()).contains("What state the JVM is in is unproven: restart it when you can");
    }

    /** A child ends by itself, since whatever runs in it may not wait for the runtime to tell it so. */
    @Test
    void aKillOfTheRuntimeLeavesNoChildBehind() throws Exception {
        configure("guard-a", "hook = test.a", "isolation = process", "deadlineMillis = 60000");
        Path plugin = BundleJar.marking("test.a", "1.0.0")
                .header("Says", "words of a plugin")
                .write(folder.resolve("says.jar"));
        HooklineProcess process = start();
        process.command("hook:deploy " + quoted(plugin));
        Pattern child = Pattern.compile("process test\\.a, pid (\\d+)");
        long pid = Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(
                        () -> {
                            Matcher found = child.matcher(process.command("hook:guard --json"));
                            return found.find() ? Long.parseLong(found.group(1)) : 0;
                        },
                        found -> found > 0);
        Awaitility.await().untilAsserted(() -> assertThat(process.marks()).containsOnlyKeys("test.a"));
        Awaitility.await().untilAsserted(() -> assertThat(log()).contains("[process test.a] words of a plugin"));
        ProcessHandle handle = ProcessHandle.of(pid).orElseThrow();
        process.kill();
        handle.onExit().get(1, TimeUnit.MINUTES);
    }

    private void assertProcessSurvives(String fault, String reason) throws Exception {
        Path ill = folder.resolve("ill");
        // The contract's package alone: what deploy lets in is a plugin, whatever else it imports.
        Path plugin = BundleJar.marking("test.a", "1.0.0")
                .header("Import-Package", "org.osgi.framework,io.hookline.gateway.hook;version=\"[1.0,2)\"")
                .header(fault, ill.toString())
                .write(folder.resolve(fault + ".jar"));
        HooklineProcess process = start();
        process.command("hook:deploy " + quoted(plugin) + " " + quoted(marking("test.b", "1.0.0")));
        assertThat(process.marks()).containsOnlyKeys("test.a", "test.b");

        Files.createFile(ill);
        process.call();
        Awaitility.await().untilAsserted(() -> {
            assertThat(process.call().statusCode()).isEqualTo(200);
            assertThat(process.marks()).containsOnlyKeys("test.b");
        });
        assertThat(process.command("hook:guard --events"))
                .contains("QUARANTINED")
                .contains("test.a")
                .contains(reason);
        process.exit();

        HooklineProcess next = start();
        assertThat(next.status().get("test.a 1.0.0")).startsWith("QUARANTINED").contains(reason);
        assertThat(next.marks()).containsOnlyKeys("test.b");
        assertThat(next.command("hook:deploy " + quoted(plugin))).contains("Refused (QUARANTINED)");
    }
}
