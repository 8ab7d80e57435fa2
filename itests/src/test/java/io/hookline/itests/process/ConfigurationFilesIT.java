package io.hookline.itests.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The files in conf/ of a running process, and after a restart. */
class ConfigurationFilesIT extends ProcessTest {

    private static final String RATE_LIMIT = "io.hookline.plugin.ratelimit";

    @Test
    void aRefusedFileChangesNothingNowOrAtTheNextStart() throws Exception {
        configure("plugin.ratelimit", "requestsPerSecond = 1000000", "burst = 700000");
        HooklineProcess process = start();
        assertThat(limit(process)).isEqualTo("700000");

        configure("plugin.ratelimit", "requestsPerSecond = 1000000", "burst = many", "brust = 5");
        await().untilAsserted(() -> assertThat(reason())
                .content()
                .contains("'burst' has to be a whole number, 1 to 1000000000, not 'many'")
                .contains("'brust' is not known; did you mean 'burst'?"));
        assertThat(process.command("hook:config ratelimit")).contains("REFUSED").contains("not 'many'");
        assertThat(limit(process)).isEqualTo("700000");
        assertThat(process.exit()).isZero();

        HooklineProcess next = start();
        assertThat(limit(next)).as("the last valid value").isEqualTo("700000");
        assertThat(next.report()).contains("PROBLEM  refused configuration, " + RATE_LIMIT + ": 'burst' has to be");

        configure("plugin.ratelimit", "requestsPerSecond = 1000000", "burst = 800000");
        await().untilAsserted(() -> assertThat(limit(next)).isEqualTo("800000"));
        assertThat(reason()).doesNotExist();
    }

    @Test
    void changesByTheShellSurviveARestartAndAKill() throws Exception {
        HooklineProcess process = start();
        process.command("hook:config ratelimit set burst=900000");
        await().untilAsserted(() -> assertThat(limit(process)).isEqualTo("900000"));
        process.kill();

        HooklineProcess next = start();
        assertThat(limit(next)).isEqualTo("900000");
        assertThat(Files.readString(conf(".cfg"))).isEqualTo("requestsPerSecond = 1000000\nburst = 900000\n");
    }

    @Test
    void jsonFilesConfigurePlugins() throws Exception {
        Files.delete(conf(".cfg"));
        Files.writeString(conf(".json"), "{\"requestsPerSecond\": 1000000, \"burst\": 600000}");
        HooklineProcess process = start();
        await().untilAsserted(() -> assertThat(limit(process)).isEqualTo("600000"));

        Files.writeString(conf(".json"), "{\"requestsPerSecond\": 1000000, \"burst\": NaN}");
        await().untilAsserted(() ->
                assertThat(process.command("hook:config ratelimit")).contains("not 'NaN'"));
        assertThat(limit(process)).isEqualTo("600000");

        Files.writeString(conf(".json"), "{\"requestsPerSecond\": 1000000, \"burst\": 500000}");
        await().untilAsserted(() -> assertThat(limit(process)).isEqualTo("500000"));
    }

    @Test
    void aPluginWithARefusedFileIsLeftOutAtTheFirstStart() throws Exception {
        configure("plugin.ratelimit", "brust = 5");
        HooklineProcess process = start();

        assertThat(process.status().get(RATE_LIMIT + " 1.0.0"))
                .startsWith("FAILED")
                .contains("'brust' is not known; did you mean 'burst'?");
        assertThat(process.call().headers().firstValue("X-RateLimit-Limit")).isEmpty();

        configure("plugin.ratelimit", "burst = 5");
        await().untilAsserted(() -> assertThat(process.command("hook:deploy " + RATE_LIMIT + "@1.0.0"))
                .contains("running"));
        assertThat(limit(process)).isEqualTo("5");
    }

    private Path conf(String suffix) {
        return data.resolve("conf").resolve(RATE_LIMIT + suffix);
    }

    private Path reason() {
        return conf(".cfg.refused.txt");
    }

    private static String limit(HooklineProcess process) throws IOException, InterruptedException {
        return process.call().headers().firstValue("X-RateLimit-Limit").orElse("none");
    }
}
