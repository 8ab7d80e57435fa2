package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hookline torture} as a user starts it. */
class TortureIT {

    private static final String[] OPERATIONS = {
        "swap",
        "swap together",
        "swap of a slow release",
        "swap for a late one",
        "downgrade",
        "rollback",
        "canary promoted",
        "canary aborted",
        "canary that fails",
        "kill",
        "cancelled change",
        "refused change"
    };

    @TempDir
    Path folder;

    private Process process;

    @AfterEach
    void killWhatIsLeft() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void everyOperationOccursAndTheLedgerIsClean() throws Exception {
        start("--for", "10s", "--seed", "1");
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        String ledger = output();
        assertThat(process.exitValue()).as(ledger).isZero();
        assertThat(count(ledger, "calls")).isPositive();
        assertThat(count(ledger, "  served")).isPositive();
        assertThat(count(ledger, "  failed as declared")).isPositive();
        assertThat(count(ledger, "  lost")).isZero();
        for (String operation : OPERATIONS) {
            assertThat(count(ledger, "  " + operation)).as(operation).isPositive();
        }
        assertThat(count(ledger, "violations")).isZero();
        assertThat(ledger).contains("clean: every call").doesNotContain("ended early");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void aSignalEndsTheRunEarlyWithALedger() throws Exception {
        start("--for", "1h", "--seed", "1");
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> output().contains("operations"));
        process.destroy();
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output()).isEqualTo(130);
        assertThat(output()).contains("ended early").contains("clean: every call");
        assertThat(leftovers()).isEmpty();
    }

    private void start(String... options) throws IOException {
        String[] command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("hookline.distribution"), "bin", "hookline")
                                        .toString(),
                                "torture"),
                        Stream.of(options))
                .toArray(String[]::new);
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile());
        builder.environment().put("HOOKLINE_OPTS", System.getenv("HOOKLINE_OPTS") + " -Djava.io.tmpdir=" + temporary);
        process = builder.start();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    private Stream<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("tmp"))) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith("hookline")).toList().stream();
        }
    }

    private static long count(String ledger, String row) {
        Matcher matcher = Pattern.compile("^" + row + " +([0-9,]+)( |$)", Pattern.MULTILINE)
                .matcher(ledger);
        assertThat(matcher.find()).as("the row of " + row + " in\n" + ledger).isTrue();
        return Long.parseLong(matcher.group(1).replace(",", ""));
    }
}
