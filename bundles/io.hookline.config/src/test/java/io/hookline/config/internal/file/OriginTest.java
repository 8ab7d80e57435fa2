package io.hookline.config.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"limit.cfg", "limit-my rule.cfg", "limit-50%.cfg", "limit-a+b#c.cfg"})
    void findsAFileByTheNameInItsUri(String name) throws IOException {
        String uri = folder.resolve("elsewhere").resolve(name).toUri().toString();
        assertThat(Origin.isIn(folder, uri)).isFalse();
        Files.createFile(folder.resolve(name));
        assertThat(Origin.isIn(folder, uri)).isTrue();
        assertThat(Origin.fileName(uri)).contains(name);
    }

    @Test
    void aUriThatIsNotAFileIsInNoFolder() {
        assertThat(Origin.isIn(folder, "nonsense")).isFalse();
        assertThat(Origin.isIn(folder, "not a uri")).isFalse();
        assertThat(Origin.fileName(null)).isEmpty();
        assertThat(Origin.fileName("file:///")).isEmpty();
    }
}
