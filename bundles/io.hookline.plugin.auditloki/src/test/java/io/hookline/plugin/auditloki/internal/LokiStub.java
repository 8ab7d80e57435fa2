package io.hookline.plugin.auditloki.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.common.httpoutput.StubReceiver;
import io.hookline.common.httpoutput.StubReceiver.Reply;
import io.hookline.common.httpoutput.StubReceiver.Request;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What Loki's documentation says of {@code /loki/api/v1/push}, with Loki's default limits and its own messages: a wrong
 * line is left out and makes the answer 400, the others of the request are taken.
 */
final class LokiStub implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST_LABELS = 15;
    private static final int MOST_NAME = 1_024;
    private static final int MOST_VALUE = 2_048;
    private static final int MOST_LINE = 256 * 1_024;
    private static final BigInteger WINDOW = BigInteger.valueOf(3_600_000_000_000L);

    private final StubReceiver receiver;
    private final boolean isMultiTenant;
    /** Lines by the text of their stream's labels. */
    private final Map<String, List<String>> streams = new ConcurrentSkipListMap<>();

    private final Map<String, BigInteger> newest = new TreeMap<>();
    private BigInteger oldestAcceptable = BigInteger.ZERO;

    LokiStub(boolean isMultiTenant) throws IOException {
        this.isMultiTenant = isMultiTenant;
        receiver = new StubReceiver(this::answer);
    }

    StubReceiver receiver() {
        return receiver;
    }

    Map<String, List<String>> streams() {
        return streams;
    }

    /** The limit {@code reject_old_samples_max_age}. */
    synchronized void rejectOlderThan(BigInteger nanos) {
        oldestAcceptable = nanos;
    }

    @Override
    public void close() {
        receiver.close();
    }

    private synchronized Reply answer(Request request) {
        if (!request.method().equals("POST") || !request.uri().equals("/loki/api/v1/push")) {
            return Reply.text(404, "404 page not found\n");
        }
        if (isMultiTenant && request.header("X-Scope-OrgID").isEmpty()) {
            return Reply.text(401, "no org id\n");
        }
        if (!request.header("Content-Type").equals("application/json")) {
            return Reply.text(400, "without application/json the body has to be snappy and protobuf\n");
        }
        try {
            String problem = push(MAPPER.readTree(request.body()));
            return problem.isEmpty() ? Reply.text(204, "") : Reply.text(400, problem + "\n");
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Reply.text(400, e.getMessage() + "\n");
        }
    }

    private String push(JsonNode body) {
        JsonNode given = body.path("streams");
        if (!given.isArray() || given.isEmpty()) {
            return "error at least one valid stream is required for ingestion";
        }
        String problem = "";
        for (JsonNode stream : given) {
            Map<String, String> labels = labels(stream.path("stream"));
            if (!stream.path("values").isArray() || stream.path("values").isEmpty()) {
                throw new IllegalArgumentException("a stream without values");
            }
            for (JsonNode value : stream.path("values")) {
                String wrong = add(labels, value);
                problem = wrong.isEmpty() ? problem : wrong;
            }
        }
        return problem;
    }

    private static Map<String, String> labels(JsonNode stream) {
        if (!stream.isObject() || stream.isEmpty()) {
            throw new IllegalArgumentException("error at least one label pair is required per stream");
        }
        Map<String, String> labels = new TreeMap<>();
        stream.properties().forEach(label -> {
            if (!label.getValue().isTextual()) {
                throw new IllegalArgumentException("Value is not a string: " + label);
            }
            if (!label.getKey().matches("[a-zA-Z_][a-zA-Z0-9_]*")
                    || label.getKey().startsWith("__")) {
                throw new IllegalArgumentException("Error parsing labels '" + stream + "' with error: " + label);
            }
            if (label.getKey().length() > MOST_NAME) {
                throw new IllegalArgumentException("stream '" + stream + "' has label name too long");
            }
            if (label.getValue().textValue().getBytes(StandardCharsets.UTF_8).length > MOST_VALUE) {
                throw new IllegalArgumentException("stream '" + stream + "' has label value too long");
            }
            if (label.getValue().textValue().isEmpty()) {
                throw new IllegalArgumentException("an empty label: Loki leaves it out");
            }
            labels.put(label.getKey(), label.getValue().textValue());
        });
        if (labels.size() > MOST_LABELS) {
            throw new IllegalArgumentException(
                    "entry for stream '" + stream + "' has " + labels.size() + " label names; limit " + MOST_LABELS);
        }
        return labels;
    }

    /** Takes a line; says what is wrong with it otherwise. */
    private String add(Map<String, String> labels, JsonNode value) {
        if (!value.isArray()
                || value.size() < 2
                || value.size() > 3
                || !value.get(0).isTextual()
                || !value.get(0).textValue().matches("[0-9]{1,19}")
                || !value.get(1).isTextual()) {
            throw new IllegalArgumentException("Value is array of a time in nanoseconds as text, and a line: " + value);
        }
        if (value.size() == 3) {
            if (!value.get(2).isObject()) {
                throw new IllegalArgumentException("structured metadata is no object");
            }
            for (JsonNode one : value.get(2)) {
                if (!one.isTextual()) {
                    throw new IllegalArgumentException("structured metadata has to be texts");
                }
            }
        }
        String line = value.get(1).textValue();
        if (line.getBytes(StandardCharsets.UTF_8).length > MOST_LINE) {
            return "Max entry size '" + MOST_LINE + "' bytes exceeded for stream '" + labels + "'";
        }
        BigInteger time = new BigInteger(value.get(0).textValue());
        String stream = labels.toString();
        if (time.compareTo(oldestAcceptable) < 0) {
            return "entry for stream '" + stream + "' has timestamp too old: " + time;
        }
        BigInteger latest = newest.getOrDefault(stream, BigInteger.ZERO);
        if (time.add(WINDOW).compareTo(latest) < 0) {
            return "entry with timestamp " + time + " ignored, reason: 'entry too far behind'";
        }
        newest.put(stream, latest.max(time));
        String kept = time + " " + line + (value.size() == 3 ? " " + value.get(2) : "");
        List<String> lines = streams.computeIfAbsent(stream, any -> new ArrayList<>());
        if (!lines.contains(kept)) {
            lines.add(kept);
        }
        return "";
    }
}
