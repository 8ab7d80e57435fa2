package io.hookline.records.internal.business;

import io.hookline.api.hook.HookContext;
import io.hookline.records.hook.RecordDraft;
import io.hookline.records.internal.data.RecordStore;
import io.hookline.records.internal.data.StoredRecord;
import io.hookline.sql.DatabaseUnavailableException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations on records and the rules that records must follow. Safe for use by many threads. */
public final class RecordService {

    static final int MAX_TITLE = 200;
    static final int MAX_FIELDS = 100;
    static final int MAX_NAME = 100;
    static final int MAX_VALUE = 4_000;

    private final RecordStore store;

    public RecordService(RecordStore store) {
        this.store = store;
    }

    /**
     * Adds a record.
     *
     * @throws InvalidRecordException if it breaks a rule
     * @throws io.hookline.records.hook.RecordRefusedException if a hook refuses it
     * @throws IllegalStateException if it breaks a rule after the hooks have changed it
     * @throws DatabaseUnavailableException if the database cannot be reached
     * @throws Exception what a hook threw
     */
    public StoredRecord add(RecordDraft draft, HookContext context) throws Exception {
        List<String> reasons = faults(draft);
        if (!reasons.isEmpty()) {
            throw new InvalidRecordException(reasons);
        }
        return store.save(draft, RecordService::checkChanged, context);
    }

    /** The record with this id, or null. */
    public @Nullable StoredRecord find(long id, HookContext context) throws DatabaseUnavailableException, SQLException {
        return store.find(id, context);
    }

    /** The records after this id, oldest first, at most as many as the limit. */
    public List<StoredRecord> list(long after, int limit, HookContext context)
            throws DatabaseUnavailableException, SQLException {
        return store.list(after, limit, context);
    }

    /** Removes a record; false if there is none with this id. */
    public boolean remove(long id, HookContext context) throws DatabaseUnavailableException, SQLException {
        return store.delete(id, context);
    }

    private static void checkChanged(RecordDraft draft) {
        List<String> faults = faults(draft);
        if (!faults.isEmpty()) {
            throw new IllegalStateException("a hook at db.pre-save made the record invalid: " + faults);
        }
    }

    private static List<String> faults(RecordDraft draft) {
        List<String> faults = new ArrayList<>();
        String title = draft.title();
        if (title.isBlank()) {
            faults.add("title is empty: give one line that names the record");
        } else if (title.length() > MAX_TITLE) {
            faults.add("title has " + title.length() + " characters: " + MAX_TITLE + " at most");
        } else if (title.chars().anyMatch(Character::isISOControl) || !isText(title)) {
            faults.add("title has a line break or another control character: give one line");
        }
        if (draft.fields().size() > MAX_FIELDS) {
            faults.add("there are " + draft.fields().size() + " fields: " + MAX_FIELDS + " at most");
            return faults;
        }
        for (Map.Entry<String, String> field : draft.fields().entrySet()) {
            String name = field.getKey();
            if (name.isBlank() || name.length() > MAX_NAME || !isText(name)) {
                faults.add("a field's name must have 1 to " + MAX_NAME + " characters, this one has " + name.length());
            } else if (field.getValue().length() > MAX_VALUE) {
                faults.add("field '" + name + "' has " + field.getValue().length() + " characters: " + MAX_VALUE
                        + " at most");
            } else if (!isText(field.getValue())) {
                faults.add("field '" + name
                        + "' has a character that databases cannot store (NUL or an unpaired surrogate)");
            }
        }
        return faults;
    }

    private static boolean isText(String text) {
        return text.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
