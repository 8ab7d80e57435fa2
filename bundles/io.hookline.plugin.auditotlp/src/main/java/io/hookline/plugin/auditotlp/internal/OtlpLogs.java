package io.hookline.plugin.auditotlp.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.Delivery;
import io.hookline.common.httpoutput.Answer;
import io.hookline.common.httpoutput.HttpCall;
import io.hookline.common.httpoutput.HttpProtocol;
import io.hookline.common.httpoutput.Verdict;
import io.hookline.common.text.Printable;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * OTLP over HTTP for logs.
 *
 * <p>A receiver that rejects some records says how many, but not which, and must not get the request again. So all of
 * its records become dead letters: none is lost, and a replay is the operator's decision.
 */
final class OtlpLogs implements HttpProtocol {

    private static final Logger LOG = LoggerFactory.getLogger(OtlpLogs.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String path;
    private final LogsJson encoding;
    private String warning = "";

    OtlpLogs(String path, LogsJson encoding) {
        this.path = path;
        this.encoding = encoding;
    }

    @Override
    public HttpCall call(List<AuditEntry> entries) {
        return HttpCall.post(path, "application/json", encoding.of(entries));
    }

    @Override
    public List<Delivery> results(Answer answer, List<AuditEntry> entries) throws IOException {
        JsonNode partial = message(answer).path("partialSuccess");
        long rejected = partial.path("rejectedLogRecords").asLong(0);
        String message = Printable.excerpt(partial.path("errorMessage").asText(""));
        if (rejected == 0) {
            warn(message);
            return Collections.nCopies(entries.size(), Delivery.DONE);
        }
        String reason = "the receiver rejected " + rejected + " of the " + entries.size()
                + " records of a request" + (rejected >= entries.size() ? "" : ", and does not say which")
                + ": " + message;
        return Collections.nCopies(entries.size(), Delivery.rejected(reason));
    }

    /** Of the faults of a server, 502, 503 and 504 pass, and all others are about the content. */
    @Override
    public Verdict verdict(Answer answer) {
        return answer.status() >= 500 && (answer.status() < 502 || answer.status() > 504)
                ? new Verdict.WrongRecord(answer.excerpt())
                : Verdict.of(answer);
    }

    /** An empty body is a message without fields. */
    private static JsonNode message(Answer answer) throws IOException {
        try {
            JsonNode message = MAPPER.readTree(answer.body());
            if (answer.body().isBlank() || message.isObject()) {
                return message;
            }
        } catch (JsonProcessingException e) {
            // As another server's answer.
        }
        throw new IOException("the answer is not that of an OTLP receiver, check url and path: " + answer.excerpt());
    }

    /** A receiver may warn although it has taken everything; each text is logged once. */
    private void warn(String message) {
        if (!message.isEmpty() && !message.equals(warning)) {
            LOG.warn("the receiver of OTLP took all audit records, and warns: {}", message);
            warning = message;
        }
    }
}
