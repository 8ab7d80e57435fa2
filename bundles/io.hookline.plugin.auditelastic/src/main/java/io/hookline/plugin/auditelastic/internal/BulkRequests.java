package io.hookline.plugin.auditelastic.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.Delivery;
import io.hookline.common.file.Sha256;
import io.hookline.common.httpoutput.Answer;
import io.hookline.common.httpoutput.HttpCall;
import io.hookline.common.httpoutput.HttpProtocol;
import io.hookline.common.text.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The bulk API: {@code create} with an id of our own, so that a record that is sent again is found to be there.
 *
 * <p>The id is the sequence and a digest of the record. The sequence alone would not do: another instance, or one whose
 * data was deleted, counts from 1 again, and its records would be taken for known ones.
 */
final class BulkRequests implements HttpProtocol {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int DIGITS = 32;
    private static final int CONFLICT = 409;

    private final String path;

    BulkRequests(String dataStream) {
        // Only what is read comes back.
        path = "/" + dataStream + "/_bulk?filter_path=errors,items.*.status,items.*.error.type,items.*.error.reason,"
                + "items.*.error.caused_by.reason";
    }

    @Override
    public HttpCall call(List<AuditEntry> entries) {
        StringBuilder body = new StringBuilder();
        for (AuditEntry entry : entries) {
            body.append("{\"create\":{\"_id\":\"").append(id(entry)).append("\"}}\n");
            body.append("{\"@timestamp\":\"").append(entry.record().time()).append("\",");
            body.append(entry.json(), 1, entry.json().length()).append('\n');
        }
        return HttpCall.post(path, "application/x-ndjson", body.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<Delivery> results(Answer answer, List<AuditEntry> entries) throws IOException {
        JsonNode items = items(answer);
        List<Delivery> results = new ArrayList<>();
        for (JsonNode item : items) {
            JsonNode created = item.path("create");
            if (created.path("status").isInt()) {
                results.add(result(created, answer));
            }
        }
        if (results.size() != entries.size()) {
            throw new IOException("the answer is not that of the bulk API, check the url: " + answer.excerpt());
        }
        return results;
    }

    static String id(AuditEntry entry) {
        String digest = Sha256.of(entry.json().getBytes(StandardCharsets.UTF_8));
        return entry.sequence() + "-" + digest.substring(0, DIGITS);
    }

    private static Delivery result(JsonNode item, Answer answer) {
        int status = item.path("status").intValue();
        if (status == CONFLICT || (status >= 200 && status < 300)) {
            return Delivery.DONE;
        }
        JsonNode error = item.path("error");
        String cause = error.path("caused_by").path("reason").asText("");
        String reason = "status " + status + ": "
                + Printable.excerpt(error.path("type").asText("") + ": "
                        + error.path("reason").asText("") + (cause.isEmpty() ? "" : ": " + cause));
        // Too many requests, no index, no right to write (as with a full disk), and faults of the server pass.
        boolean isForLater = status == 429 || status == 401 || status == 403 || status == 404 || status >= 500;
        return isForLater ? Delivery.retryAfter(answer.pause(), reason) : Delivery.rejected(reason);
    }

    private static JsonNode items(Answer answer) throws IOException {
        try {
            return MAPPER.readTree(answer.body()).path("items");
        } catch (JsonProcessingException e) {
            throw new IOException("the answer is not that of the bulk API, check the url: " + answer.excerpt(), e);
        }
    }
}
