package io.hookline.sqltests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.hookline.api.hook.HookContext;
import io.hookline.sql.DatabaseSpec;
import io.hookline.sql.DatabaseUnavailableException;
import io.hookline.sql.SqlDatabase;
import io.hookline.sql.dialect.Failure;
import io.hookline.sql.internal.TestDatabases;
import io.hookline.sql.pool.ConnectionPool;
import io.hookline.sql.statement.Column;
import io.hookline.sql.statement.ColumnType;
import io.hookline.sql.statement.Condition.Operator;
import io.hookline.sql.statement.Lock;
import io.hookline.sql.statement.Row;
import io.hookline.sql.statement.Sql;
import io.hookline.sql.statement.Table;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What holds for every dialect with every pool. One server for all tests of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DatabaseContractTest {

    static final List<String> POOLS = TestServer.POOLS;

    private static final Duration GENEROUS = Duration.ofMinutes(1);
    private static final Table THINGS = Table.of(
            "things",
            Column.of("id", ColumnType.IDENTITY),
            Column.text("order", 100),
            Column.text("body", 1_000_000).optional(),
            Column.of("at", ColumnType.INSTANT),
            Column.of("amount", ColumnType.DECIMAL).optional(),
            Column.of("done", ColumnType.BOOLEAN),
            Column.bytes("data", 1_000).optional());
    private static final Table PAIRS = Table.of("pairs", Column.text("key", 50), Column.of("value", ColumnType.LONG))
            .withKey("key");

    private static final Sql ADD = Sql.insert(THINGS, "order", "body", "at", "amount", "done", "data");
    private static final Sql FIND = Sql.select(THINGS).where("id", Operator.EQUAL);
    private static final Sql BY_ORDER =
            Sql.select(THINGS, "id").where("order", Operator.EQUAL).orderBy("id");
    private static final Sql PAGE = BY_ORDER.paged();
    private static final Sql NEXT = PAGE.locking(Lock.UPDATE_SKIP_LOCKED);
    private static final Sql PUT = Sql.upsert(PAIRS, "key", "value");
    private static final Sql GET = Sql.select(PAIRS, "value").where("key", Operator.EQUAL);

    private static final String CALLER = "test caller";
    private static final int LOST_CALLS = 20;

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, CALLER);
        thread.setDaemon(true);
        return thread;
    });
    private TestServer server;
    private TestDatabases databases;

    abstract TestServer start(Path folder) throws Exception;

    @BeforeAll
    void begin(@TempDir Path folder) throws Exception {
        server = start(folder);
        databases = TestServer.databases();
    }

    @AfterAll
    void stop() throws Exception {
        threads.shutdownNow();
        databases.close();
        server.close();
    }

    private SqlDatabase open(String pool) {
        return open(pool, 4);
    }

    private SqlDatabase open(String pool, int size) {
        return databases.open(spec(pool, size));
    }

    private DatabaseSpec spec(String pool, int size) {
        return server.spec()
                .withPool(pool, size, Duration.ofSeconds(20))
                .withStatements(Duration.ofMinutes(1), Duration.ZERO)
                .withTables(THINGS, PAIRS);
    }

    private static HookContext context() {
        return HookContext.create();
    }

    private static long add(SqlDatabase database, String order) throws Exception {
        return database.write(
                context(), transaction -> transaction.insert(ADD, order, null, Instant.EPOCH, null, false, null));
    }

    @Test
    void twoRelaysDeliverEachEventOfTheOutboxOnceAndThoseOfAKeyInOrder() throws Exception {
        OutboxDeliveries.check(
                databases,
                server.spec().withPool("hikaricp", 8, Duration.ofSeconds(30)).withTables(OutboxDeliveries.TABLES));
    }

    @ParameterizedTest
    @FieldSource("POOLS")
    void storesEveryTypeAndGivesTheGeneratedKey(String pool) throws Exception {
        try (SqlDatabase database = open(pool)) {
            Instant now = Instant.parse("2026-03-29T01:30:00.123Z");
            String body = "it's \"fine\"; drop table things — Grüße 😀".repeat(100);
            long id = database.write(
                    context(),
                    transaction -> transaction.insert(
                            ADD, "types", body, now, new BigDecimal("12.5"), true, new byte[] {0, -1, 7}));
            long next = add(database, "types");
            assertThat(next).isGreaterThan(id);
            Row row = database.read(
                    context(), transaction -> transaction.query(FIND, id).get(0));
            assertThat(row.getLong(0)).isEqualTo(id);
            assertThat(row.text(1)).isEqualTo("types");
            assertThat(row.text(2)).isEqualTo(body);
            assertThat(row.instant(3)).isEqualTo(now);
            assertThat(row.value(4)).isEqualTo(new BigDecimal("12.5"));
            assertThat(row.value(5)).isEqualTo(true);
            assertThat((byte[]) row.value(6)).containsExactly(0, -1, 7);
            Row empty = database.read(
                    context(), transaction -> transaction.query(FIND, next).get(0));
            assertThat(empty.value(2)).isNull();
            assertThat(empty.value(4)).isNull();
            assertThat(empty.value(6)).isNull();
        }
    }

    @ParameterizedTest
    @FieldSource("POOLS")
    void pagesChangesAndRemovesWithBoundParameters(String pool) throws Exception {
        try (SqlDatabase database = open(pool)) {
            String order = "page-" + pool;
            List<Long> ids = new java.util.ArrayList<>();
            for (int i = 0; i < 5; i++) {
                ids.add(add(database, order));
            }
            assertThat(ids(database, PAGE, order, 2, 0)).isEqualTo(ids.subList(0, 2));
            assertThat(ids(database, PAGE, order, 2, 3L)).isEqualTo(ids.subList(3, 5));
            Sql rename =
                    Sql.update(THINGS, "order").where("id", Operator.AT_MOST).where("order", Operator.EQUAL);
            long renamed =
                    database.write(context(), transaction -> transaction.execute(rename, "other", ids.get(1), order));
            assertThat(renamed).isEqualTo(2);
            Sql remove = Sql.delete(THINGS).where("order", Operator.EQUAL);
            long removed = database.write(context(), transaction -> transaction.execute(remove, order));
            assertThat(removed).isEqualTo(3);
            assertThat(ids(database, BY_ORDER, order)).isEmpty();
        }
    }

    private static List<Long> ids(SqlDatabase database, Sql select, Object... parameters) throws Exception {
        return database.read(context(), transaction -> transaction.query(select, parameters)).stream()
                .map(row -> row.getLong(0))
                .toList();
    }

    @ParameterizedTest
    @FieldSource("POOLS")
    void upsertsAndTellsAUniqueViolationApart(String pool) throws Exception {
        try (SqlDatabase database = open(pool)) {
            for (long value : new long[] {1, 2}) {
                database.write(context(), transaction -> transaction.execute(PUT, "k-" + pool, value));
            }
            assertThat(ids(database, GET, "k-" + pool)).containsExactly(2L);
            Sql twice = Sql.insert(PAIRS, "key", "value");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(
                            () -> database.write(context(), transaction -> transaction.execute(twice, "k-" + pool, 3)))
                    .satisfies(e -> assertThat(database.classify(e)).isEqualTo(Failure.UNIQUE_VIOLATION));
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> add(database, "x".repeat(101)))
                    .satisfies(e -> assertThat(database.classify(e)).isEqualTo(Failure.STATEMENT));
            assertThat(ids(database, GET, "k-" + pool)).containsExactly(2L);
        }
    }

    @ParameterizedTest
    @FieldSource("POOLS")
    void rollsBackAndTellsWhatWaitsForTheEnd(String pool) throws Exception {
        try (SqlDatabase database = open(pool)) {
            AtomicInteger ends = new AtomicInteger();
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> database.write(context(), transaction -> {
                        transaction.afterEnd(committed -> ends.addAndGet(committed ? 100 : 1));
                        transaction.execute(PUT, "gone-" + pool, 1);
                        throw new IllegalStateException("mine");
                    }))
                    .withMessage("mine");
            assertThat(ids(database, GET, "gone-" + pool)).isEmpty();
            database.write(context(), transaction -> {
                transaction.afterEnd(committed -> ends.addAndGet(committed ? 100 : 1));
                return null;
            });
            assertThat(ends).hasValue(101);
        }
    }

    @ParameterizedTest
    @FieldSource("POOLS")
    void rowsThatOthersHaveLockedAreSkipped(String pool) throws Exception {
        try (SqlDatabase database = open(pool)) {
            String order = "lock-" + pool;
            long first = add(database, order);
            long second = add(database, order);
            List<Long> seen = database.write(context(), outer -> {
                long mine = outer.query(NEXT, order, 1, 0).get(0).getLong(0);
                long other = inThread(() -> database.write(
                        context(),
                        inner -> inner.query(NEXT, order, 1, 0).get(0).getLong(0)));
                return List.of(mine, other);
            });
            assertThat(seen).containsExactly(first, second);
        }
    }

    private <R> R inThread(java.util.concurrent.Callable<R> work) {
        try {
            return threads.submit(work).get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @FieldSource("POOLS")
    void aDeadlockEndsOneTransactionAsTransient(String pool) throws Exception {
        try (SqlDatabase database = open(pool)) {
            String a = "a-" + pool;
            String b = "b-" + pool;
            database.write(context(), transaction -> transaction.execute(PUT, a, 0) + transaction.execute(PUT, b, 0));
            Sql set = Sql.update(PAIRS, "value").where("key", Operator.EQUAL);
            CountDownLatch bothHoldOne = new CountDownLatch(2);
            List<Future<Failure>> both = List.of(
                    threads.submit(() -> cross(database, set, a, b, bothHoldOne)),
                    threads.submit(() -> cross(database, set, b, a, bothHoldOne)));
            List<Failure> ends = new java.util.ArrayList<>();
            for (Future<Failure> one : both) {
                ends.add(one.get(GENEROUS.toSeconds(), TimeUnit.SECONDS));
            }
            assertThat(ends).contains(Failure.OTHER);
            assertThat(ends.stream().filter(Failure::isTransient)).hasSize(1);
        }
    }

    /** {@code OTHER} stands for no failure. */
    private static Failure cross(SqlDatabase database, Sql set, String first, String second, CountDownLatch latch)
            throws Exception {
        try {
            database.write(context(), transaction -> {
                transaction.execute(set, 1, first);
                latch.countDown();
                try {
                    if (!latch.await(GENEROUS.toSeconds(), TimeUnit.SECONDS)) {
                        fail("the other transaction did not come");
                    }
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return transaction.execute(set, 2, second);
            });
            return Failure.OTHER;
        } catch (SQLException e) {
            return database.classify(e);
        }
    }

    @ParameterizedTest
    @FieldSource("POOLS")
    void anExhaustedPoolFailsAtTheCallersDeadline(String pool) throws Exception {
        // The pool itself would wait longer than the holder holds.
        try (SqlDatabase database = databases.open(spec(pool, 1).withPool(pool, 1, GENEROUS.multipliedBy(2)))) {
            CountDownLatch held = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            Future<?> holder = threads.submit(() -> database.read(context(), transaction -> {
                held.countDown();
                return awaited(end);
            }));
            assertThat(held.await(GENEROUS.toSeconds(), TimeUnit.SECONDS)).isTrue();
            HookContext brief =
                    HookContext.builder().timeout(Duration.ofMillis(100)).build();
            assertThatExceptionOfType(DatabaseUnavailableException.class)
                    .isThrownBy(() -> database.read(brief, transaction -> null));
            assertThat(holder).as("the wait ended ahead of the holder").isNotDone();
            end.countDown();
            holder.get(GENEROUS.toSeconds(), TimeUnit.SECONDS);
            assertThat(database.problem(Duration.ofSeconds(20))).isNull();
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(GENEROUS.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @FieldSource("POOLS")
    void theSizeChangesWhileThePoolIsUsed(String pool) throws Exception {
        try (SqlDatabase database = open(pool, 1)) {
            CountDownLatch end = new CountDownLatch(1);
            CountDownLatch held = new CountDownLatch(1);
            Future<?> holder = threads.submit(() -> database.read(context(), transaction -> {
                held.countDown();
                return awaited(end);
            }));
            assertThat(held.await(GENEROUS.toSeconds(), TimeUnit.SECONDS)).isTrue();
            database.change(spec(pool, 2));
            assertThat(ids(database, BY_ORDER, "none")).isEmpty();
            assertThat(holder).isNotDone();
            end.countDown();
            holder.get(GENEROUS.toSeconds(), TimeUnit.SECONDS);
            assertThat(database.status().metrics().size()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @FieldSource("POOLS")
    void aConnectionIsGivenBackOnAnotherThread(String tag) throws Exception {
        try (TestDatabases own = TestServer.databases()) {
            CompletableFuture<ConnectionPool> made = new CompletableFuture<>();
            io.hookline.sql.pool.PoolFactory factory = poolOf(tag);
            own.withPool("seen", (settings, connections) -> {
                ConnectionPool pool = factory.open(settings, connections);
                made.complete(pool);
                return pool;
            });
            try (SqlDatabase database = own.open(spec("seen", 1))) {
                database.read(context(), transaction -> null);
                ConnectionPool pool = made.join();
                java.sql.Connection connection = pool.acquire(GENEROUS.toNanos());
                assertThat(connection.getAutoCommit()).isFalse();
                assertThat(pool.metrics().active()).isEqualTo(1);
                pool.releaseAsync(connection).toCompletableFuture().get(GENEROUS.toSeconds(), TimeUnit.SECONDS);
                assertThat(pool.metrics().active()).isZero();
                assertThat(pool.drain(GENEROUS)).isTrue();
                java.sql.Connection thrown = pool.acquire(GENEROUS.toNanos());
                pool.discard(thrown);
                assertThat(pool.metrics().active()).isZero();
                pool.release(pool.acquire(GENEROUS.toNanos()));
            }
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> made.join().acquire(GENEROUS.toNanos()));
        }
    }

    private static io.hookline.sql.pool.PoolFactory poolOf(String tag) {
        return switch (tag) {
            case "hikaricp" -> new io.hookline.plugin.hikaricp.internal.HikariPoolFactory();
            case "druid" -> new io.hookline.plugin.druid.internal.DruidPoolFactory();
            default -> new io.hookline.plugin.dbcp.internal.DbcpPoolFactory();
        };
    }

    @Test
    void noQueryFailsWhilePoolsAndDialectsAreSwappedUnderLoad() throws Exception {
        try (TestDatabases own = TestServer.databases();
                SqlDatabase database = own.open(spec("hikaricp", 4))) {
            AtomicBoolean stop = new AtomicBoolean();
            AtomicInteger done = new AtomicInteger();
            List<Future<?>> callers = IntStream.range(0, 6)
                    .<Future<?>>mapToObj(caller -> threads.submit(() -> {
                        while (!stop.get()) {
                            database.write(context(), transaction -> transaction.execute(PUT, "load-" + caller, 1));
                            done.incrementAndGet();
                        }
                        return null;
                    }))
                    .toList();
            CountDownLatch held = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            Future<?> old = threads.submit(() -> database.write(context(), transaction -> {
                transaction.execute(PUT, "held", 1);
                held.countDown();
                awaited(end);
                return transaction.execute(PUT, "held", 2);
            }));
            assertThat(held.await(GENEROUS.toSeconds(), TimeUnit.SECONDS)).isTrue();
            for (int round = 0; round < 6; round++) {
                String pool = POOLS.get((round + 1) % POOLS.size());
                int before = done.get();
                database.change(spec(pool, 4));
                assertThat(database.status().pool()).isEqualTo(pool);
                await().atMost(GENEROUS).until(() -> done.get() > before + 12 || anyDone(callers));
                if (round == 3) {
                    end.countDown();
                    old.get(GENEROUS.toSeconds(), TimeUnit.SECONDS);
                    own.withDialect(server.spec().subprotocol(), newDialect(server.spec()));
                }
            }
            stop.set(true);
            for (Future<?> caller : callers) {
                caller.get(GENEROUS.toSeconds(), TimeUnit.SECONDS);
            }
            assertThat(ids(database, GET, "held")).containsExactly(2L);
        }
    }

    private static boolean anyDone(List<Future<?>> callers) {
        return callers.stream().anyMatch(Future::isDone);
    }

    private static io.hookline.sql.dialect.DialectFactory newDialect(DatabaseSpec spec) {
        return switch (spec.subprotocol()) {
            case "h2" -> new io.hookline.plugin.h2.internal.H2DialectFactory();
            case "postgresql" -> new io.hookline.plugin.postgresql.internal.PostgresqlDialectFactory();
            default -> new io.hookline.plugin.mysql.internal.MysqlDialectFactory();
        };
    }

    @Test
    void hooksSeeEveryStatementAndMayAnswerInsteadAndSlowOnesAreReported() throws Exception {
        try (TestDatabases own = TestServer.databases();
                SqlDatabase database =
                        own.open(spec("hikaricp", 2).withStatements(Duration.ofMinutes(1), Duration.ofNanos(1)))) {
            add(database, "hooked");
            List<String> slow = new java.util.ArrayList<>();
            own.slow.hooks.add((statement, context) -> slow.add(statement.sql()));
            own.statements.hooks.add((call, context, next) -> call.statement().kind() == Sql.Kind.DELETE
                    ? io.hookline.sql.statement.SqlResult.nothing()
                    : next.proceed(call));
            own.statements.hooks.add((call, context, next) ->
                    next.proceed(call.statement().writes() ? call : call.restrictedTo("done", true)));
            assertThat(ids(database, PAGE, "hooked", 10, 0)).isEmpty();
            assertThat(slow).singleElement().asString().contains("?").doesNotContain("hooked");
            Sql remove = Sql.delete(THINGS).where("order", Operator.EQUAL);
            long removed = database.write(context(), transaction -> transaction.execute(remove, "hooked"));
            assertThat(removed).isZero();
            own.statements.hooks.clear();
            assertThat(ids(database, BY_ORDER, "hooked")).hasSize(1);
        }
    }

    /** With all pools at once, since a server takes long to start again. */
    @Test
    void databasesThatGoFailAtTheDeadlineAndRecoverWithoutARestart() throws Exception {
        losesCallsWhileItIsAway(server::kill, server::restart);
    }

    /** Every call between the two fails, with each pool, no threads pile up, and later calls succeed. */
    final void losesCallsWhileItIsAway(Step away, Step back) throws Exception {
        List<SqlDatabase> opened = POOLS.stream()
                .map(pool -> databases.open(spec(pool, 2)
                        .withPool(pool, 2, Duration.ofMillis(300))
                        .withStatements(Duration.ofSeconds(1), Duration.ZERO)))
                .toList();
        for (SqlDatabase database : opened) {
            add(database, "before");
        }
        away.run();
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        List<Future<?>> callers = opened.stream()
                .<Future<?>>map(database -> threads.submit(() -> losesEveryCall(database)))
                .toList();
        for (Future<?> caller : callers) {
            caller.get(GENEROUS.toSeconds(), TimeUnit.SECONDS);
        }
        await("no thread stays for each call that failed")
                .atMost(Duration.ofSeconds(30))
                .until(() -> threadsBeside(before), names -> names.size() <= 3 * LOST_CALLS / 2);
        back.run();
        for (SqlDatabase database : opened) {
            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> add(database, "after") > 0);
            assertThat(ids(database, BY_ORDER, "before")).isNotEmpty();
            assertThat(ids(database, BY_ORDER, "lost")).isEmpty();
            database.close();
        }
    }

    /** Something that is done to a server. */
    interface Step {
        void run() throws Exception;
    }

    private static @Nullable Object losesEveryCall(SqlDatabase database) {
        for (int i = 0; i < LOST_CALLS; i++) {
            HookContext brief =
                    HookContext.builder().timeout(Duration.ofMillis(30)).build();
            assertThatExceptionOfType(DatabaseUnavailableException.class)
                    .isThrownBy(() -> database.write(
                            brief,
                            transaction -> transaction.insert(ADD, "lost", null, Instant.EPOCH, null, false, null)));
        }
        assertThat(database.problem(Duration.ofMillis(300))).isNotNull();
        return null;
    }

    /** The names of the threads that have begun since, without those that run the tests' calls. */
    private static List<String> threadsBeside(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> !name.startsWith(CALLER))
                .toList();
    }
}
