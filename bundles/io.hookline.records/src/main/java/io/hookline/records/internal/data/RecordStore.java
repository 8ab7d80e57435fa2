package io.hookline.records.internal.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.api.HookPoint;
import io.hookline.api.hook.HookContext;
import io.hookline.records.hook.PreSaveHook;
import io.hookline.records.hook.RecordDraft;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The table of records. Safe for use by many threads; every method blocks. */
public final class RecordStore {

    private static final TypeReference<LinkedHashMap<String, String>> FIELDS = new TypeReference<>() {};
    private static final String COLUMNS = "SELECT id, title, fields, created_at FROM records";

    private final Database database;
    private final HookPoint<PreSaveHook> preSave;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();

    public RecordStore(Database database, HookPoint<PreSaveHook> preSave, Clock clock) {
        this.database = database;
        this.preSave = preSave;
        this.clock = clock;
    }

    /**
     * Passes the record to the hooks and writes the result.
     *
     * @param check checks the record after the hooks
     * @throws io.hookline.records.hook.RecordRefusedException if a hook refuses it
     * @throws StoreUnavailableException if the database cannot be reached
     * @throws Exception what a hook threw
     */
    public StoredRecord save(RecordDraft draft, Consumer<RecordDraft> check, HookContext context) throws Exception {
        RecordDraft changed = preSave.call().beforeSave(draft, context);
        RecordDraft left = changed == null ? draft : changed;
        check.accept(left);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String fields = json.writeValueAsString(left.fields());
        long id = database.write(connection -> insert(connection, left.title(), fields, now));
        return new StoredRecord(id, left.title(), left.fields(), now);
    }

    /** The record with this id, or null. */
    public @Nullable StoredRecord find(long id) throws StoreUnavailableException, SQLException {
        List<StoredRecord> found = database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(COLUMNS + " WHERE id = ?")) {
                select.setLong(1, id);
                return records(select);
            }
        });
        return found.isEmpty() ? null : found.get(0);
    }

    /** The records with a greater id, in the order of their ids, at most as many as the limit. */
    public List<StoredRecord> list(long after, int limit) throws StoreUnavailableException, SQLException {
        return database.read(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement(COLUMNS + " WHERE id > ? ORDER BY id LIMIT ?")) {
                select.setLong(1, after);
                select.setInt(2, limit);
                return records(select);
            }
        });
    }

    /** Removes a record; false if there is none with this id. */
    public boolean delete(long id) throws StoreUnavailableException, SQLException {
        return database.write(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM records WHERE id = ?")) {
                delete.setLong(1, id);
                return delete.executeUpdate() > 0;
            }
        });
    }

    private static Long insert(Connection connection, String title, String fields, Instant at) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO records (title, fields, created_at) VALUES (?, ?, ?)", new String[] {"id"})) {
            insert.setString(1, title);
            insert.setString(2, fields);
            insert.setObject(3, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    private List<StoredRecord> records(PreparedStatement select) throws SQLException {
        List<StoredRecord> records = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                Timestamp at = rows.getTimestamp(4);
                records.add(new StoredRecord(
                        rows.getLong(1), rows.getString(2), fieldsOf(rows.getString(3)), at.toInstant()));
            }
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
