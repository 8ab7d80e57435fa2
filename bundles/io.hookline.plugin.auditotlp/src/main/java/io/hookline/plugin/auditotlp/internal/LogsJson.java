package io.hookline.plugin.auditotlp.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hookline.audit.AuditRecord;
import io.hookline.audit.output.AuditEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Records as an {@code ExportLogsServiceRequest} in OTLP's JSON: names in camel case, whole numbers of 64 bits as
 * texts, enums as numbers, and trace ids as hexadecimal digits. Immutable.
 */
final class LogsJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final String PREFIX = "hookline.audit.";

    private final Map<String, String> resource = new LinkedHashMap<>();
    private final Clock clock;

    LogsJson(OtlpConfig config) {
        this(config, Clock.systemUTC());
    }

    LogsJson(OtlpConfig config, Clock clock) {
        this.clock = clock;
        resource.put("service.name", config.serviceName());
        for (String attribute : config.attributes()) {
            int equals = attribute.indexOf('=');
            if (equals > 0) {
                resource.put(
                        attribute.substring(0, equals).strip(),
                        attribute.substring(equals + 1).strip());
            }
        }
    }

    /** The request's body. */
    byte[] of(List<AuditEntry> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("resourceLogs");
            json.writeStartObject();
            json.writeObjectFieldStart("resource");
            json.writeArrayFieldStart("attributes");
            for (Map.Entry<String, String> attribute : resource.entrySet()) {
                text(json, attribute.getKey(), attribute.getValue());
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeArrayFieldStart("scopeLogs");
            json.writeStartObject();
            json.writeObjectFieldStart("scope");
            json.writeStringField("name", "io.hookline.audit");
            json.writeEndObject();
            json.writeArrayFieldStart("logRecords");
            String observed = nanos(clock.instant());
            for (AuditEntry entry : entries) {
                write(json, entry, observed);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, AuditEntry entry, String observed) throws IOException {
        AuditRecord record = entry.record();
        json.writeStartObject();
        json.writeStringField("timeUnixNano", nanos(record.time()));
        json.writeStringField("observedTimeUnixNano", observed);
        json.writeNumberField("severityNumber", severity(record.level()));
        json.writeStringField("severityText", record.level().name());
        json.writeObjectFieldStart("body");
        json.writeStringField("stringValue", summary(record));
        json.writeEndObject();
        if (TRACE_ID.matcher(record.traceId()).matches()) {
            json.writeStringField("traceId", record.traceId());
        }
        json.writeArrayFieldStart("attributes");
        attributes(json, entry);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void attributes(JsonGenerator json, AuditEntry entry) throws IOException {
        AuditRecord record = entry.record();
        json.writeStartObject();
        json.writeStringField("key", PREFIX + "sequence");
        json.writeObjectFieldStart("value");
        json.writeStringField("intValue", Long.toString(entry.sequence()));
        json.writeEndObject();
        json.writeEndObject();
        text(json, PREFIX + "source", record.source());
        text(json, "user.id", record.actor());
        text(json, PREFIX + "action", record.action());
        text(json, PREFIX + "resource", record.resource());
        text(json, PREFIX + "outcome", record.outcome().name());
        text(json, PREFIX + "reason", record.reason());
        text(json, PREFIX + "call_id", record.callId());
        if (!record.releases().isEmpty()) {
            releases(json, record.releases());
        }
        for (Map.Entry<String, String> field : record.fields().entrySet()) {
            text(json, PREFIX + "field." + field.getKey(), field.getValue());
        }
        for (Map.Entry<String, String> label : entry.labels().entrySet()) {
            text(json, PREFIX + "label." + label.getKey(), label.getValue());
        }
    }

    private static void releases(JsonGenerator json, List<String> releases) throws IOException {
        json.writeStartObject();
        json.writeStringField("key", PREFIX + "releases");
        json.writeObjectFieldStart("value");
        json.writeObjectFieldStart("arrayValue");
        json.writeArrayFieldStart("values");
        for (String release : releases) {
            json.writeStartObject();
            json.writeStringField("stringValue", release);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String key, String value) throws IOException {
        if (!value.isEmpty()) {
            json.writeStartObject();
            json.writeStringField("key", key);
            json.writeObjectFieldStart("value");
            json.writeStringField("stringValue", value);
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    /** The record in a line, for people; all of it is in the attributes. */
    private static String summary(AuditRecord record) {
        StringBuilder line = new StringBuilder(record.action());
        line.append(record.resource().isEmpty() ? "" : " " + record.resource());
        line.append(": ").append(record.outcome());
        return line.append(record.reason().isEmpty() ? "" : ", " + record.reason())
                .toString();
    }

    private static int severity(AuditRecord.Level level) {
        return switch (level) {
            case DEBUG -> 5;
            case INFO -> 9;
            case WARN -> 13;
            case ERROR -> 17;
        };
    }

    private static String nanos(Instant time) {
        return BigInteger.valueOf(time.getEpochSecond())
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(time.getNano()))
                .toString();
    }
}
