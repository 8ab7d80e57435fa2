package io.hookline.common.identity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON objects from outside that two readers cannot understand differently: valid UTF-8, no name twice, no NUL in
 * a text, no number that is not finite, nothing behind the object, and a limited depth.
 *
 * <p>Values are plain: {@code String}, {@code Boolean}, {@code Long} (integers of 64 bits), {@code Double} (other
 * numbers), unmodifiable lists and maps. What is null is left out.
 */
public final class StrictJson {

    private static final int MOST_LEVELS = 16;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_LEVELS)
                            .maxNumberLength(64)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /**
     * The members of an object.
     *
     * @throws IllegalArgumentException if it is no such object; the message says why and contains nothing of the text
     */
    public static Map<String, Object> object(byte[] utf8) {
        JsonNode node;
        try {
            node = MAPPER.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not UTF-8", e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "not one JSON object of at most " + MOST_LEVELS + " levels with each name once", e);
        }
        if (!(node instanceof ObjectNode object)) {
            throw new IllegalArgumentException("not a JSON object");
        }
        return members(object);
    }

    private static Map<String, Object> members(JsonNode object) {
        Map<String, Object> members = new LinkedHashMap<>();
        object.properties().forEach(member -> {
            Object value = value(member.getValue());
            if (value != null) {
                members.put(text(member.getKey()), value);
            }
        });
        return Collections.unmodifiableMap(members);
    }

    private static List<Object> elements(JsonNode array) {
        List<Object> elements = new ArrayList<>();
        array.forEach(element -> {
            Object value = value(element);
            if (value != null) {
                elements.add(value);
            }
        });
        return Collections.unmodifiableList(elements);
    }

    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> members(node);
            case ARRAY -> elements(node);
            case STRING -> text(node.textValue());
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            default -> null;
        };
    }

    private static Object number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        double value = node.doubleValue();
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a number is too large");
        }
        return value;
    }

    private static String text(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a text contains NUL");
        }
        return text;
    }
}
