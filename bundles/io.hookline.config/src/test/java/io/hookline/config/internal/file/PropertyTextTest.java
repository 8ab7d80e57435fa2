package io.hookline.config.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.config.ConfigurationRefusedException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PropertyTextTest {

    private static final String TEXT =
            """
            # The limit.

            # Requests at once.
            burst = 20
            port = ${hookline.port}
            names = a, b
            """;

    private final FileText text = new PropertyText(Map.of("hookline.port", "8080")::get, Map.of("HOME", "/root")::get);

    @Test
    void readsKeysAndResolvesPlaceholders() throws Exception {
        assertThat(text.read("limit", TEXT + "home = ${env:HOME}\nempty =\n"))
                .isEqualTo(Map.of("burst", "20", "port", "8080", "names", "a, b", "home", "/root", "empty", ""));
    }

    @Test
    void keepsCommentsAndUnchangedSettings() throws Exception {
        assertThat(text.write("limit", TEXT, Map.of("names", new String[] {"c", "d,e"}, "new", 5L), Set.of()))
                .isEqualTo(TEXT.replace("a, b", "c, d\\\\,e") + "new = 5\n");
        assertThat(text.write("limit", TEXT, Map.of(), Set.of("port")))
                .isEqualTo(TEXT.replace("port = ${hookline.port}\n", ""));
    }

    @Test
    void refusesAPlaceholderThatIsNotSet() {
        assertThatThrownBy(() -> text.read("limit", "port = ${hookline.prot}\n"))
                .isInstanceOf(ConfigurationRefusedException.class)
                .hasMessageContaining("'port' refers to ${hookline.prot}, which is not set");
    }
}
