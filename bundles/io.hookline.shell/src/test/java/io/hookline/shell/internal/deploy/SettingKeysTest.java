package io.hookline.shell.internal.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.config.ConfigurationStatus;
import io.hookline.config.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SettingKeysTest {

    private static final List<ConfigurationStatus> ALL = List.of(
            of("acme.rate", "acme.rate 1.0.0", "burst", "mode"),
            of("acme.key", "acme.key 1.0.0", "mode", "header"),
            of("io.product", "io.product 1.0.0", "port"),
            new ConfigurationStatus(
                    "acme.gone", null, 1, List.of(), List.of(), List.of(setting("left")), List.of(), null));

    private static final Set<String> PLUGINS = Set.of("acme.rate", "acme.key", "acme.gone");

    private static ConfigurationStatus of(String pid, String release, String... keys) {
        return new ConfigurationStatus(
                pid,
                null,
                0,
                List.of(release),
                List.of(),
                Arrays.stream(keys).map(SettingKeysTest::setting).toList(),
                List.of(),
                null);
    }

    private static Setting setting(String key) {
        return new Setting(key, null, null, "text", "", false);
    }

    @Test
    void behindAFileAllOptionsThatABundleDefinesAreOffered() {
        assertThat(SettingKeys.of(ALL, PLUGINS, List.of("x.jar")))
                .containsExactly("acme.key:mode=", "acme.rate:mode=", "burst=", "header=");
    }

    @Test
    void behindAPluginOnlyItsOptionsAreOffered() {
        assertThat(SettingKeys.of(ALL, PLUGINS, List.of("rate@1.1.0"))).containsExactly("burst=", "mode=");
        assertThat(SettingKeys.of(ALL, PLUGINS, List.of("acme.key"))).containsExactly("header=", "mode=");
    }
}
