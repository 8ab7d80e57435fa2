package io.hookline.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.itests.fixture.BundleJar;
import io.hookline.itests.fixture.ReachingPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;

/** Plugins and bundles that reach for the product, in a process of the distribution, over restarts. */
class PluginReachIT extends ProcessTest {

    @Test
    void whatReachesForTheProductIsRefusedAndTheNextStartServes() throws Exception {
        HooklineProcess process = start();
        Map<String, String> desired = process.desired();
        for (String exported : List.of(
                "io.hookline.gateway.hook;version=\"1.0.1\"",
                "io.hookline.api;version=\"1.9\"",
                "org.slf4j;version=\"2.9\"",
                "org.osgi.util.tracker;version=\"1.9\"")) {
            assertThat(process.command("hook:deploy " + quoted(exporting(exported))))
                    .contains("Refused (PRODUCT_PACKAGE)")
                    .contains(exported.substring(0, exported.indexOf(';')));
        }
        assertThat(process.command("hook:deploy " + quoted(reaching("io.hookline.gateway"))))
                .contains("Refused (NOT_READY)")
                .contains("stop() of io.hookline.gateway is refused");
        assertThat(process.command("hook:deploy " + quoted(reaching("org.apache.felix.framework"))))
                .contains("stop() of org.apache.felix.framework is refused");
        assertThat(process.command("hook:deploy " + quoted(reaching("scope felix"))))
                .contains("Refused (REACHES_INTO_FRAMEWORK)")
                .contains("in the scope 'felix', which is reserved");
        assertThat(process.command("hook:deploy " + quoted(reaching(ReachingPlugin.CLASSES))))
                .as("a hook that breaks all classes")
                .contains("Refused (REACHES_INTO_FRAMEWORK)");
        assertThat(process.desired()).isEqualTo(desired);
        assertRuns(process);
        process.command("hook:deploy " + quoted(marking("test.later", "1.0.0")));
        assertThat(process.desired()).as("the next deploy is made").containsKey("test.later");
        process.exit();
        assertRuns(start());
    }

    @Test
    void nothingButDeployInstallsABundle() throws Exception {
        Path second = Files.createDirectories(folder.resolve("second"));
        Files.createDirectories(data.resolve("conf"));
        Files.write(
                data.resolve("conf").resolve("org.apache.felix.fileinstall-second.cfg"),
                List.of("felix.fileinstall.dir = " + second, "felix.fileinstall.poll = 200"));
        BundleJar.marking("test.early", "1.0.0").write(second.resolve("early.jar"));
        HooklineProcess process = start();
        assertThat(process.marks()).isEmpty();
        assertThat(process.command("felix:lb -s")).doesNotContain("test.early");

        BundleJar.marking("test.late", "1.0.0").write(second.resolve("late.jar"));
        Awaitility.await().untilAsserted(() -> assertThat(log()).contains("late.jar is not installed"));
        process.command("felix:start " + marking("test.hand", "1.0.0").toUri());
        assertThat(log()).contains("test.hand 1.0.0 was installed from").contains("is uninstalled again");
        assertThat(process.command("felix:lb -s")).doesNotContain("test.late").doesNotContain("test.hand");
        assertRuns(process);

        configure("deploy", "provenAfterMillis = 1", "foreignBundles = test.hand");
        Awaitility.await().untilAsserted(() -> {
            process.command("felix:start " + marking("test.hand", "1.0.0").toUri());
            assertThat(process.marks()).isEqualTo(Map.of("test.hand", "1.0.0"));
        });
        assertThat(process.command("hook:status --json")).contains("test.hand", "FOREIGN");
    }

    private Path exporting(String packages) throws IOException {
        return BundleJar.of("test.exports", "1.0.0")
                .header(Constants.EXPORT_PACKAGE, packages)
                .write(folder.resolve("exports.jar"));
    }

    private Path reaching(String what) throws IOException {
        return BundleJar.of("test.reaches", "1.0.0")
                .header(Constants.BUNDLE_ACTIVATOR, ReachingPlugin.class.getName())
                .header(Constants.IMPORT_PACKAGE, "org.osgi.framework")
                .header(ReachingPlugin.WHAT, what)
                .with(ReachingPlugin.class)
                .write(folder.resolve("reaches.jar"));
    }
}
