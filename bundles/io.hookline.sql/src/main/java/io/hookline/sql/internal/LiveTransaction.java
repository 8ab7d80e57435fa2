package io.hookline.sql.internal;

import io.hookline.api.HookPoint;
import io.hookline.api.hook.HookContext;
import io.hookline.sql.SqlTransaction;
import io.hookline.sql.dialect.Dialect;
import io.hookline.sql.hook.SlowStatement;
import io.hookline.sql.statement.Column;
import io.hookline.sql.statement.Row;
import io.hookline.sql.statement.Sql;
import io.hookline.sql.statement.SqlCall;
import io.hookline.sql.statement.SqlResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A transaction on a connection. Its thread alone uses it. */
final class LiveTransaction implements SqlTransaction, SqlCall.TransactionEnd {

    private static final Logger LOG = LoggerFactory.getLogger(LiveTransaction.class);

    private final Parts parts;
    private final StatementPoints points;
    private final Connection connection;
    private final HookContext context;
    private final String database;
    private final long slowNanos;
    private List<Consumer<Boolean>> endings = List.of();

    LiveTransaction(
            Parts parts,
            StatementPoints points,
            Connection connection,
            HookContext context,
            String database,
            long slowNanos) {
        this.parts = parts;
        this.points = points;
        this.connection = connection;
        this.context = context;
        this.database = database;
        this.slowNanos = slowNanos;
    }

    @Override
    public List<Row> query(Sql select, @Nullable Object... parameters) throws SQLException {
        if (select.writes()) {
            throw new IllegalArgumentException("no select: " + select);
        }
        return run(select, parameters).rows();
    }

    @Override
    public long insert(Sql insert, @Nullable Object... parameters) throws SQLException {
        if (insert.kind() != Sql.Kind.INSERT) {
            throw new IllegalArgumentException("no insert: " + insert);
        }
        Long id = run(insert, parameters).generatedId();
        if (id == null) {
            throw new SQLException("the database gave no number to the row of " + insert);
        }
        return id;
    }

    @Override
    public long execute(Sql change, @Nullable Object... parameters) throws SQLException {
        if (!change.writes()) {
            throw new IllegalArgumentException("a select changes nothing: " + change);
        }
        return run(change, parameters).count();
    }

    @Override
    public void afterEnd(Consumer<Boolean> action) {
        if (endings.isEmpty()) {
            endings = new ArrayList<>();
        }
        endings.add(action);
    }

    @Override
    public void onEnd(Consumer<Boolean> action) {
        afterEnd(action);
    }

    @Override
    public String database() {
        return parts.database();
    }

    @Override
    public Dialect dialect() {
        return parts.dialect();
    }

    @Override
    public Connection connection() {
        return connection;
    }

    /** Runs the actions that wait for the end. */
    void ended(boolean committed) {
        for (Consumer<Boolean> ending : endings) {
            try {
                ending.accept(committed);
            } catch (RuntimeException | LinkageError e) {
                LOG.error("an action behind a transaction on {} failed", database, e);
            }
        }
    }

    private SqlResult run(Sql statement, @Nullable Object... parameters) throws SQLException {
        SqlCall call = new SqlCall(statement, this, parameters);
        if (points.statements().isEmpty()) {
            return perform(call);
        }
        try {
            return points.statements().call().around(call, context, this::perform);
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a hook at db.query failed: " + e.getMessage(), e);
        }
    }

    private SqlResult perform(SqlCall call) throws SQLException {
        Renderer.Rendered rendered = parts.renderer().render(call.statement());
        if (slowNanos == 0) {
            return perform(call, rendered);
        }
        long begun = System.nanoTime();
        SqlResult result = perform(call, rendered);
        long took = System.nanoTime() - begun;
        if (took >= slowNanos) {
            reportSlow(rendered.text(), took, result);
        }
        return result;
    }

    private void reportSlow(String text, long took, SqlResult result) {
        HookPoint<io.hookline.sql.hook.SlowStatementHook> slow = points.slow();
        if (!slow.isEmpty()) {
            long rows = result.count() + result.rows().size();
            slow.call().onSlow(new SlowStatement(database, text, Duration.ofNanos(took), rows), context);
        }
    }

    private SqlResult perform(SqlCall call, Renderer.Rendered rendered) throws SQLException {
        Sql sql = call.statement();
        return switch (sql.kind()) {
            case SELECT -> {
                try (PreparedStatement statement = connection.prepareStatement(rendered.text())) {
                    bind(statement, call);
                    yield rows(statement, rendered.columns());
                }
            }
            case INSERT -> {
                try (PreparedStatement statement =
                        parts.dialect().prepareInsert(connection, rendered.text(), sql.table())) {
                    bind(statement, call);
                    long count = statement.executeUpdate();
                    yield new SqlResult(List.of(), count, parts.dialect().generatedId(statement));
                }
            }
            case UPSERT, UPDATE, DELETE -> {
                try (PreparedStatement statement = connection.prepareStatement(rendered.text())) {
                    bind(statement, call);
                    yield new SqlResult(List.of(), statement.executeUpdate(), null);
                }
            }
        };
    }

    private void bind(PreparedStatement statement, SqlCall call) throws SQLException {
        List<@Nullable Object> values = call.parameters();
        int plain = values.size() - (call.statement().isPaged() ? 2 : 0);
        int place = 1;
        for (; place <= plain; place++) {
            parts.dialect().bind(statement, place, values.get(place - 1));
        }
        if (plain < values.size()) {
            for (Object value : pageOf(values.get(plain), values.get(plain + 1))) {
                statement.setObject(place++, value);
            }
        }
    }

    private List<Object> pageOf(@Nullable Object limit, @Nullable Object offset) {
        if (limit instanceof Number most && offset instanceof Number first) {
            return parts.dialect().pageParameters(most.intValue(), first.longValue());
        }
        throw new IllegalArgumentException("limit and offset are numbers, not " + limit + " and " + offset);
    }

    private SqlResult rows(PreparedStatement statement, List<Column> columns) throws SQLException {
        List<Row> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                @Nullable Object[] values = new @Nullable Object[columns.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = parts.dialect().read(rows, i + 1, columns.get(i));
                }
                found.add(new Row(Arrays.asList(values)));
            }
        }
        return SqlResult.of(found);
    }
}
