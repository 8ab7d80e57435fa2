package io.hookline.plugin.readguard.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.hookline.api.hook.Next;
import io.hookline.sql.statement.Column;
import io.hookline.sql.statement.ColumnType;
import io.hookline.sql.statement.Condition;
import io.hookline.sql.statement.Lock;
import io.hookline.sql.statement.Row;
import io.hookline.sql.statement.Sql;
import io.hookline.sql.statement.SqlCall;
import io.hookline.sql.statement.SqlResult;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Guards the reads of one table in one database. Safe for use by many threads. */
final class TableGuard {

    private static final int ENTRY_BYTES = 500;
    private static final int ROW_BYTES = 100;

    private final String column;
    private final KnownKeys keys;
    private final Versions versions = new Versions();
    private final Cache<Question, Answer> cache;

    /**
     * A guard without a filter yet.
     *
     * @param column the key
     * @param clock nanoseconds
     */
    TableGuard(String column, Duration stale, long cacheBytes, LongSupplier clock) {
        this.column = column;
        keys = new KnownKeys(stale.toNanos(), clock);
        Ticker ticker = clock::getAsLong;
        cache = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(ticker)
                .expireAfterWrite(stale)
                .maximumWeight(cacheBytes)
                .<Question, Answer>weigher((question, answer) -> answer.bytes())
                .build();
    }

    KnownKeys keys() {
        return keys;
    }

    SqlResult around(SqlCall call, Next<SqlCall, SqlResult> next) throws Exception {
        return call.statement().writes() ? write(call, next) : read(call, next);
    }

    // ---- reads -----------------------------------------------------------------------------------------------------

    private SqlResult read(SqlCall call, Next<SqlCall, SqlResult> next) throws Exception {
        Long key = conditionOf(call);
        if (key == null || call.statement().lock() != Lock.NONE) {
            return next.proceed(call);
        }
        if (!keys.mayExist(key)) {
            return SqlResult.nothing();
        }
        Versions.Stamp stamp = versions.stamp(key);
        if (stamp == null || !isCacheable(call.statement())) {
            return next.proceed(call);
        }
        Question question = new Question(call.statement(), call.parameters());
        Answer known = cache.getIfPresent(question);
        if (known != null && known.stamp().equals(stamp)) {
            return known.result();
        }
        SqlResult result = next.proceed(call);
        cache.put(question, new Answer(result, stamp, bytesOf(result)));
        return result;
    }

    /** Arrays could be changed by those who get them. */
    private static boolean isCacheable(Sql select) {
        return select.columns().stream()
                .map(select.table()::column)
                .map(Column::type)
                .noneMatch(ColumnType.BYTES::equals);
    }

    private static int bytesOf(SqlResult result) {
        long bytes = ENTRY_BYTES;
        for (Row row : result.rows()) {
            bytes += ROW_BYTES;
            for (int i = 0; i < row.size(); i++) {
                bytes += row.value(i) instanceof String text ? 2L * text.length() : Long.BYTES;
            }
        }
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    // ---- writes ----------------------------------------------------------------------------------------------------

    private SqlResult write(SqlCall call, Next<SqlCall, SqlResult> next) throws Exception {
        Sql statement = call.statement();
        Long changed = conditionOf(call);
        if (changed != null) {
            call.afterTransaction(versions.written(changed));
        } else if (mayChangeAny(statement)) {
            call.afterTransaction(versions.writtenAny());
        }
        SqlResult result = next.proceed(call);
        boolean adds = statement.kind() == Sql.Kind.INSERT || statement.kind() == Sql.Kind.UPSERT;
        if (adds || statement.columns().contains(column)) {
            appeared(call, result);
        }
        return result;
    }

    /** An upsert by another key may give a row another value in the guarded column. */
    private boolean mayChangeAny(Sql statement) {
        boolean upsertsByKey =
                statement.kind() == Sql.Kind.UPSERT && statement.table().key().equals(List.of(column));
        return statement.kind() != Sql.Kind.INSERT && !upsertsByKey;
    }

    /** A row has a key from now on: ahead of the commit, so that a reader who sees the row passes the filter. */
    private void appeared(SqlCall call, SqlResult result) {
        int place = call.statement().columns().indexOf(column);
        Long key = place >= 0 ? number(call.parameters().get(place)) : result.generatedId();
        if (place < 0 && call.statement().table().column(column).type() != ColumnType.IDENTITY) {
            key = null;
        }
        Consumer<Boolean> known = key == null ? keys.writtenUnknown() : keys.written(key);
        call.afterTransaction(known);
        call.afterTransaction(key == null ? versions.writtenAny() : versions.written(key));
    }

    /** The key that a row needs to have; null if it may have others. */
    private @Nullable Long conditionOf(SqlCall call) {
        List<Condition> conditions = call.statement().conditions();
        for (int place = 0; place < conditions.size(); place++) {
            Condition condition = conditions.get(place);
            if (condition.operator() == Condition.Operator.EQUAL
                    && condition.column().equals(column)) {
                return number(call.condition(place));
            }
        }
        return null;
    }

    private static @Nullable Long number(@Nullable Object value) {
        return value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte
                ? (Long) ((Number) value).longValue()
                : null;
    }

    /** What was asked: a statement with its parameters. */
    private record Question(Sql statement, List<@Nullable Object> parameters) {}

    /** What the database answered, at which state of the key. */
    private record Answer(SqlResult result, Versions.Stamp stamp, int bytes) {}
}
