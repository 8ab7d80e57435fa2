package io.hookline.sqltests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.api.hook.HookContext;
import io.hookline.event.Event;
import io.hookline.event.EventRefusedException;
import io.hookline.outbox.OnceOnly;
import io.hookline.outbox.Outbox;
import io.hookline.outbox.Outboxes;
import io.hookline.outbox.internal.OutboxService;
import io.hookline.outbox.internal.TestEventPoints;
import io.hookline.outbox.internal.TestOutboxes;
import io.hookline.sql.DatabaseSpec;
import io.hookline.sql.SqlDatabase;
import io.hookline.sql.internal.TestDatabases;
import io.hookline.sql.statement.Table;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Two relays on one database, with some failures. */
final class OutboxDeliveries {

    static final Table[] TABLES = Outboxes.TABLES.toArray(Table[]::new);

    private static final int KEYS = 5;
    private static final int EACH = 20;

    private OutboxDeliveries() {}

    static void check(TestDatabases databases, DatabaseSpec spec) throws Exception {
        Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
        AtomicInteger calls = new AtomicInteger();
        TestEventPoints points = new TestEventPoints().with("event.counted", (event, context) -> {
            if (event.key().isEmpty()) {
                throw new EventRefusedException("no key");
            }
            boolean first = OnceOnly.run("contract", event, context, transaction -> {});
            if (first) {
                seen.computeIfAbsent(event.key(), key -> new CopyOnWriteArrayList<>())
                        .add(Integer.parseInt(event.attributes().getOrDefault("n", "")));
            }
            if (calls.incrementAndGet() % 4 == 0) {
                throw new IllegalStateException("fails at times");
            }
        });
        OutboxService one = TestOutboxes.service(points, Map.of("batchEvents", 4));
        OutboxService other = TestOutboxes.service(points, Map.of("batchEvents", 4));
        try (SqlDatabase database = databases.open(spec);
                SqlDatabase second = databases.open(spec)) {
            Outbox outbox = one.open("contract", database, "counted");
            other.open("contract", second, "counted");
            for (int i = 0; i < KEYS * EACH; i++) {
                publish(database, outbox, "key" + i % KEYS, i / KEYS);
            }
            publish(database, outbox, "", 0);
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> one.statuses().get(0).waiting() == 0);
            List<Integer> ordered = IntStream.range(0, EACH).boxed().toList();
            assertThat(seen).hasSize(KEYS).allSatisfy((key, numbers) -> assertThat(numbers)
                    .as("key %s", key)
                    .isEqualTo(ordered));
            assertThat(one.deadLetters(10)).hasSize(1);
        } finally {
            TestOutboxes.stop(one);
            TestOutboxes.stop(other);
        }
    }

    private static void publish(SqlDatabase database, Outbox outbox, String key, int number) throws Exception {
        Event event = Event.json("counted", key, "{}").withAttribute("n", Integer.toString(number));
        database.write(HookContext.create(), transaction -> {
            outbox.publish(event, transaction);
            return true;
        });
    }
}
