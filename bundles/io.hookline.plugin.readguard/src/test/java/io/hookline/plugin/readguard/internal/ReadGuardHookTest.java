package io.hookline.plugin.readguard.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hookline.api.hook.HookContext;
import io.hookline.common.config.GivenOptions;
import io.hookline.plugin.h2.internal.H2DialectFactory;
import io.hookline.plugin.hikaricp.internal.HikariPoolFactory;
import io.hookline.sql.DatabaseSpec;
import io.hookline.sql.SqlDatabase;
import io.hookline.sql.SqlTransaction;
import io.hookline.sql.internal.TestDatabases;
import io.hookline.sql.statement.Column;
import io.hookline.sql.statement.ColumnType;
import io.hookline.sql.statement.Condition.Operator;
import io.hookline.sql.statement.Lock;
import io.hookline.sql.statement.Row;
import io.hookline.sql.statement.Sql;
import io.hookline.sql.statement.Table;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.util.OsgiDataSourceFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a real database; a hook behind the guard counts what reaches it. */
final class ReadGuardHookTest {

    private static final Table THINGS = Table.of(
            "things", Column.of("id", ColumnType.IDENTITY), Column.text("name", 100), Column.of("n", ColumnType.LONG));
    private static final Sql ADD = Sql.insert(THINGS, "name", "n");
    private static final Sql FIND = Sql.select(THINGS, "n").where("id", Operator.EQUAL);
    private static final Sql SET = Sql.update(THINGS, "n").where("id", Operator.EQUAL);
    private static final Sql SET_ALL = Sql.update(THINGS, "n");
    private static final Sql MOVE = Sql.update(THINGS, "id").where("id", Operator.EQUAL);
    private static final Sql REMOVE = Sql.delete(THINGS).where("id", Operator.EQUAL);

    private final AtomicInteger reads = new AtomicInteger();
    private final TestDatabases databases = new TestDatabases()
            .withDialect("h2", new H2DialectFactory())
            .withPool("hikaricp", new HikariPoolFactory())
            .withDriver("org.h2.Driver", "2.3", new OsgiDataSourceFactory(new org.h2.Driver()));
    private final ReadGuardHook hook = new ReadGuardHook(
            GivenOptions.as(ReadGuardConfig.class, Map.of("columns", new String[] {"things.id"})), databases);
    private volatile String id = "";
    private SqlDatabase database;

    @BeforeEach
    void open() {
        databases.statements.hooks.add(hook);
        databases.statements.hooks.add((call, context, next) -> {
            id = call.database();
            if (!call.statement().writes()) {
                reads.incrementAndGet();
            }
            return next.proceed(call);
        });
        database = databases.open(spec());
    }

    @AfterEach
    void close() {
        hook.deactivate();
        databases.close();
    }

    private static DatabaseSpec spec() {
        return DatabaseSpec.of("things", "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1")
                .withUser("sa", "")
                .withPool("hikaricp", 8, Duration.ofSeconds(30))
                .withTables(THINGS);
    }

    @Test
    void keysThatDoNotExistDoNotReachTheDatabase() throws Exception {
        long first = add(1);
        rebuild();
        reads.set(0);
        for (long key = 1_000; key < 1_100; key++) {
            assertThat(find(key)).isNull();
        }
        assertThat(reads).hasValueLessThan(10);
        assertThat(find(first)).isEqualTo(1);
        long later = add(2);
        assertThat(find(later)).isEqualTo(2);
    }

    @Test
    void aReadThatRepeatsIsAnsweredFromTheCacheUntilTheRowIsWritten() throws Exception {
        long key = add(1);
        assertThat(find(key)).isEqualTo(1);
        reads.set(0);
        assertThat(find(key)).isEqualTo(1);
        assertThat(reads).hasValue(0);
        write(SET, 2, key);
        assertThat(find(key)).isEqualTo(2);
        write(SET_ALL, 3);
        assertThat(find(key)).isEqualTo(3);
        write(MOVE, 500, key);
        assertThat(find(key)).isNull();
        assertThat(find(500)).isEqualTo(3);
        write(REMOVE, 500);
        assertThat(find(500)).isNull();
    }

    @Test
    void anUpsertThatMovesARowToAnotherKeyIsSeen() throws Exception {
        Sql put = Sql.upsert(THINGS.withKey("name"), "name", "id", "n");
        long key = add(1);
        rebuild();
        assertThat(find(key)).isEqualTo(1);
        write(put, "a", 50L, 9L);
        assertThat(find(key)).isNull();
        assertThat(find(50)).isEqualTo(9);
    }

    @Test
    void aTransactionSeesItsOwnWritesAndOthersDoNotSeeThoseThatAreRolledBack() throws Exception {
        long key = add(1);
        rebuild();
        assertThat(find(key)).isEqualTo(1);
        long[] added = new long[1];
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> database.write(HookContext.create(), transaction -> {
                    transaction.execute(SET, 2, key);
                    assertThat(number(transaction, key)).isEqualTo(2);
                    added[0] = transaction.insert(ADD, "new", 5);
                    assertThat(number(transaction, added[0])).isEqualTo(5);
                    assertThat(number(transaction, added[0])).isEqualTo(5);
                    throw new IllegalStateException("rolled back");
                }));
        assertThat(find(key)).isEqualTo(1);
        assertThat(find(added[0])).isNull();
    }

    @Test
    void lockingReadsAndThoseWithoutTheKeyReachTheDatabase() throws Exception {
        long key = add(1);
        Sql locking = FIND.locking(Lock.UPDATE);
        Sql all = Sql.select(THINGS, "n").where("n", Operator.EQUAL);
        reads.set(0);
        for (int i = 0; i < 2; i++) {
            database.write(HookContext.create(), transaction -> transaction.query(locking, key));
            database.read(HookContext.create(), transaction -> transaction.query(all, 1L));
        }
        assertThat(reads).hasValue(4);
    }

    @Test
    void anotherDatabaseHasAFilterOfItsOwn() throws Exception {
        rebuild();
        assertThat(find(1)).isNull();
        database.change(spec());
        database.write(HookContext.create(), transaction -> {
            try (Statement unseen = transaction.connection().createStatement()) {
                return unseen.executeUpdate("INSERT INTO things (id, name, n) VALUES (1, 'a', 7)");
            }
        });
        assertThat(find(1)).isEqualTo(7);
    }

    /** Every writer asks for its row in a transaction of its own, as soon as it has written it. */
    @Test
    void noCommittedRowIsDeniedAndNoOldValueReturnedUnderWritesRollbacksAndRebuilds() throws Exception {
        long shared = add(0);
        rebuild();
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Future<?> rebuilder = threads.submit(() -> {
                while (!stop.get()) {
                    rebuild();
                }
                return null;
            });
            Future<?> reader = threads.submit(() -> {
                long least = 0;
                while (!stop.get()) {
                    Long seen = find(shared);
                    assertThat(seen).as("the shared row").isNotNull().isGreaterThanOrEqualTo(least);
                    least = seen;
                }
                return null;
            });
            Future<?> counter = threads.submit(() -> {
                for (long n = 1; n <= 40; n++) {
                    write(SET, n, shared);
                    assertThat(find(shared)).isEqualTo(n);
                }
                return null;
            });
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 3; writer++) {
                writers.add(threads.submit(() -> {
                    for (int i = 0; i < 40; i++) {
                        long key = add(i);
                        assertThat(find(key)).as("the row " + key).isEqualTo(i);
                        rollBackOne();
                    }
                    return null;
                }));
            }
            counter.get(2, TimeUnit.MINUTES);
            for (Future<?> writer : writers) {
                writer.get(2, TimeUnit.MINUTES);
            }
            stop.set(true);
            reader.get(2, TimeUnit.MINUTES);
            rebuilder.get(2, TimeUnit.MINUTES);
        } finally {
            stop.set(true);
            threads.shutdownNow();
        }
    }

    @Test
    void aMalformedColumnIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReadGuardHook(
                        GivenOptions.as(ReadGuardConfig.class, Map.of("columns", new String[] {"things"})), databases))
                .withMessageContaining("records.id");
    }

    private void rollBackOne() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> database.write(HookContext.create(), transaction -> {
                    transaction.insert(ADD, "gone", 1);
                    throw new IllegalStateException("rolled back");
                }));
    }

    private long add(long n) throws Exception {
        return database.write(HookContext.create(), transaction -> transaction.insert(ADD, "a", n));
    }

    private void write(Sql statement, Object... parameters) throws Exception {
        database.write(HookContext.create(), transaction -> transaction.execute(statement, parameters));
    }

    private Long find(long key) throws Exception {
        return database.read(HookContext.create(), transaction -> number(transaction, key));
    }

    private static Long number(SqlTransaction transaction, long key) throws SQLException {
        List<Row> rows = transaction.query(FIND, key);
        return rows.isEmpty() ? null : (Long) rows.get(0).value(0);
    }

    private Object rebuild() throws Exception {
        if (hook.keysOf("things") == null) {
            find(0);
        }
        Rebuilds.rebuild(new KeyScan(databases, id, "things", "id"), hook.keysOf("things"), 1_000_000);
        return null;
    }
}
