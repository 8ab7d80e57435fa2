package io.hookline.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.itests.fixture.BundleJar;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;

/** What a restart of the process keeps. */
class RestartIT extends ProcessTest {

    @Test
    void theDesiredSetSurvivesARestart() throws Exception {
        HooklineProcess process = start();
        process.command("hook:deploy " + quoted(marking("test.a", "1.0.0")) + " " + quoted(marking("test.b", "1.0.0")));
        process.command("hook:deploy " + quoted(marking("test.a", "1.1.0")));
        process.command("hook:remove requestlog");
        Map<String, String> before = process.desired();
        assertThat(before)
                .containsKeys("test.a", "test.b", "io.hookline.plugin.apikey")
                .doesNotContainKey("io.hookline.plugin.requestlog");
        assertThat(process.exit()).isZero();

        HooklineProcess next = start();
        assertThat(next.desired()).isEqualTo(before);
        assertThat(next.marks()).isEqualTo(Map.of("test.a", "1.1.0", "test.b", "1.0.0"));
        assertRuns(next);
    }

    @Test
    void pluginsWithTheirOwnStartComeBackInAnyStartOrder() throws Exception {
        HooklineProcess process = start();
        for (String name : List.of("test.a", "test.m", "test.z")) {
            Path jar = BundleJar.marking(name, "1.0.0")
                    .clause(Constants.IMPORT_PACKAGE, "io.hookline.api.plugin;version=\"[1.0,2)\"")
                    .write(folder.resolve(name + ".jar"));
            process.command("hook:deploy " + quoted(jar));
        }
        assertThat(process.marks()).containsOnlyKeys("test.a", "test.m", "test.z");
        assertThat(process.exit()).isZero();

        assertThat(start().marks()).containsOnlyKeys("test.a", "test.m", "test.z");
    }

    @Test
    void aStoppedPluginStaysStopped() throws Exception {
        HooklineProcess process = start();
        process.command("hook:deploy " + quoted(marking("test.a", "1.0.0")) + " " + quoted(marking("test.b", "1.0.0")));
        process.command("hook:stop a");
        assertThat(process.marks()).isEqualTo(Map.of("test.b", "1.0.0"));
        assertThat(process.exit()).isZero();

        HooklineProcess next = start();
        assertThat(next.marks()).isEqualTo(Map.of("test.b", "1.0.0"));
        assertThat(next.status())
                .containsEntry("test.a 1.0.0", "LOADED stopped; to start it: hook:start test.a")
                .containsEntry("test.b 1.0.0", "RUNNING");
        next.command("hook:start test.a");
        assertThat(next.marks()).isEqualTo(Map.of("test.a", "1.0.0", "test.b", "1.0.0"));
        next.kill();

        assertRuns(start());
    }

    @Test
    void whatDependsOnAPluginThatIsLeftOutWaitsForIt() throws Exception {
        HooklineProcess process = start();
        Path dependant = BundleJar.marking("test.a", "1.0.0")
                .clause(Constants.REQUIRE_BUNDLE, "test.lib")
                .write(folder.resolve("dependant.jar"));
        process.command("hook:deploy " + quoted(marking("test.lib", "1.0.0")) + " " + quoted(dependant));
        process.command("hook:quarantine test.lib 1.0.0 a test");
        assertThat(process.exit()).isZero();

        HooklineProcess next = start();
        assertThat(next.marks()).isEmpty();
        assertThat(next.status().get("test.lib 1.0.0")).startsWith("QUARANTINED");
        assertThat(next.status().get("test.a 1.0.0")).startsWith("WAITING it waits: test.a 1.0.0 cannot be resolved");
        assertThat(next.command("hook:refused")).contains("test.a@1.0.0", "test.lib");
        assertThat(next.command("hook:start test.a")).contains("UNRESOLVED", "test.lib");
        next.command("hook:parole test.lib 1.0.0");
        next.command("hook:start test.lib");
        Awaitility.await().untilAsserted(() -> assertThat(next.marks()).containsOnlyKeys("test.a", "test.lib"));
        assertRuns(next);
    }

    @Test
    void aPluginThatNeedsABundleInstalledByHandIsRefused() throws Exception {
        configure("deploy", "provenAfterMillis = 1", "foreignBundles = test.library");
        HooklineProcess process = start();
        Path library = BundleJar.of("test.library", "1.0.0")
                .header(Constants.EXPORT_PACKAGE, "test.lib")
                .write(folder.resolve("library.jar"));
        process.command("felix:start '" + library.toUri() + "'");
        Path plugin = BundleJar.marking("test.a", "1.0.0")
                .clause(Constants.IMPORT_PACKAGE, "test.lib")
                .write(folder.resolve("plugin.jar"));
        assertThat(process.command("hook:deploy " + quoted(plugin)))
                .contains("SET_INCOMPLETE", "test.library 1.0.0", "installed by hand");
        String id = process.command("felix:lb -s test.library").replaceFirst(".*?(\\d+)\\|Active.*", "$1");
        process.command("felix:uninstall " + id);
        process.command("hook:deploy " + quoted(plugin) + " " + quoted(library));
        assertThat(process.marks()).containsOnlyKeys("test.a");
    }

    @Test
    void aBundleInstalledByHandIsRemovedAtARestartWithAWarning() throws Exception {
        configure("deploy", "provenAfterMillis = 1", "foreignBundles = test.hand");
        HooklineProcess process = start();
        Path jar = marking("test.hand", "1.0.0");
        process.command("felix:start '" + jar.toUri() + "'");
        assertThat(process.marks()).containsKey("test.hand");
        assertThat(process.exit()).isZero();

        HooklineProcess next = start();
        assertThat(next.marks()).isEmpty();
        assertThat(next.command("felix:lb -s")).doesNotContain("test.hand");
        assertThat(log()).containsPattern("WARN .*test\\.hand 1\\.0\\.0, installed by hand.*hook:deploy");
    }
}
