package io.hookline.records.internal.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.records.hook.RecordDraft;
import io.hookline.records.internal.data.StoredRecord;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records and problems as JSON. Safe for use by many threads. */
final class RecordJson {

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Reads what a client sends. */
    RecordDraft draft(byte[] body) throws Problem {
        JsonNode tree = parse(body);
        if (!tree.isObject()) {
            throw Problem.refused(List.of("the body is not a JSON object: send {\"title\": …, \"fields\": {…}}"));
        }
        List<String> reasons = new ArrayList<>();
        tree.fieldNames().forEachRemaining(name -> {
            if (!name.equals("title") && !name.equals("fields")) {
                reasons.add("'" + name + "' is unknown: a record has 'title' and 'fields'");
            }
        });
        JsonNode title = tree.path("title");
        if (!title.isTextual()) {
            reasons.add("'title' is " + (title.isMissingNode() ? "missing" : "not a text") + ": give one line of text");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        JsonNode given = tree.path("fields");
        if (given.isObject()) {
            for (Map.Entry<String, JsonNode> field : given.properties()) {
                if (field.getValue().isTextual()) {
                    fields.put(field.getKey(), field.getValue().textValue());
                } else {
                    reasons.add("field '" + field.getKey() + "' is not a text: put it in quotation marks");
                }
            }
        } else if (!given.isMissingNode()) {
            reasons.add("'fields' is not a JSON object: send {\"name\": \"value\", …}");
        }
        if (!reasons.isEmpty()) {
            throw Problem.refused(reasons);
        }
        return new RecordDraft(title.textValue(), fields);
    }

    /** One record. */
    byte[] bytes(StoredRecord record) {
        return bytes(node(record));
    }

    /** A page of records, with the start of the next page if there is one. */
    byte[] page(List<StoredRecord> records, boolean more) {
        ObjectNode page = mapper.createObjectNode();
        ArrayNode array = page.putArray("records");
        records.forEach(record -> array.add(node(record)));
        if (more) {
            page.put("after", records.get(records.size() - 1).id());
        }
        return bytes(page);
    }

    /** A problem body; RFC 9457. */
    byte[] bytes(Problem problem, String callId) {
        ObjectNode body = mapper.createObjectNode();
        body.put("title", HttpResponseStatus.valueOf(problem.status()).reasonPhrase());
        body.put("status", problem.status());
        body.put("detail", problem.detail());
        if (problem.cure() != null) {
            body.put("cure", problem.cure());
        }
        if (!problem.reasons().isEmpty()) {
            ArrayNode reasons = body.putArray("reasons");
            problem.reasons().forEach(reasons::add);
        }
        body.put("callId", callId);
        return bytes(body);
    }

    private JsonNode parse(byte[] body) throws Problem {
        try {
            return mapper.readTree(body);
        } catch (JsonProcessingException e) {
            throw Problem.of(
                    400,
                    "The body is not JSON: " + e.getOriginalMessage() + " (line "
                            + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()) + ").",
                    "Send one JSON object in UTF-8.");
        } catch (IOException e) {
            throw Problem.of(400, "The body cannot be read.", "Send one JSON object in UTF-8.");
        }
    }

    private ObjectNode node(StoredRecord record) {
        ObjectNode node = mapper.createObjectNode();
        node.put("id", record.id());
        node.put("title", record.title());
        ObjectNode fields = node.putObject("fields");
        record.fields().forEach(fields::put);
        node.put("createdAt", record.createdAt().toString());
        return node;
    }

    private byte[] bytes(JsonNode node) {
        try {
            return mapper.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree cannot be written", e);
        }
    }
}
