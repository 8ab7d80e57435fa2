package io.hookline.plugin.auditloki.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.Delivery;
import io.hookline.common.httpoutput.Answer;
import io.hookline.common.httpoutput.HttpCall;
import io.hookline.common.httpoutput.HttpProtocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Loki's push API in JSON: {@code {"streams":[{"stream":{LABEL:VALUE},"values":[["NANOSECONDS","LINE",{METADATA}]]}]}}.
 * Loki drops a line that it has already, so a repeated request doubles nothing.
 */
final class LokiPush implements HttpProtocol {

    private static final JsonFactory JSON = new JsonFactory();

    private final StreamLabels labels;
    private final List<String> metadata;

    LokiPush(StreamLabels labels, List<String> metadata) {
        this.labels = labels;
        this.metadata = metadata.stream()
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    @Override
    public HttpCall call(List<AuditEntry> entries) {
        Map<Map<String, String>, List<AuditEntry>> streams = new LinkedHashMap<>();
        for (AuditEntry entry : entries) {
            streams.computeIfAbsent(labels.of(entry), any -> new ArrayList<>()).add(entry);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("streams");
            for (Map.Entry<Map<String, String>, List<AuditEntry>> stream : streams.entrySet()) {
                write(json, stream.getKey(), stream.getValue());
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return HttpCall.post("/loki/api/v1/push", "application/json", bytes.toByteArray());
    }

    /** Only 200 and 204: where an operator has blocked a tenant, the status is 260. */
    @Override
    public List<Delivery> results(Answer answer, List<AuditEntry> entries) {
        Delivery result = answer.status() == 200 || answer.status() == 204
                ? Delivery.DONE
                : Delivery.retryAfter(answer.pause(), answer.excerpt());
        return Collections.nCopies(entries.size(), result);
    }

    private void write(JsonGenerator json, Map<String, String> stream, List<AuditEntry> entries) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("stream");
        texts(json, stream);
        json.writeEndObject();
        json.writeArrayFieldStart("values");
        // A server that wants each stream in order gets it so.
        entries.sort(Comparator.comparing(entry -> entry.record().time()));
        for (AuditEntry entry : entries) {
            json.writeStartArray();
            json.writeString(nanos(entry.record().time()));
            json.writeString(entry.json());
            if (!metadata.isEmpty()) {
                json.writeStartObject();
                for (String part : metadata) {
                    String value = RecordParts.of(part, entry);
                    if (!value.isEmpty()) {
                        json.writeStringField(part, value);
                    }
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, Map<String, String> texts) throws IOException {
        for (Map.Entry<String, String> text : texts.entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
    }

    /** A text: JSON's numbers have too few digits, and Loki refuses them. */
    private static String nanos(Instant time) {
        return BigInteger.valueOf(time.getEpochSecond())
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(time.getNano()))
                .toString();
    }
}
