package io.hookline.audit.internal.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.internal.route.AuditRoute;
import io.hookline.audit.internal.route.AuditRouteConfig;
import io.hookline.common.config.GivenOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed with SIGKILL at random instants, while it writes to the spool and delivers from it. Each record
 * that was in the spool is delivered at least once. {@code -Dhookline.kills=100} for a long run; {@code
 * -Dhookline.kills.seed=N} for other instants.
 */
@Timeout(3_600)
class SpoolKillTest {

    private static final int KILLS = Integer.getInteger("hookline.kills", 3);
    private static final long SEED = Long.getLong("hookline.kills.seed", 20_261_127);
    private static final int MOST_RECORDS = 300;

    @TempDir
    Path folder;

    @Test
    void eachRecordInTheSpoolIsDeliveredAtLeastOnceWhateverInstantTheProcessIsKilled() throws Exception {
        Random random = new Random(SEED);
        Path data = folder.resolve("audit");
        Path delivered = folder.resolve("delivered");
        long acknowledged = 0;
        for (int i = 0; i < KILLS; i++) {
            acknowledged = runAndKill(data, delivered, acknowledged + 1, random);
        }
        try (Pipeline pipeline = open(data)) {
            pipeline.bind(KilledChild.OUTPUT, KilledChild.output(delivered), 0);
            await().atMost(Duration.ofSeconds(200))
                    .until(() -> pipeline.outputs().get(0).lag() == 0);
            assertThat(pipeline.outputs().get(0).dropped()).isZero();
        }
        Set<Long> numbers = new TreeSet<>();
        for (String line : Files.readAllLines(delivered, StandardCharsets.US_ASCII)) {
            numbers.add(Long.parseLong(line));
        }
        Set<Long> lost = LongStream.rangeClosed(1, acknowledged)
                .filter(number -> !numbers.contains(number))
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(lost).as("lost after %d kills, seed %d", KILLS, SEED).isEmpty();
    }

    /** The last number that the process said is in the spool; at least the first one. */
    private static long runAndKill(Path data, Path delivered, long first, Random random) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KilledChild.class.getName(),
                        data.toString(),
                        delivered.toString(),
                        Long.toString(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long last = 0;
        try (BufferedReader lines = child.inputReader()) {
            int most = 1 + random.nextInt(MOST_RECORDS);
            for (int i = 0; i < most; i++) {
                last = Long.parseLong(lines.readLine());
            }
            // Anywhere between two steps of the child.
            long end = System.nanoTime() + random.nextLong(TimeUnit.MILLISECONDS.toNanos(2));
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            // Unlike the process, its handle leaves the pipe open.
            child.toHandle().destroyForcibly();
            // What it said before, and what was still in the pipe. The last line may be cut off.
            List<String> rest = lines.lines().toList();
            child.waitFor();
            for (String line : rest) {
                last = line.length() >= Long.toString(last).length() ? Math.max(last, Long.parseLong(line)) : last;
            }
        }
        return last;
    }

    static Pipeline open(Path data) throws IOException {
        Pipeline pipeline = new Pipeline(
                data, AuditSettings.of(GivenOptions.as(AuditConfig.class, KilledChild.options())), Clock.systemUTC());
        pipeline.setRoutes(List.of(AuditRoute.of(
                "all", GivenOptions.as(AuditRouteConfig.class, Map.of("outputs", new String[] {KilledChild.OUTPUT})))));
        return pipeline;
    }

    static AuditRecord record(long number) {
        return AuditRecord.builder(Instant.EPOCH, "test", Long.toString(number)).build();
    }
}
