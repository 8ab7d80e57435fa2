package io.hookline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand hooks at one point, in a JVM of its own with little memory. */
class ManyHooksTest {

    @Test
    void tenThousandHooksJoinAndHalfOfThemLeaveOneByOneIn256Megabytes(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("output");
        Process child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        classPath(),
                        ManyHooks.class.getName(),
                        "10000"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(child.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.exitValue()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output)).contains("10000 hooks joined");
    }

    /** Without loggers: one that writes each change would take most of the time. */
    private static String classPath() {
        return String.join(
                File.pathSeparator,
                List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
                        .filter(path -> !path.contains("slf4j-simple") && !path.contains("logback"))
                        .toList());
    }
}
