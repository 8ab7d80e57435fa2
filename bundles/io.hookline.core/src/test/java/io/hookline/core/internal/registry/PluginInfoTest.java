package io.hookline.core.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

class PluginInfoTest {

    @TempDir
    Path cache;

    private Plugins plugins;

    @BeforeEach
    void start() throws Exception {
        plugins = new Plugins(cache);
    }

    @AfterEach
    void stop() throws Exception {
        plugins.close();
    }

    @Test
    void thePropertiesOfAPluginAreReadFromItsManifest() throws Exception {
        plugins.plugin("cache", "1.2.0", "sync,cache");
        Bundle report = plugins.dependant("report", "(&(io.hookline.plugin=cache)(version>=1.2)(!(version>=2)))");
        PluginInfo info = PluginInfo.of(report).get(0);
        assertThat(info.id()).isEqualTo("report");
        assertThat(info.version()).hasToString("1.0.0");
        assertThat(info.tags()).containsExactly("none");
        assertThat(info.needs()).containsExactly("cache [1.2,2)");
        assertThat(info.stated()).isTrue();
    }

    @Test
    void aBundleWithoutPluginAnnotationIsKnownByItsSymbolicName() throws Exception {
        assertThat(PluginInfo.of(plugins.silent("org.example.silent")))
                .singleElement()
                .satisfies(info -> {
                    assertThat(info.id()).isEqualTo("org.example.silent");
                    assertThat(info.version()).hasToString("1.0.0");
                    assertThat(info.tags()).isEmpty();
                    assertThat(info.stated()).isFalse();
                });
    }

    @Test
    void dependantsAreTheBundlesWiredToThePlugin() throws Exception {
        Bundle cache = plugins.plugin("cache", "1.2.0", "cache");
        Bundle report = plugins.dependant("report", "(io.hookline.plugin=cache)");
        plugins.dependant("other", "(io.hookline.plugin=report)");
        assertThat(PluginInfo.dependants(cache)).isEqualTo(List.of(report));
    }

    @Test
    void rangesAreReadFromFilters() {
        assertThat(Filters.versions("(&(x=a)(version>=1.2)(!(version>=2)))")).isEqualTo(" [1.2,2)");
        assertThat(Filters.versions("(&(x=a)(version>=1)(version<=2))")).isEqualTo(" [1,2]");
        assertThat(Filters.versions("(&(x=a)(!(version<=1))(version>=1)(!(version>=2)))"))
                .isEqualTo(" (1,2)");
        assertThat(Filters.versions("(&(x=a)(version>=1))")).isEqualTo(" from 1");
        assertThat(Filters.versions("(!(version>=2))")).isEqualTo(" below 2");
        assertThat(Filters.versions("(x=a)")).isEmpty();
    }
}
