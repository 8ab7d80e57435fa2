package io.hookline.records.internal.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.api.HookPoint;
import io.hookline.api.hook.HookContext;
import io.hookline.records.hook.PreSaveHook;
import io.hookline.records.hook.RecordDraft;
import io.hookline.sql.DatabaseUnavailableException;
import io.hookline.sql.SqlDatabase;
import io.hookline.sql.statement.Column;
import io.hookline.sql.statement.ColumnType;
import io.hookline.sql.statement.Condition.Operator;
import io.hookline.sql.statement.Row;
import io.hookline.sql.statement.Sql;
import io.hookline.sql.statement.Table;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The table of records. Safe for use by many threads; every method blocks. */
public final class RecordStore {

    /** The table. The longest text that H2 keeps in a row is a little over a million characters. */
    public static final Table RECORDS = Table.of(
            "records",
            Column.of("id", ColumnType.IDENTITY),
            Column.text("title", 1_000),
            Column.text("fields", 1_000_000),
            Column.of("created_at", ColumnType.INSTANT));

    private static final Sql INSERT = Sql.insert(RECORDS, "title", "fields", "created_at");
    private static final Sql FIND = Sql.select(RECORDS).where("id", Operator.EQUAL);
    private static final Sql LIST =
            Sql.select(RECORDS).where("id", Operator.GREATER).orderBy("id").paged();
    private static final Sql DELETE = Sql.delete(RECORDS).where("id", Operator.EQUAL);
    private static final TypeReference<LinkedHashMap<String, String>> FIELDS = new TypeReference<>() {};

    private final SqlDatabase database;
    private final HookPoint<PreSaveHook> preSave;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();
    private volatile @Nullable RecordEvents events;

    public RecordStore(SqlDatabase database, HookPoint<PreSaveHook> preSave, Clock clock) {
        this.database = database;
        this.preSave = preSave;
        this.clock = clock;
    }

    /** Publishes an event of each record that is saved from now on, in the transaction that saves it; null for none. */
    public void publishTo(@Nullable RecordEvents newEvents) {
        events = newEvents;
    }

    /**
     * Passes the record to the hooks and writes the result.
     *
     * @param check checks the record after the hooks
     * @throws io.hookline.records.hook.RecordRefusedException if a hook refuses it
     * @throws DatabaseUnavailableException if the database cannot be reached
     * @throws Exception what a hook threw
     */
    public StoredRecord save(RecordDraft draft, Consumer<RecordDraft> check, HookContext context) throws Exception {
        RecordDraft changed = preSave.call().beforeSave(draft, context);
        RecordDraft left = changed == null ? draft : changed;
        check.accept(left);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String fields = json.writeValueAsString(left.fields());
        RecordEvents published = events;
        try {
            return database.write(context, transaction -> {
                long id = transaction.insert(INSERT, left.title(), fields, now);
                StoredRecord stored = new StoredRecord(id, left.title(), left.fields(), now);
                if (published != null) {
                    published.saved(stored, context.callId(), transaction);
                }
                return stored;
            });
        } catch (SQLException e) {
            throw retriable(e);
        }
    }

    /** The record with this id, or null. */
    public @Nullable StoredRecord find(long id, HookContext context) throws DatabaseUnavailableException, SQLException {
        List<StoredRecord> found = records(database.read(context, transaction -> transaction.query(FIND, id)));
        return found.isEmpty() ? null : found.get(0);
    }

    /** The records with a greater id, in the order of their ids, at most as many as the limit. */
    public List<StoredRecord> list(long after, int limit, HookContext context)
            throws DatabaseUnavailableException, SQLException {
        return records(database.read(context, transaction -> transaction.query(LIST, after, limit, 0L)));
    }

    /** Removes a record; false if there is none with this id. */
    public boolean delete(long id, HookContext context) throws DatabaseUnavailableException, SQLException {
        try {
            return database.write(context, transaction -> transaction.execute(DELETE, id)) > 0;
        } catch (SQLException e) {
            throw retriable(e);
        }
    }

    /** A transaction that failed because of others beside it may succeed when the client tries again. */
    private SQLException retriable(SQLException e) throws DatabaseUnavailableException {
        if (database.classify(e).isTransient()) {
            throw new DatabaseUnavailableException("The transaction was in the way of others: try again.", e);
        }
        return e;
    }

    private List<StoredRecord> records(List<Row> rows) throws SQLException {
        List<StoredRecord> records = new ArrayList<>();
        for (Row row : rows) {
            records.add(new StoredRecord(row.getLong(0), row.text(1), fieldsOf(row.text(2)), row.instant(3)));
        }
        return records;
    }

    private Map<String, String> fieldsOf(String text) throws SQLException {
        try {
            return json.readValue(text, FIELDS);
        } catch (JsonProcessingException e) {
            throw new SQLException("a stored record's fields are not JSON", "22000", e);
        }
    }
}
