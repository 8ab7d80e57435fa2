package io.hookline.plugin.readguard.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.HookContext;
import io.hookline.api.hook.Next;
import io.hookline.api.plugin.Plugin;
import io.hookline.sql.SqlDatabases;
import io.hookline.sql.hook.StatementHook;
import io.hookline.sql.statement.ColumnType;
import io.hookline.sql.statement.SqlCall;
import io.hookline.sql.statement.SqlResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.metatype.annotations.Designate;

/** Answers reads of keys that do not exist, and reads that repeat, without the database. */
@Plugin(
        id = "readguard",
        version = "1.0.0",
        tags = {"data", "cache"})
@Component(name = "io.hookline.plugin.readguard")
@HookAt(StatementHook.POINT)
@ServiceRanking(50)
@Designate(ocd = ReadGuardConfig.class)
public final class ReadGuardHook implements StatementHook {

    private final SqlDatabases databases;
    private final Map<String, String> columns;
    private final Duration stale;
    private final long mostKeys;
    private final long cacheBytes;
    private final Map<Guarded, TableGuard> guards = new ConcurrentHashMap<>();
    private final Rebuilds rebuilds;

    /**
     * Reads the options; nothing else until a table is used.
     *
     * @throws IllegalArgumentException if a column is malformed
     */
    @Activate
    public ReadGuardHook(ReadGuardConfig config, @Reference SqlDatabases databases) {
        this.databases = databases;
        columns = Arrays.stream(config.columns())
                .map(String::strip)
                .collect(Collectors.toUnmodifiableMap(
                        ReadGuardHook::tableOf, text -> text.substring(text.indexOf('.') + 1)));
        stale = Duration.ofSeconds(config.staleSeconds());
        mostKeys = config.mostKeys();
        cacheBytes = config.cacheKilobytes() * 1024L;
        rebuilds = new Rebuilds(mostKeys);
    }

    private static String tableOf(String text) {
        if (!text.matches("[a-z][a-z0-9_]*\\.[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException(
                    "the column '" + text + "' cannot be guarded: write table.column, for instance records.id");
        }
        return text.substring(0, text.indexOf('.'));
    }

    @Deactivate
    void deactivate() {
        rebuilds.close();
    }

    @Override
    public SqlResult around(SqlCall call, HookContext context, Next<SqlCall, SqlResult> next) throws Exception {
        String table = call.statement().table().name();
        String column = columns.get(table);
        return column == null || !isNumber(call, column)
                ? next.proceed(call)
                : guardOf(call, table, column).around(call, next);
    }

    private static boolean isNumber(SqlCall call, String column) {
        ColumnType type = call.statement().table().column(column).type();
        return type == ColumnType.IDENTITY || type == ColumnType.LONG || type == ColumnType.INTEGER;
    }

    private TableGuard guardOf(SqlCall call, String table, String column) {
        Guarded guarded = new Guarded(call.database(), table);
        TableGuard there = guards.get(guarded);
        return there != null ? there : guards.computeIfAbsent(guarded, first -> begin(first, column));
    }

    private TableGuard begin(Guarded guarded, String column) {
        TableGuard guard = new TableGuard(column, stale, cacheBytes, System::nanoTime);
        rebuilds.repeat(new KeyScan(databases, guarded.database(), guarded.table(), column), guard.keys(), stale);
        return guard;
    }

    /** The filter's state, for tests; null if the table was not used yet. */
    @Nullable
    KnownKeys keysOf(String table) {
        return guards.entrySet().stream()
                .filter(entry -> entry.getKey().table().equals(table))
                .map(entry -> entry.getValue().keys())
                .findFirst()
                .orElse(null);
    }

    /** A table of a database. */
    private record Guarded(String database, String table) {}
}
