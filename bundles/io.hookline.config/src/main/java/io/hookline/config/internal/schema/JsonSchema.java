package io.hookline.config.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of a configuration as a JSON Schema, for editors and for checks before a deployment. */
public final class JsonSchema {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final JsonMapper MAPPER = new JsonMapper();

    private JsonSchema() {}

    /** The schema as indented text. */
    public static String of(String pid, Rules rules) {
        ObjectNode root = JSON.objectNode();
        root.put("$schema", DIALECT);
        root.put("$id", "urn:hookline:configuration:" + pid);
        rules.schemas().stream().findFirst().ifPresent(schema -> root.put("title", schema.title()));
        root.put("$comment", "As defined by " + String.join(", ", rules.definedBy()));
        root.put("type", "object");
        Map<String, List<ObjectNode>> options = new LinkedHashMap<>();
        ArrayNode required = JSON.arrayNode();
        for (Schema schema : rules.schemas()) {
            for (Attribute attribute : schema.attributes().values()) {
                List<ObjectNode> said = options.computeIfAbsent(attribute.key(), key -> new ArrayList<>());
                ObjectNode option = option(attribute);
                if (!said.contains(option)) {
                    said.add(option);
                }
                if (attribute.required() && !contains(required, attribute.key())) {
                    required.add(attribute.key());
                }
            }
        }
        ObjectNode properties = root.putObject("properties");
        options.forEach((key, said) -> properties.set(
                key, said.size() == 1 ? said.get(0) : JSON.objectNode().set("allOf", array(said))));
        if (!required.isEmpty()) {
            root.set("required", required);
        }
        ObjectNode patterns = root.putObject("patternProperties");
        for (Schema schema : rules.schemas()) {
            if (schema.furtherKeys() != null) {
                patterns.putObject("^(" + schema.furtherKeys().pattern() + ")$");
            }
        }
        patterns.putObject("^(service\\.ranking|hook\\..+|osgi\\.ds\\..+|.+\\.target|.+\\.cardinality\\.minimum)$");
        root.put("additionalProperties", false);
        return root.toPrettyString() + "\n";
    }

    private static ObjectNode option(Attribute attribute) {
        ObjectNode option = JSON.objectNode();
        if (!attribute.description().isEmpty()) {
            option.put("description", attribute.description());
        }
        if (attribute.isSecret()) {
            option.put("writeOnly", true);
        } else if (attribute.defaults() != null) {
            option.set("default", defaults(attribute));
        }
        JsonNode one = orPlaceholder(attribute, one(attribute));
        if (attribute.list()) {
            // A text is split at commas.
            ObjectNode many = JSON.objectNode().put("type", "array").set("items", one);
            option.set("anyOf", array(List.of(many, JSON.objectNode().put("type", "string"))));
        } else {
            option.setAll((ObjectNode) one);
        }
        return option;
    }

    private static ObjectNode one(Attribute attribute) {
        ObjectNode one = JSON.objectNode();
        ValueType type = attribute.type();
        one.put("type", type.isWhole() ? "integer" : type.isFraction() ? "number" : type.jsonName());
        if (!attribute.choices().isEmpty()) {
            ArrayNode choices = one.putArray("enum");
            attribute.choices().forEach(choice -> choices.addPOJO(type.typed(choice)));
        }
        if (attribute.least() != null || type.isWhole()) {
            bound(one, type.isText() ? "minLength" : "minimum", attribute.least(), type.least());
        }
        if (attribute.most() != null || type.isWhole()) {
            bound(one, type.isText() ? "maxLength" : "maximum", attribute.most(), type.most());
        }
        if (attribute.form() != null) {
            one.put("pattern", "^(?:" + attribute.form().pattern() + ")$");
        }
        return one;
    }

    private static void bound(ObjectNode one, String name, @Nullable BigDecimal said, @Nullable BigDecimal ofType) {
        BigDecimal bound = said != null ? said : ofType;
        if (bound != null) {
            one.put(name, bound);
        }
    }

    /** Any value may be a placeholder instead. */
    private static JsonNode orPlaceholder(Attribute attribute, ObjectNode one) {
        boolean anyText = attribute.type().isText()
                && attribute.form() == null
                && attribute.choices().isEmpty()
                && attribute.least() == null
                && attribute.most() == null;
        if (anyText) {
            return one;
        }
        ObjectNode placeholder =
                JSON.objectNode().put("type", "string").put("pattern", "\\$\\[(env|secret|prop|conf):[^\\]]*\\]");
        return JSON.objectNode().set("anyOf", array(List.of(one, placeholder)));
    }

    private static JsonNode defaults(Attribute attribute) {
        List<String> defaults = attribute.defaults() == null ? List.of() : attribute.defaults();
        if (attribute.list()) {
            ArrayNode array = JSON.arrayNode();
            defaults.forEach(one -> array.addPOJO(attribute.type().typed(one)));
            return plain(array);
        }
        return plain(JSON.pojoNode(attribute.type().typed(defaults.isEmpty() ? "" : defaults.get(0))));
    }

    /** Converts objects to JSON values, so that they can be compared. */
    private static JsonNode plain(JsonNode node) {
        return MAPPER.valueToTree(node);
    }

    private static boolean contains(ArrayNode array, String text) {
        for (JsonNode each : array) {
            if (each.asText().equals(text)) {
                return true;
            }
        }
        return false;
    }

    private static ArrayNode array(List<ObjectNode> nodes) {
        return JSON.arrayNode().addAll(nodes);
    }
}
