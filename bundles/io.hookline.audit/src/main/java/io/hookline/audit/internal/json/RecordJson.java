package io.hookline.audit.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.audit.AuditRecord;
import io.hookline.audit.output.AuditEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON. In the spool: {@code {"to":{OUTPUT:{LABEL:VALUE}},"record":{...}}}. For an output: the record's own
 * object, with {@code sequence} ahead and {@code labels} behind. Empty texts, lists and maps are left out.
 */
public final class RecordJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonFactory FACTORY = MAPPER.getFactory();

    private RecordJson() {}

    /** A record as it stands in the spool; shortened if it is longer than a limit, or a field's name is very long. */
    public static byte[] encode(RoutedRecord routed, int mostBytes) {
        boolean isNamed = routed.record().fields().keySet().stream().allMatch(n -> n.length() <= ShortRecord.MOST_NAME);
        byte[] whole = isNamed ? encode(routed) : new byte[0];
        return isNamed && whole.length <= mostBytes
                ? whole
                : encode(new RoutedRecord(ShortRecord.of(routed.record()), routed.targets()));
    }

    /** A record as it stands in the spool. */
    public static byte[] encode(RoutedRecord routed) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeObjectFieldStart("to");
            for (Map.Entry<String, Map<String, String>> target :
                    routed.targets().entrySet()) {
                json.writeObjectFieldStart(target.getKey());
                texts(json, target.getValue());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeObjectFieldStart("record");
            body(json, routed.record());
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** Whether a record in the spool goes to an output. Reads no more of it than it needs. */
    public static boolean isFor(String output, byte[] payload) {
        try {
            return MAPPER.readTree(payload).path("to").has(output);
        } catch (IOException e) {
            return false;
        }
    }

    /** The outputs of a record in the spool; empty if it is none. */
    public static List<String> outputs(byte[] payload) {
        List<String> names = new ArrayList<>();
        try {
            MAPPER.readTree(payload).path("to").fieldNames().forEachRemaining(names::add);
        } catch (IOException e) {
            names.clear();
        }
        return names;
    }

    /** A record in the spool for an output; null if it does not go there, or is none. */
    public static @Nullable AuditEntry entry(String output, long sequence, byte[] payload) {
        try {
            JsonNode whole = MAPPER.readTree(payload);
            JsonNode labels = whole.path("to").path(output);
            return labels.isObject() ? entry(sequence, record(whole.path("record")), texts(labels)) : null;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** A record for an output. */
    public static AuditEntry entry(long sequence, AuditRecord record, Map<String, String> labels) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("sequence", sequence);
            body(json, record);
            if (!labels.isEmpty()) {
                json.writeObjectFieldStart("labels");
                texts(json, labels);
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return new AuditEntry(sequence, record, labels, bytes.toString(StandardCharsets.UTF_8));
    }

    /** A dead letter: the record, why it was rejected, and when. */
    public static String deadLetter(AuditEntry entry, String reason, Instant at) {
        return MAPPER.createObjectNode()
                .put("rejected", at.toString())
                .put("reason", reason)
                .set("entry", tree(entry.json()))
                .toString();
    }

    /**
     * What a dead letter holds, for the output that rejected it.
     *
     * @throws IllegalArgumentException if the line is no dead letter
     */
    public static RoutedRecord ofDeadLetter(String line, String output) {
        JsonNode entry = tree(line).path("entry");
        if (!entry.isObject()) {
            throw new IllegalArgumentException("the line is no dead letter");
        }
        return new RoutedRecord(record(entry), Map.of(output, texts(entry.path("labels"))));
    }

    private static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the line is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void body(JsonGenerator json, AuditRecord record) throws IOException {
        json.writeStringField("time", record.time().toString());
        text(json, "source", record.source());
        json.writeStringField("level", record.level().name());
        text(json, "actor", record.actor());
        text(json, "action", record.action());
        text(json, "resource", record.resource());
        json.writeStringField("outcome", record.outcome().name());
        text(json, "reason", record.reason());
        text(json, "callId", record.callId());
        text(json, "traceId", record.traceId());
        if (!record.releases().isEmpty()) {
            json.writeArrayFieldStart("releases");
            for (String release : record.releases()) {
                json.writeString(WellFormed.text(release));
            }
            json.writeEndArray();
        }
        if (!record.fields().isEmpty()) {
            json.writeObjectFieldStart("fields");
            texts(json, record.fields());
            json.writeEndObject();
        }
    }

    private static void text(JsonGenerator json, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(name, WellFormed.text(value));
        }
    }

    private static void texts(JsonGenerator json, Map<String, String> texts) throws IOException {
        for (Map.Entry<String, String> text : texts.entrySet()) {
            json.writeStringField(WellFormed.text(text.getKey()), WellFormed.text(text.getValue()));
        }
    }

    private static AuditRecord record(JsonNode json) {
        List<String> releases = new ArrayList<>();
        json.path("releases").forEach(release -> releases.add(release.asText()));
        return new AuditRecord(
                Instant.parse(json.path("time").asText()),
                json.path("source").asText(),
                AuditRecord.Level.valueOf(json.path("level").asText()),
                json.path("actor").asText(),
                json.path("action").asText(),
                json.path("resource").asText(),
                AuditRecord.Outcome.valueOf(json.path("outcome").asText()),
                json.path("reason").asText(),
                json.path("callId").asText(),
                json.path("traceId").asText(),
                releases,
                texts(json.path("fields")));
    }

    private static Map<String, String> texts(JsonNode json) {
        Map<String, String> texts = new LinkedHashMap<>();
        json.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }
}
