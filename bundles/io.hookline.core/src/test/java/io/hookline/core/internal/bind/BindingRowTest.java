package io.hookline.core.internal.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class BindingRowTest {

    private static final String PID = "io.hookline.binding~colour";

    private final Map<String, Object> properties = new HashMap<>(
            Map.of("plugin", "org.example.shop", "class", "org.example.shop.Colour", "point", "shop.price"));

    @Test
    void missingKeysHaveDefaults() throws Exception {
        BindingRow row = BindingRow.read(PID, properties);
        assertThat(row.name()).isEqualTo("colour");
        assertThat(row.hook()).isEqualTo("colour");
        assertThat(row.priority()).isZero();
        assertThat(row.enabled()).isTrue();
        assertThat(row.nonBlocking()).isNull();
        assertThat(row.isAbout(Version.valueOf("7.1"))).isTrue();
        assertThat(row.arguments()).isEmpty();
    }

    @Test
    void everyKeyIsRead() throws Exception {
        properties.putAll(
                Map.of("priority", 7, "enabled", "false", "versions", "[1.0,2)", "hook", "tint", "arg.limit", "5"));
        properties.put("nonBlocking", "true");
        properties.putAll(Map.of(
                "service.pid", PID, "felix.fileinstall.filename", "file:/x", "component.id", 3L, ".hidden", "x"));
        BindingRow row = BindingRow.read(PID, properties);
        assertThat(row.priority()).isEqualTo(7);
        assertThat(row.enabled()).isFalse();
        assertThat(row.nonBlocking()).isTrue();
        assertThat(row.isAbout(Version.valueOf("2.0"))).isFalse();
        assertThat(row.hook()).isEqualTo("tint");
        assertThat(row.arguments()).containsExactly(Map.entry("limit", "5"));
    }

    @Test
    void everyProblemIsNamed() {
        properties.remove("class");
        properties.put("nonBlocking", "no");
        properties.putAll(Map.of("priority", "high", "enabled", "yes", "versions", "two", "priorty", 1));
        assertThatThrownBy(() -> BindingRow.read(PID, properties))
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("class is missing")
                .hasMessageContaining("priority has to be a whole number")
                .hasMessageContaining("'high'")
                .hasMessageContaining("enabled has to be true or false, found 'yes'")
                .hasMessageContaining("nonBlocking has to be true or false, found 'no'")
                .hasMessageContaining("versions has to be a range")
                .hasMessageContaining("unknown key priorty; known are plugin, class, point, priority");
    }
}
