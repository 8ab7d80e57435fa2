package io.hookline.plugin.auditsplunk.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.hookline.common.httpoutput.Answer;

/** The JSON of an answer; missing where the answer has none, as that of a proxy. */
final class HecAnswer {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private HecAnswer() {}

    static JsonNode json(Answer answer) {
        try {
            JsonNode json = MAPPER.readTree(answer.body());
            return json == null ? MissingNode.getInstance() : json;
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** The code; -1 if there is none. */
    static int code(JsonNode json) {
        return json.path("code").asInt(-1);
    }
}
