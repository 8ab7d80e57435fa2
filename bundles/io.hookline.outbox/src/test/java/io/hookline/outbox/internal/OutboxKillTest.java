package io.hookline.outbox.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.api.hook.HookContext;
import io.hookline.event.Event;
import io.hookline.event.EventHook;
import io.hookline.outbox.Outbox;
import io.hookline.sql.SqlDatabase;
import io.hookline.sql.internal.TestDatabases;
import io.hookline.sql.statement.Row;
import io.hookline.sql.statement.Sql;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * On a real PostgreSQL server, the process that publishes and delivers is killed with SIGKILL at random instants, and
 * then the server. {@code -Dhookline.kills=100} for a long run; {@code -Dhookline.kills.seed=N} for other instants.
 */
@Timeout(3_600)
final class OutboxKillTest {

    private static final int KILLS = Integer.getInteger("hookline.kills", 5);
    private static final long SEED = Long.getLong("hookline.kills.seed", 20_261_128);
    private static final int MOST_EVENTS = 60;

    @TempDir
    Path folder;

    @Test
    void noEventIsLostOrMadeUpWhateverInstantTheProcessOrTheServerIsKilled() throws Exception {
        Path delivered = folder.resolve("delivered");
        int port = freePort();
        EmbeddedPostgres server = start(port);
        try (TestDatabases databases = TestOutboxes.databases()) {
            String url = server.getJdbcUrl("postgres", "postgres");
            Random random = new Random(SEED);
            Set<Long> committed = new HashSet<>();
            long last = 0;
            for (int i = 0; i < KILLS; i++) {
                last = runAndKill(url, delivered, last + 1_000, random, committed);
            }
            OutboxService service = KilledRelay.service(delivered);
            try (SqlDatabase database = KilledRelay.open(databases, url)) {
                service.open("killed", database, KilledRelay.TYPE);
                await().atMost(Duration.ofMinutes(3))
                        .until(() -> service.statuses().get(0).waiting() == 0);
                check(Files.readAllLines(delivered, StandardCharsets.US_ASCII), committed);
                List<Row> ledger = database.read(
                        HookContext.create(),
                        transaction -> transaction.query(Sql.select(KilledRelay.LEDGER, "event")));
                List<String> effects = ledger.stream().map(row -> row.text(0)).toList();
                assertThat(effects).as("seed %d", SEED).doesNotHaveDuplicates();
            } finally {
                service.deactivate();
            }
            server = killServer(databases, url, server, port);
        } finally {
            server.close();
        }
    }

    private static void check(List<String> lines, Set<Long> committed) {
        Map<String, Long> newest = new HashMap<>();
        Set<Long> numbers = new HashSet<>();
        int duplicates = 0;
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            long number = Long.parseLong(words[2]);
            assertThat(words[3]).as("%d was rolled back, seed %d", number, SEED).isEqualTo("true");
            if (numbers.add(number)) {
                Long before = newest.put(words[1], number);
                assertThat(before == null || before < number)
                        .as("%d comes behind %d, seed %d", number, before, SEED)
                        .isTrue();
            } else {
                duplicates++;
            }
        }
        assertThat(numbers).as("after %d kills, seed %d", KILLS, SEED).containsAll(committed);
        System.out.printf(
                "outbox: %d kills, %d events committed, %d delivered, %d of them twice%n",
                KILLS, committed.size(), numbers.size(), duplicates);
    }

    /** The last number that the process said is committed; at least the first one. */
    private static long runAndKill(String url, Path delivered, long first, Random random, Set<Long> committed)
            throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx96m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KilledRelay.class.getName(),
                        url,
                        delivered.toString(),
                        Long.toString(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long last = first;
        try (BufferedReader lines = child.inputReader()) {
            int most = 1 + random.nextInt(MOST_EVENTS);
            for (int i = 0; i < most; i++) {
                last = Long.parseLong(lines.readLine());
                committed.add(last);
            }
            // Anywhere between two steps of the child.
            long end = System.nanoTime() + random.nextLong(TimeUnit.MILLISECONDS.toNanos(4));
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            // Unlike the process, its handle leaves the pipe open.
            child.toHandle().destroyForcibly();
            // What was still in the pipe. The last line may be cut off.
            List<String> rest = lines.lines().toList();
            child.waitFor();
            for (String line : rest) {
                if (line.length() >= Long.toString(last).length()) {
                    last = Long.parseLong(line);
                    committed.add(last);
                }
            }
        }
        return last;
    }

    /** While the server is away the relay keeps its threads and backs off; it goes on by itself. */
    private EmbeddedPostgres killServer(TestDatabases databases, String url, EmbeddedPostgres server, int port)
            throws Exception {
        List<String> arrived = new CopyOnWriteArrayList<>();
        OutboxService service = TestOutboxes.service(
                new TestEventPoints()
                        .with(EventHook.PREFIX + KilledRelay.TYPE, (event, context) -> arrived.add(event.id())),
                Map.of());
        try (SqlDatabase database = KilledRelay.open(databases, url)) {
            Outbox outbox = service.open("server", database, KilledRelay.TYPE);
            List<String> published = new ArrayList<>();
            published.add(publish(database, outbox));
            await().atMost(Duration.ofMinutes(2)).until(() -> arrived.containsAll(published));
            server.close();
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> !service.lastStatuses().get(0).problem().isEmpty());
            long threads = threads();
            EmbeddedPostgres again = start(port);
            published.add(publish(database, outbox));
            await().atMost(Duration.ofMinutes(2)).until(() -> arrived.containsAll(published));
            assertThat(threads()).isEqualTo(threads).isEqualTo(2);
            return again;
        } finally {
            service.deactivate();
        }
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("outbox server "))
                .count();
    }

    private static String publish(SqlDatabase database, Outbox outbox) throws Exception {
        Event event = Event.of(KilledRelay.TYPE, "", "text/plain", new byte[0]);
        database.write(HookContext.create(), transaction -> {
            outbox.publish(event, transaction);
            return true;
        });
        return event.id();
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
