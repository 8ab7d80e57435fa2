package io.hookline.plugin.auditsplunk.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.Delivery;
import io.hookline.common.httpoutput.Answer;
import io.hookline.common.httpoutput.HttpCall;
import io.hookline.common.httpoutput.HttpProtocol;
import io.hookline.common.httpoutput.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Events for {@code /services/collector/event}: one JSON object after the other, with the record as it is. */
final class HecEvents implements HttpProtocol {

    private static final JsonFactory JSON = new JsonFactory();

    private final SplunkConfig config;
    private final Acknowledgements acknowledgements;

    HecEvents(SplunkConfig config, Acknowledgements acknowledgements) {
        this.config = config;
        this.acknowledgements = acknowledgements;
    }

    @Override
    public HttpCall call(List<AuditEntry> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            for (AuditEntry entry : entries) {
                write(json, entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return new HttpCall(
                "POST",
                "/services/collector/event",
                "application/json",
                Map.of("X-Splunk-Request-Channel", acknowledgements.channel()),
                bytes.toByteArray());
    }

    @Override
    public List<Delivery> results(Answer answer, List<AuditEntry> entries) throws IOException {
        JsonNode json = HecAnswer.json(answer);
        if (!HecCode.isTaken(HecAnswer.code(json))) {
            throw new IOException(
                    "the answer is not that of an HTTP Event Collector, check the url: " + answer.excerpt());
        }
        if (config.acknowledge()) {
            acknowledgements.expect(json.path("ackId"), entries);
        }
        return Collections.nCopies(entries.size(), Delivery.DONE);
    }

    @Override
    public Verdict verdict(Answer answer) {
        JsonNode json = HecAnswer.json(answer);
        int code = HecAnswer.code(json);
        if (code == HecCode.INVALID_DATA_CHANNEL || code == HecCode.DATA_CHANNEL_IS_MISSING) {
            acknowledgements.renewChannel();
        }
        return HecCode.verdict(code, json.path("invalid-event-number").asInt(-1), answer);
    }

    private void write(JsonGenerator json, AuditEntry entry) throws IOException {
        json.writeStartObject();
        json.writeNumberField("time", seconds(entry.record().time()));
        text(json, "host", config.host());
        text(json, "source", config.source());
        text(json, "sourcetype", config.sourcetype());
        text(json, "index", config.index());
        if (!entry.labels().isEmpty()) {
            json.writeObjectFieldStart("fields");
            for (Map.Entry<String, String> label : entry.labels().entrySet()) {
                json.writeStringField(label.getKey(), label.getValue());
            }
            json.writeEndObject();
        }
        json.writeFieldName("event");
        json.writeRawValue(entry.json());
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(name, value);
        }
    }

    private static BigDecimal seconds(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), 3);
    }
}
