package io.hookline.outbox.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.api.hook.HookContext;
import io.hookline.event.Event;
import io.hookline.event.EventHook;
import io.hookline.event.EventRefusedException;
import io.hookline.outbox.OnceOnly;
import io.hookline.outbox.Outbox;
import io.hookline.outbox.Outboxes;
import io.hookline.outbox.status.DeadLetter;
import io.hookline.outbox.status.OutboxStatus;
import io.hookline.sql.DatabaseSpec;
import io.hookline.sql.SqlDatabase;
import io.hookline.sql.internal.TestDatabases;
import io.hookline.sql.statement.Column;
import io.hookline.sql.statement.ColumnType;
import io.hookline.sql.statement.Condition.Operator;
import io.hookline.sql.statement.Row;
import io.hookline.sql.statement.Sql;
import io.hookline.sql.statement.Table;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An outbox in an embedded database. */
final class OutboxTest {

    private static final String TYPE = "order-placed";
    private static final String POINT = EventHook.PREFIX + TYPE;
    private static final Table STOCK =
            Table.of("stock", Column.of("id", ColumnType.IDENTITY), Column.text("item", 100));
    private static final Sql TAKE = Sql.insert(STOCK, "item");
    private static final Sql TAKEN = Sql.select(STOCK).where("item", Operator.EQUAL);

    private final TestDatabases databases = TestOutboxes.databases();
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    private final TestEventPoints points = new TestEventPoints();
    private final List<Event> arrived = new CopyOnWriteArrayList<>();
    private final List<OutboxService> services = new ArrayList<>();
    private final SqlDatabase database = open();

    @AfterEach
    void stop() {
        services.forEach(OutboxService::deactivate);
        databases.close();
    }

    @Test
    void anEventIsDeliveredAsItWasPublishedIfItsTransactionIsCommittedAndNeverOtherwise() throws Exception {
        points.with(POINT, (event, context) -> arrived.add(event));
        Outbox outbox = service(Map.of()).open("orders", database, TYPE);
        assertThatThrownBy(() -> database.write(context(), transaction -> {
                    outbox.publish(event("none"), transaction);
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        Event published = Event.json(TYPE, "k=1&ü", "{\"n\":\"😀\"}")
                .withAttribute("a&b=c", "d=e&f")
                .withAttribute("empty", "");
        publish(outbox, published);
        waiting().untilAsserted(() -> assertThat(arrived).containsExactly(published));
        waiting().until(() -> service(0).statuses().get(0).waiting() == 0);
        // Counted behind the commit.
        waiting().until(() -> service(0).statuses().get(0).delivered() == 1);
    }

    @Test
    void severalRelaysDeliverEachEventOnceAndThoseOfAKeyInOrderWhateverFails() throws Exception {
        int keys = 7;
        int each = 30;
        Random random = new Random(17);
        Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
        points.with(POINT, (event, context) -> {
            synchronized (random) {
                if (random.nextInt(4) == 0) {
                    throw new IllegalStateException("fails at random");
                }
            }
            seen.computeIfAbsent(event.key(), key -> new CopyOnWriteArrayList<>())
                    .add(Integer.parseInt(event.attributes().getOrDefault("n", "")));
        });
        List<Outbox> nodes = new ArrayList<>();
        for (int node = 0; node < 3; node++) {
            nodes.add(service(Map.of("workers", 2, "batchEvents", 5)).open("orders", open(), TYPE));
        }
        for (int n = 0; n < each; n++) {
            for (int key = 0; key < keys; key++) {
                publish(nodes.get(n % 3), event("key" + key).withAttribute("n", Integer.toString(n)));
            }
        }
        waiting().until(() -> seen.values().stream().mapToInt(List::size).sum() >= keys * each);
        waiting().until(() -> service(0).statuses().get(0).waiting() == 0);
        List<Integer> ordered = IntStream.range(0, each).boxed().toList();
        assertThat(seen).hasSize(keys).allSatisfy((key, numbers) -> assertThat(numbers)
                .as("key %s", key)
                .isEqualTo(ordered));
    }

    @Test
    void anEventThatFailsTooOftenIsADeadLetterAndGoesOnAfterAReplay() throws Exception {
        AtomicBoolean mended = new AtomicBoolean();
        points.with(POINT, (event, context) -> {
            if (event.attributes().containsKey("bad") && !mended.get()) {
                throw new IllegalStateException("out of order");
            }
            arrived.add(event);
        });
        OutboxService service = service(Map.of("maxAttempts", 3));
        Outbox outbox = service.open("orders", database, TYPE);
        Event bad = event("k").withAttribute("bad", "");
        Event good = event("k");
        publish(outbox, bad);
        publish(outbox, good);
        waiting().untilAsserted(() -> assertThat(arrived).containsExactly(good));
        waiting().until(() -> service.deadLetters(10).size() == 1);
        DeadLetter letter = service.deadLetters(10).get(0);
        assertThat(letter.id()).isEqualTo(bad.id());
        assertThat(letter.attempts()).isEqualTo(3);
        assertThat(letter.problem()).isEqualTo("out of order");
        waiting().untilAsserted(() -> {
            OutboxStatus status = service.statuses().get(0);
            assertThat(List.of(status.deadLetters(), status.dead(), status.retried()))
                    .containsExactly(1L, 1L, 2L);
        });
        mended.set(true);
        assertThat(service.replay("another")).isFalse();
        assertThat(service.replay(bad.id())).isTrue();
        waiting().untilAsserted(() -> assertThat(arrived).containsExactly(good, bad));
        assertThat(service.deadLetters(10)).isEmpty();
    }

    @Test
    void anErrorInAHookEndsNoThread() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        points.with(POINT, (event, context) -> {
            switch (calls.getAndIncrement()) {
                case 0 -> throw new AssertionError("no exception");
                case 1 -> throw new OutOfMemoryError("as the JVM throws it");
                default -> arrived.add(event);
            }
        });
        Outbox outbox = service(Map.of("workers", 1)).open("orders", database, TYPE);
        Event event = event("k");
        publish(outbox, event);
        waiting().untilAsserted(() -> assertThat(arrived).containsExactly(event));
        assertThat(calls).hasValue(3);
    }

    @Test
    void anEventThatAHookRefusesIsADeadLetterAtOnce() throws Exception {
        AtomicBoolean mended = new AtomicBoolean();
        points.with(POINT, (event, context) -> {
            if (!mended.get()) {
                throw new IllegalStateException("wrapped", new EventRefusedException("no such order"));
            }
            arrived.add(event);
        });
        OutboxService service = service(Map.of());
        Outbox outbox = service.open("orders", database, TYPE);
        for (int i = 0; i < 3; i++) {
            publish(outbox, event(""));
        }
        waiting().until(() -> service.deadLetters(10).size() == 3);
        assertThat(service.deadLetters(2)).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.attempts()).isEqualTo(1);
            assertThat(letter.problem()).isEqualTo("no such order");
        });
        mended.set(true);
        assertThat(service.replayAll()).isEqualTo(3);
        waiting().until(() -> arrived.size() == 3);
    }

    @Test
    void eventsWaitForAHook() throws Exception {
        OutboxService service = service(Map.of());
        Outbox outbox = service.open("orders", database);
        Event early = event("k");
        publish(outbox, early);
        waiting().until(() -> service.lastStatuses().get(0).problem().contains("no hook takes the events " + TYPE));
        assertThat(service.statuses().get(0).waiting()).isEqualTo(1);
        assertThat(service.statuses().get(0).oldest()).isEqualTo(early.time());
        points.with(EventHook.ANY, (event, context) -> arrived.add(event));
        waiting().untilAsserted(() -> assertThat(arrived).containsExactly(early));
        waiting().until(() -> service.lastStatuses().get(0).problem().isEmpty());
    }

    @Test
    void aConsumerThatNotesItsEventsHasEachEffectOnce() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger ran = new AtomicInteger();
        points.with(POINT, (event, context) -> {
            assertThat(context.callId()).isEqualTo(event.id());
            assertThat(context.remaining()).isPresent();
            boolean first = OnceOnly.run("stock", event, context, transaction -> {
                transaction.insert(TAKE, event.key());
                if (calls.getAndIncrement() == 0) {
                    throw new SQLException("fails before its commit", "22000");
                }
            });
            ran.addAndGet(first ? 1 : 0);
            if (calls.getAndIncrement() < 4) {
                throw new IllegalStateException("fails behind its commit");
            }
            arrived.add(event);
        });
        publish(service(Map.of()).open("orders", database, TYPE), event("chair"));
        waiting().until(() -> arrived.size() == 1);
        assertThat(ran).hasValue(1);
        assertThat(rows(TAKEN, "chair")).isEqualTo(1);
    }

    @Test
    void itGoesOnWithTheSameThreadsWhenTheDatabaseIsBack() throws Exception {
        points.with(POINT, (event, context) -> arrived.add(event));
        OutboxService service = service(Map.of("workers", 3));
        Outbox outbox = service.open("gone", database, TYPE);
        publish(outbox, event(""));
        waiting().until(() -> arrived.size() == 1);
        Event waits = event("");
        databases.without("hikaricp");
        waiting().until(() -> service.lastStatuses().get(0).problem().contains("hikaricp"));
        assertThat(service.statuses().get(0).waiting()).isEqualTo(-1);
        List<Thread> before = threads();
        assertThat(before).hasSize(3);
        databases.withPool("hikaricp", new io.hookline.plugin.hikaricp.internal.HikariPoolFactory());
        publish(outbox, waits);
        waiting().untilAsserted(() -> assertThat(arrived).hasSize(2).contains(waits));
        assertThat(threads()).containsExactlyInAnyOrderElementsOf(before);
        service.modified(TestOutboxes.config(Map.of("workers", 1)));
        waiting().until(() -> threads().size() == 1);
    }

    @Test
    void deadLettersAndNotesAreKeptForTheirTimes() throws Exception {
        Duration day = Duration.ofDays(1);
        points.with(POINT, (event, context) -> {
            OnceOnly.run("stock", event, context, transaction -> {});
            throw new EventRefusedException("no");
        });
        OutboxService service = service(Map.of());
        publish(service.open("orders", database, TYPE), event(""));
        waiting().until(() -> service.deadLetters(10).size() == 1);
        forget(day, day);
        assertThat(service.deadLetters(10)).hasSize(1);
        forget(Duration.ZERO, day);
        assertThat(service.deadLetters(10)).as("zero is for ever").hasSize(1);
        forget(day.negated(), day.negated());
        assertThat(service.deadLetters(10)).isEmpty();
        assertThat(rows(Sql.select(Outboxes.PROCESSED))).isZero();
    }

    @Test
    void pausesDoubleUpToTheLongestAndAreSpread() {
        OutboxSettings settings =
                OutboxSettings.of(TestOutboxes.config(Map.of("retryMillis", 100L, "retryMaxMillis", 1_000L)));
        assertThat(settings.pauseAfter(1)).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
        assertThat(settings.pauseAfter(3)).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
        assertThat(settings.pauseAfter(1_000_000)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1_000));
        assertThat(IntStream.range(0, 100)
                        .mapToObj(any -> settings.pauseAfter(9))
                        .distinct())
                .hasSizeGreaterThan(1);
    }

    private int rows(Sql select, Object... parameters) throws Exception {
        List<Row> rows = database.read(context(), transaction -> transaction.query(select, parameters));
        return rows.size();
    }

    private void forget(Duration letters, Duration notes) throws Exception {
        database.write(context(), transaction -> {
            DeadLetters.forget(transaction, letters, notes);
            return true;
        });
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("outbox gone "))
                .toList();
    }

    private OutboxService service(Map<String, Object> options) {
        OutboxService service = TestOutboxes.service(points, options);
        services.add(service);
        return service;
    }

    private OutboxService service(int number) {
        return services.get(number);
    }

    private SqlDatabase open() {
        List<Table> tables = new ArrayList<>(Outboxes.TABLES);
        tables.add(STOCK);
        return databases.open(DatabaseSpec.of("orders", url)
                .withUser("sa", "")
                .withPool("hikaricp", 8, Duration.ofSeconds(30))
                .withTables(tables.toArray(Table[]::new)));
    }

    private void publish(Outbox outbox, Event event) throws Exception {
        database.write(context(), transaction -> {
            outbox.publish(event, transaction);
            return true;
        });
    }

    private static Event event(String key) {
        return new Event(
                UUID.randomUUID().toString(), TYPE, key, Instant.now(), Map.of(), "text/plain", new byte[] {0, -1});
    }

    private static HookContext context() {
        return HookContext.create();
    }

    private static ConditionFactory waiting() {
        return await().atMost(Duration.ofMinutes(2));
    }
}
