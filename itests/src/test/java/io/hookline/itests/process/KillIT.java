package io.hookline.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * kill -9 while releases are deployed, swapped, removed and rolled back, with damage to the framework's cache in
 * between. {@code -Dhookline.kill.rounds} sets the number of kills, {@code -Dhookline.kill.seed} the seed: a number, or
 * {@code random}.
 */
class KillIT extends ProcessTest {

    private static final int ROUNDS = Integer.getInteger("hookline.kill.rounds", 5);
    private static final long SEED = seed(System.getProperty("hookline.kill.seed", "1"));
    private static final List<String> NAMES = List.of("test.a", "test.b", "test.c");
    private static final List<String> VERSIONS = List.of("1.0.0", "1.1.0", "2.0.0");
    private static final int LONGEST_START_MILLIS = 1_600;

    /** Adds the options that repeat the run to any failure. */
    @RegisterExtension
    final TestExecutionExceptionHandler repeatable = (context, failure) -> {
        throw new AssertionError("repeat with " + options(), failure);
    };

    private final Random random = new Random(SEED);
    private final Map<String, Path> jars = new TreeMap<>();
    private final Map<String, String> digests = new TreeMap<>();

    @Test
    void aKillLeavesEitherTheOldOrTheNewSet() throws Exception {
        System.out.println(options());
        int before = 0;
        int after = 0;
        makeJars();
        HooklineProcess process = start();
        for (int round = 0; round < ROUNDS; round++) {
            int changeMillis = completeChange(process);
            Map<String, String> old = process.desired();
            Change change = change(process.history());
            process.send(change.command());
            process.killAfter(random.nextInt(changeMillis * 3 / 2 + 1));
            List<String> damaged = damageCache();
            if (random.nextInt(4) == 0) {
                begin().killAfter(random.nextInt(LONGEST_START_MILLIS));
            }
            process = start();
            Map<String, String> now = process.desired();
            String what = "round " + round + ", " + change.command() + ", damaged " + damaged;
            assertThat(now).as(what).isIn(old, change.after());
            assertRuns(process);
            if (now.equals(old)) {
                before++;
            } else {
                after++;
            }
        }
        System.out.println(ROUNDS + " kills: " + before + " times the set before, " + after + " times the set after");
    }

    private static long seed(String option) {
        return option.equals("random") ? ThreadLocalRandom.current().nextLong() : Long.parseLong(option);
    }

    private static String options() {
        return "-Dhookline.kill.seed=" + SEED + " -Dhookline.kill.rounds=" + ROUNDS;
    }

    /** Makes a complete change and returns its duration in milliseconds. */
    private int completeChange(HooklineProcess process) {
        Change change = change(process.history());
        long begun = System.nanoTime();
        String printed = process.command(change.command());
        long nanos = System.nanoTime() - begun;
        assertThat(process.desired()).as(change.command() + ": " + printed).isEqualTo(change.after());
        return (int) TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    private void makeJars() throws Exception {
        for (String name : NAMES) {
            for (String version : VERSIONS) {
                Path jar = marking(name, version);
                jars.put(name + " " + version, jar);
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
                digests.put(name + " " + version, HexFormat.of().formatHex(digest));
            }
        }
    }

    /** A random change with the set that it leads to. */
    private Change change(List<Map<String, String>> history) {
        Map<String, String> after = new TreeMap<>(history.get(0));
        if (history.size() > 1 && random.nextInt(4) == 0) {
            return new Change("hook:rollback", history.get(1));
        }
        String name = NAMES.get(random.nextInt(NAMES.size()));
        if (after.containsKey(name) && random.nextInt(4) == 0) {
            after.remove(name);
            return new Change("hook:remove " + name, after);
        }
        StringBuilder command = new StringBuilder("hook:deploy --downgrade");
        int last = random.nextInt(NAMES.size());
        for (String one : NAMES.subList(0, last + 1)) {
            List<String> others = VERSIONS.stream()
                    .filter(version -> !after.getOrDefault(one, "").startsWith(version + " "))
                    .toList();
            String label = one + " " + others.get(random.nextInt(others.size()));
            after.put(one, label.substring(one.length() + 1) + " " + digests.get(label));
            command.append(' ').append(quoted(jars.get(label)));
        }
        return new Change(command.toString(), after);
    }

    /** Truncates, empties or overwrites some files of the framework's cache, or none. */
    private List<String> damageCache() throws IOException {
        List<String> damaged = new ArrayList<>();
        if (random.nextBoolean()) {
            return damaged;
        }
        Path cache = data.resolve("cache").resolve("felix");
        List<Path> files;
        try (Stream<Path> all = Files.walk(cache)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (int i = random.nextInt(3); i >= 0; i--) {
            Path file = files.get(random.nextInt(files.size()));
            int size = (int) Files.size(file);
            byte[] content = random.nextBoolean()
                    ? Arrays.copyOf(Files.readAllBytes(file), random.nextInt(size + 1))
                    : new byte[size];
            Files.write(file, content);
            damaged.add(cache.relativize(file) + " " + size + " to " + content.length);
        }
        return damaged;
    }

    private record Change(String command, Map<String, String> after) {}
}
