package io.hookline.config.internal.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.config.ConfigurationProblem;
import io.hookline.config.ConfigurationProblem.Reason;
import io.hookline.config.ConfigurationRefusedException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object of settings: texts, numbers, booleans and lists of them. Accepts NaN, so that the check can refuse it
 * and name its key.
 */
final class JsonText implements FileText {

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();

    /** A JSON object that is cut off cannot be read. */
    @Override
    public boolean isComplete(String text) {
        return !text.isBlank();
    }

    @Override
    public Map<String, Object> read(String pid, String text) throws ConfigurationRefusedException {
        Map<String, Object> settings = new TreeMap<>();
        List<ConfigurationProblem> problems = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : parse(pid, text).properties()) {
            Object value = value(each.getValue());
            if (value == null) {
                problems.add(new ConfigurationProblem(
                        Reason.WRONG_TYPE,
                        each.getKey(),
                        "'" + each.getKey() + "' has to be a text, a number, true, false or a list of one of these;"
                                + " omit a key to use its default"));
            } else {
                settings.put(each.getKey(), value);
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationRefusedException(pid, problems);
        }
        return settings;
    }

    @Override
    public String write(String pid, String text, Map<String, Object> set, Set<String> unset)
            throws ConfigurationRefusedException {
        ObjectNode root = parse(pid, text);
        set.forEach((key, value) -> root.set(key, mapper.valueToTree(value)));
        root.remove(unset);
        return root.toPrettyString() + "\n";
    }

    private ObjectNode parse(String pid, String text) throws ConfigurationRefusedException {
        try {
            if (mapper.readTree(text.isBlank() ? "{}" : text) instanceof ObjectNode object) {
                return object;
            }
            throw unreadable(pid, "it does not begin with {");
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw unreadable(pid, e.getOriginalMessage() + where);
        }
    }

    private static ConfigurationRefusedException unreadable(String pid, String cause) {
        return new ConfigurationRefusedException(
                pid,
                List.of(new ConfigurationProblem(
                        Reason.UNREADABLE, "", "it cannot be read as a JSON object: " + cause)));
    }

    private static @Nullable Object value(JsonNode node) {
        if (!node.isArray()) {
            return scalar(node);
        }
        List<Object> elements = new ArrayList<>();
        for (JsonNode each : node) {
            Object element = scalar(each);
            if (element == null || (!elements.isEmpty() && elements.get(0).getClass() != element.getClass())) {
                return null;
            }
            elements.add(element);
        }
        Object array = Array.newInstance(
                elements.isEmpty() ? String.class : elements.get(0).getClass(), elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, elements.get(i));
        }
        return array;
    }

    /**
     * A number in a type that Config Admin can store. A number that is too large becomes text, which the check refuses.
     */
    private static @Nullable Object scalar(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.canConvertToLong() ? (Object) node.longValue() : node.asText();
        }
        return node.isTextual()
                ? node.textValue()
                : node.isBoolean()
                        ? (Object) node.booleanValue()
                        : node.isNumber() ? (Object) node.doubleValue() : null;
    }
}
