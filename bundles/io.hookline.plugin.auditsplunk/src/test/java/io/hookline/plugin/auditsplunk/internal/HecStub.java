package io.hookline.plugin.auditsplunk.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.common.httpoutput.StubReceiver;
import io.hookline.common.httpoutput.StubReceiver.Reply;
import io.hookline.common.httpoutput.StubReceiver.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What Splunk's documentation says of the HTTP Event Collector. Events before a wrong one are indexed. A request is
 * acknowledged when it was asked for as often as the test says.
 */
final class HecStub implements AutoCloseable {

    static final String TOKEN = "12345678-1234-1234-1234-1234567890ab";

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final Set<String> KEYS = Set.of("time", "host", "source", "sourcetype", "index", "fields", "event");

    private final StubReceiver receiver;
    private final boolean hasAck;
    private final List<JsonNode> indexed = new ArrayList<>();
    /** How often an acknowledgement was asked for, by channel and number. */
    private final Map<String, Map<Long, Integer>> asked = new HashMap<>();

    private int asksUntilIndexed;
    private boolean isForgetful;

    HecStub(boolean hasAck) throws IOException {
        this.hasAck = hasAck;
        receiver = new StubReceiver(this::answer);
    }

    StubReceiver receiver() {
        return receiver;
    }

    /** An acknowledgement comes with this question, from 1 on. */
    synchronized void acknowledgeAt(int question) {
        asksUntilIndexed = question - 1;
    }

    /** Whether acknowledgements never come. */
    synchronized void setForgetful(boolean isOn) {
        isForgetful = isOn;
    }

    synchronized List<JsonNode> indexed() {
        return List.copyOf(indexed);
    }

    synchronized Set<String> channels() {
        return new HashSet<>(asked.keySet());
    }

    @Override
    public void close() {
        receiver.close();
    }

    private synchronized Reply answer(Request request) {
        String authorization = request.header("Authorization");
        if (authorization.isEmpty()) {
            return reply(401, 2, "Token is required");
        }
        if (!authorization.startsWith("Splunk ")) {
            return reply(401, 3, "Invalid authorization");
        }
        if (!authorization.equals("Splunk " + TOKEN)) {
            return reply(403, 4, "Invalid token");
        }
        if (!request.method().equals("POST")) {
            return Reply.text(405, "Method Not Allowed");
        }
        if (request.uri().startsWith("/services/collector/ack")) {
            return ack(request);
        }
        return request.uri().equals("/services/collector/event") ? event(request) : Reply.text(404, "Not Found");
    }

    private Reply event(Request request) {
        String channel = request.header("X-Splunk-Request-Channel");
        if (hasAck && channel.isEmpty()) {
            return reply(400, 10, "Data channel is missing");
        }
        if (hasAck && !isGuid(channel)) {
            return reply(400, 11, "Invalid data channel");
        }
        int number = 0;
        try (JsonParser parser = MAPPER.createParser(request.body())) {
            while (parser.nextToken() != null) {
                JsonNode event = MAPPER.readTree(parser);
                Reply problem = problem(event, number);
                if (problem != null) {
                    return problem;
                }
                indexed.add(event);
                number++;
            }
        } catch (IOException e) {
            return reply(400, 6, "Invalid data format", number);
        }
        if (number == 0) {
            return reply(400, 5, "No data");
        }
        if (!hasAck) {
            return reply(200, 0, "Success");
        }
        Map<Long, Integer> numbers = asked.computeIfAbsent(channel, any -> new HashMap<>());
        long id = numbers.size();
        numbers.put(id, 0);
        return Reply.json(200, "{\"text\":\"Success\",\"code\":0,\"ackId\":" + id + "}");
    }

    private static Reply problem(JsonNode event, int number) {
        if (!event.isObject()) {
            return reply(400, 6, "Invalid data format", number);
        }
        for (Map.Entry<String, JsonNode> key : event.properties()) {
            if (!KEYS.contains(key.getKey())) {
                return reply(400, 6, "Invalid data format", number);
            }
        }
        if (!event.has("event")) {
            return reply(400, 12, "Event field is required", number);
        }
        if (event.path("event").isTextual() && event.path("event").textValue().isBlank()) {
            return reply(400, 13, "Event field cannot be blank", number);
        }
        if (event.has("time") && !event.path("time").asText().matches("[0-9]{1,10}(\\.[0-9]{1,9})?")) {
            return reply(400, 6, "Invalid data format", number);
        }
        for (JsonNode field : event.path("fields")) {
            if (field.isContainerNode()) {
                return reply(400, 15, "Error in handling indexed fields", number);
            }
        }
        if (event.path("index").asText().equals("secret")) {
            return reply(400, 7, "Incorrect index", number);
        }
        // Stands for an event that this Splunk does not parse.
        return event.toString().contains("/poison") ? reply(400, 6, "Invalid data format", number) : null;
    }

    private Reply ack(Request request) {
        if (!hasAck) {
            return reply(400, 14, "ACK is disabled");
        }
        String channel = request.header("X-Splunk-Request-Channel");
        if (!request.uri().equals("/services/collector/ack?channel=" + channel)) {
            return reply(400, 10, "Data channel is missing");
        }
        if (!isGuid(channel)) {
            return reply(400, 11, "Invalid data channel");
        }
        try {
            JsonNode acks = MAPPER.readTree(request.body()).path("acks");
            if (!acks.isArray() || acks.isEmpty()) {
                return reply(400, 6, "Invalid data format");
            }
            StringBuilder answer = new StringBuilder();
            for (JsonNode ack : acks) {
                answer.append(answer.isEmpty() ? "" : ",").append('"').append(ack.longValue());
                answer.append("\":").append(isIndexed(channel, ack.longValue()));
            }
            return Reply.json(200, "{\"acks\":{" + answer + "}}");
        } catch (JsonProcessingException e) {
            return reply(400, 6, "Invalid data format");
        }
    }

    /** An acknowledgement is given once, and then forgotten. */
    private boolean isIndexed(String channel, long number) {
        Map<Long, Integer> numbers = asked.getOrDefault(channel, Map.of());
        Integer questions = numbers.get(number);
        if (questions == null || questions < 0 || isForgetful) {
            return false;
        }
        boolean isNow = questions >= asksUntilIndexed;
        numbers.put(number, isNow ? -1 : questions + 1);
        return isNow;
    }

    private static boolean isGuid(String text) {
        return text.matches("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");
    }

    private static Reply reply(int status, int code, String text) {
        return Reply.json(status, "{\"text\":\"" + text + "\",\"code\":" + code + "}");
    }

    private static Reply reply(int status, int code, String text, int event) {
        return Reply.json(
                status, "{\"text\":\"" + text + "\",\"code\":" + code + ",\"invalid-event-number\":" + event + "}");
    }
}
