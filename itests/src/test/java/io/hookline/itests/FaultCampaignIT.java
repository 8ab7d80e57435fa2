package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * {@code hookline torture --faults} as a user starts it. {@code -Dhookline.faults.for} sets its duration, {@code
 * -Dhookline.faults.seed} its seed.
 */
@Isolated
class FaultCampaignIT {

    private static final String TIME = System.getProperty("hookline.faults.for", "60s");
    private static final String SEED = System.getProperty("hookline.faults.seed", "141");
    private static final Pattern STEP = Pattern.compile("(?m)^ *\\d+  \\S+ +[A-Z_]+ +\\d+ ms");

    @TempDir
    Path folder;

    private Process process;

    @AfterEach
    void killWhatIsLeft() throws InterruptedException {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void noFaultOpensTheGatewayHalvesAChangeOrPreventsAStart() throws Exception {
        start("--for", TIME, "--seed", SEED);
        process.waitFor();
        String report = output();
        assertThat(process.exitValue()).as(report).isZero();
        assertThat(STEP.matcher(report).results()).as(report).isNotEmpty();
        assertThat(count(report, "right")).isPositive();
        assertThat(count(report, "refused")).isPositive();
        assertThat(count(report, "violations")).isZero();
        assertThat(left()).isEmpty();
    }

    @Test
    void ctrlCEndsItWithItsReportAndLeavesNothing() throws Exception {
        start("--for", "1h", "--only", "plugin.empty-file");
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> STEP.matcher(output())
                .find());
        List<ProcessHandle> children = process.descendants().toList();
        assertThat(children).isNotEmpty();
        process.destroy();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(output()).contains("ended early").contains("clean: ");
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(left()).isEmpty();
    }

    @Test
    void anUnknownFaultIsRefused() throws Exception {
        start("--only", "plugin.friendly");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(output()).contains("plugin.friendly").contains("plugin.zip-bomb");
        assertThat(left()).isEmpty();
    }

    private void start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("hookline.distribution"), "bin", "hookline")
                        .toString(),
                "torture",
                "--faults"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment()
                .put(
                        "HOOKLINE_OPTS",
                        System.getenv("HOOKLINE_OPTS") + " -Djava.io.tmpdir="
                                + Files.createDirectory(folder.resolve("temporary")));
        process = builder.start();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    /** What is left in the folder for temporary files. */
    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("temporary"))) {
            return files.toList();
        }
    }

    private static long count(String report, String row) {
        Matcher matcher = Pattern.compile("(?m)^ *" + row + " +([\\d,]+)$").matcher(report);
        assertThat(matcher.find()).as(row + " in " + report).isTrue();
        return Long.parseLong(matcher.group(1).replace(",", ""));
    }
}
