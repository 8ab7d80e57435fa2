package io.hookline.deploy.internal.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.DeployRefusal;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** Plugins that depend on each other, or claim each other's id. */
class PluginDependenciesTest {

    @TempDir
    Path folder;

    private ResolveFixture framework;

    @BeforeEach
    void start() throws Exception {
        framework = new ResolveFixture(folder);
    }

    @AfterEach
    void stop() throws Exception {
        framework.close();
    }

    @Test
    void aCycleIsRefusedAndNamed() throws Exception {
        ResolveVerdict verdict = framework.verdictAlone(
                Set.of(), plugin("io.a", "a", "b"), plugin("io.b", "b", "c"), plugin("io.c", "c", "a"));
        assertThat(verdict.refusal()).isEqualTo(DeployRefusal.DEPENDENCY_CYCLE);
        assertThat(verdict.headline())
                .isEqualTo("io.a 1.0.0 depends on itself: io.a 1.0.0 depends on io.b 1.0.0 depends on io.c 1.0.0"
                        + " depends on io.a 1.0.0");
    }

    @Test
    void plainDependenciesAreNone() throws Exception {
        assertThat(framework
                        .verdict(plugin("io.a", "a", "b"), plugin("io.b", "b", "c"), plugin("io.c", "c"))
                        .ok())
                .isTrue();
    }

    @Test
    void anIdThatAnotherPluginHasIsRefused() throws Exception {
        Bundle holder = framework.running(plugin("io.a", "cache")).get(0);
        ResolveVerdict verdict = framework.verdictAlone(Set.of(), plugin("io.b", "cache"));
        assertThat(verdict.refusal()).isEqualTo(DeployRefusal.ID_TAKEN);
        assertThat(verdict.headline())
                .isEqualTo("io.b 1.0.0 states the plugin id 'cache', which io.a 1.0.0 (bundle 1) has");
        assertThat(framework
                        .verdictAlone(Set.of(holder), plugin("io.b", "cache"))
                        .ok())
                .as("it leaves with the change")
                .isTrue();
        assertThat(framework
                        .verdict(BundleJar.of("io.a", "1.1.0").provides("io.hookline.plugin;io.hookline.plugin=cache"))
                        .ok())
                .as("its next release")
                .isTrue();
    }

    private static BundleJar plugin(String name, String id, String... needs) {
        BundleJar jar = BundleJar.of(name, "1.0.0").provides("io.hookline.plugin;io.hookline.plugin=" + id);
        for (String need : needs) {
            jar.requires("io.hookline.plugin;filter:=\"(io.hookline.plugin=" + need + ")\"");
        }
        return jar;
    }
}
