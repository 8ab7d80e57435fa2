package io.hookline.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code hookline demo gateway}, {@code demo audit} and {@code demo sandbox}, as short as they can be. */
@Execution(ExecutionMode.CONCURRENT)
class GatewayDemoIT {

    @TempDir
    Path folder;

    @Test
    void nothingIsLostWhileEverythingChanges() throws Exception {
        Process demo = demo("gateway", "--for", "3");
        String text = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(text)
                .contains("strangler: finished", "No call failed and none got through unauthorised")
                .containsPattern("  failed +0")
                .containsPattern("  unauthorised +0");
        assertThat(demo.exitValue()).as(text).isZero();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(file -> file.toString().contains("hookline-demo")))
                    .isEmpty();
        }
    }

    @Test
    void noAuditRecordIsLostByASwapAnOutputThatIsDownAndAKill() throws Exception {
        Process demo = demo("audit", "--for", "3");
        String text = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(demo.waitFor()).as(text).isZero();
        assertThat(text)
                .contains("collector swapped", "database back", "No record was lost")
                .containsPattern("file +[0-9,]+ +[0-9,]+ +[0-9,]+ +0\n")
                .containsPattern("jdbc +[0-9,]+ +[0-9,]+ +0 +0\n");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(file -> file.toString().contains("hookline-demo")))
                    .isEmpty();
        }
    }

    @Test
    void aPluginClimbsAllRunnersAndNoCallIsLostOrDoubled() throws Exception {
        Process demo = demo("sandbox", "--for", "3");
        String text = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(demo.waitFor()).as(text).isZero();
        assertThat(text)
                .contains("pool", "kill -9", "a module of the same name", "rolled back to process")
                .contains("No call was lost or doubled");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(file -> file.toString().contains("hookline-demo")))
                    .isEmpty();
        }
    }

    /** The other demo. Whether each call was served in time depends on the machine, so that is not asked. */
    @Test
    void pluginsAreSwappedByTheFrameworkUnderCalls() throws Exception {
        Process demo = demo("--for", "5");
        String text = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        demo.waitFor();
        assertThat(text)
                .contains("uninstall ratelimit 1.0.0", "uninstall ratelimit 1.1.0", "plugin changes")
                .containsPattern("no valid key: got through +0");
    }

    private Process demo(String... options) throws IOException {
        ProcessBuilder process = new ProcessBuilder(Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("hookline.distribution"), "bin", "hookline")
                                        .toString(),
                                "demo"),
                        List.of(options).stream())
                .toList());
        process.environment().put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + folder);
        return process.directory(folder.toFile()).redirectErrorStream(true).start();
    }
}
