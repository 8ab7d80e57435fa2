package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class StartLevelsTest {

    private final Properties shipped =
            new Distribution(Path.of("").toAbsolutePath()).properties(Path.of("etc", "start-levels.properties"));

    @Test
    void configurationComesBeforeComponentsAndTheGatewayAfterPlugins() {
        StartLevels levels = new StartLevels(shipped);
        assertThat(levels.ofBundle("org.apache.felix.configadmin"))
                .isLessThan(levels.ofBundle("org.apache.felix.fileinstall"));
        assertThat(levels.ofBundle("org.apache.felix.fileinstall")).isLessThan(levels.ofBundle("org.apache.felix.scr"));
        assertThat(levels.ofPlugins())
                .isGreaterThan(levels.ofBundle("io.hookline.core"))
                .isLessThan(levels.ofBundle("io.hookline.gateway"));
        assertThat(shipped.values()).allMatch(level -> Integer.parseInt((String) level) <= StartLevels.ALL);
    }

    @Test
    void aLevelThatIsNotANumberIsNamed() {
        Properties wrong = new Properties();
        wrong.setProperty("a.b", "soon");
        assertThatThrownBy(() -> new StartLevels(wrong).ofBundle("a.b"))
                .hasMessage("etc/start-levels.properties: a.b is \"soon\", not a number");
    }
}
