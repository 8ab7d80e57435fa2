package io.hookline.records.internal.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.api.ProvideHookPoint;
import io.hookline.event.Event;
import io.hookline.event.EventHook;
import io.hookline.outbox.Outbox;
import io.hookline.sql.SqlTransaction;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Publishes the events of records. Safe for use by many threads. */
@ProvideHookPoint(EventHook.PREFIX + RecordEvents.SAVED)
public final class RecordEvents {

    /** The type of the event of a record that was saved. */
    public static final String SAVED = "record-saved";

    private final Outbox outbox;
    private final ObjectMapper json = new ObjectMapper();

    public RecordEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    void saved(StoredRecord stored, String callId, SqlTransaction transaction) throws SQLException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", stored.id());
        body.put("title", stored.title());
        body.put("fields", stored.fields());
        body.put("createdAt", stored.createdAt().toString());
        byte[] payload;
        try {
            payload = json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new SQLException("a record cannot be written as JSON", "22000", e);
        }
        outbox.publish(
                new Event(
                        UUID.randomUUID().toString(),
                        SAVED,
                        Long.toString(stored.id()),
                        stored.createdAt(),
                        Map.of("callId", callId),
                        "application/json",
                        payload),
                transaction);
    }
}
