package io.hookline.sql.internal;

import io.hookline.api.hook.HookContext;
import io.hookline.api.hook.Next;
import io.hookline.api.registry.PluginRegistry;
import io.hookline.api.registry.PluginRoute;
import io.hookline.api.runtime.CandidateStatus;
import io.hookline.api.runtime.PluginStatus;
import io.hookline.sql.DatabaseSpec;
import io.hookline.sql.SqlDatabase;
import io.hookline.sql.SqlDatabases;
import io.hookline.sql.dialect.DialectFactory;
import io.hookline.sql.hook.SlowStatementHook;
import io.hookline.sql.hook.StatementHook;
import io.hookline.sql.pool.PoolFactory;
import io.hookline.sql.statement.SqlCall;
import io.hookline.sql.statement.SqlResult;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;
import org.osgi.service.jdbc.DataSourceFactory;

/** Databases without a framework: plugins, drivers and hooks are put in by hand. */
public final class TestDatabases implements SqlDatabases, PluginRegistry, AutoCloseable {

    /** The hooks at {@code db.query}. */
    public final TestPoint<StatementHook> statements = new TestPoint<>(StatementHook.POINT, TestDatabases::around);

    /** The hooks at {@code db.slow}. */
    public final TestPoint<SlowStatementHook> slow = new TestPoint<>(
            SlowStatementHook.POINT,
            hooks -> (statement, context) -> hooks.forEach(hook -> hook.onSlow(statement, context)));

    private final Map<String, Object> plugins = new ConcurrentHashMap<>();
    private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();
    private final List<Driver> known = new CopyOnWriteArrayList<>();
    private final List<LiveDatabase> open = new CopyOnWriteArrayList<>();
    private final Drivers drivers = new Drivers(null);
    private final ExecutorService background = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "test background");
        thread.setDaemon(true);
        return thread;
    });

    /** Adds or replaces a dialect, by the subprotocol. */
    public TestDatabases withDialect(String subprotocol, DialectFactory dialect) {
        return with(subprotocol, dialect);
    }

    /** Adds or replaces a pool, by its tag. */
    public TestDatabases withPool(String tag, PoolFactory pool) {
        return with(tag, pool);
    }

    /** Takes a dialect or pool out. */
    public void without(String tag) {
        plugins.remove(tag);
        listeners.getOrDefault(tag, List.of()).forEach(Runnable::run);
    }

    private TestDatabases with(String tag, Object plugin) {
        plugins.put(tag, plugin);
        listeners.getOrDefault(tag, List.of()).forEach(Runnable::run);
        return this;
    }

    /** Adds a driver. */
    public TestDatabases withDriver(String driverClass, String version, DataSourceFactory factory) {
        Driver driver = new Driver(factory, driverClass, Version.parseVersion(version), 1);
        known.add(driver);
        drivers.add(driver);
        open.forEach(LiveDatabase::driversChanged);
        return this;
    }

    /** Adds a driver of which there is only the class. */
    public TestDatabases withDriver(String version, java.sql.Driver driver) {
        return withDriver(driver.getClass().getName(), version, new DriverClassFactory(driver));
    }

    /** Takes a driver out. */
    public void withoutDriver(DataSourceFactory factory) {
        known.stream().filter(driver -> driver.factory().equals(factory)).forEach(drivers::remove);
        open.forEach(LiveDatabase::driversChanged);
    }

    @Override
    public SqlDatabase open(DatabaseSpec spec) {
        LiveDatabase database =
                new LiveDatabase(spec, this, drivers, new StatementPoints(statements, slow), background, () -> {});
        open.add(database);
        database.open();
        return database;
    }

    @Override
    public Optional<SqlDatabase> find(String database) {
        return open.stream()
                .filter(one -> one.isNow(database))
                .<SqlDatabase>map(one -> one)
                .findFirst();
    }

    @Override
    public void close() {
        open.forEach(LiveDatabase::close);
        background.shutdownNow();
    }

    @Override
    public <T> PluginRoute<T> route(Class<T> type, String... tags) {
        String tag = tags[1];
        return new TestRoute<>(
                () -> type.cast(plugins.get(tag)), listeners.computeIfAbsent(tag, any -> TestRoute.listeners()));
    }

    @Override
    public List<PluginStatus> plugins(String... tags) {
        return List.of();
    }

    @Override
    public Optional<PluginStatus> route(String... tags) {
        return Optional.empty();
    }

    @Override
    public List<CandidateStatus> candidates(@Nullable String type, String... tags) {
        return List.of();
    }

    private static StatementHook around(List<StatementHook> hooks) {
        return (call, context, next) -> chain(Arrays.asList(hooks.toArray(new StatementHook[0])), context, next)
                .proceed(call);
    }

    private static Next<SqlCall, SqlResult> chain(
            List<StatementHook> hooks, HookContext context, Next<SqlCall, SqlResult> last) {
        return hooks.isEmpty()
                ? last
                : call -> hooks.get(0).around(call, context, chain(hooks.subList(1, hooks.size()), context, last));
    }
}
