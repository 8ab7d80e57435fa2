package io.hookline.admin.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Makes data by a JSON Schema: mostly what it asks for, sometimes something else. */
final class FuzzData {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a",
            "acme.plugin.rate",
            "acme.rate@1.0.0",
            "--json",
            "-x",
            "../../etc/passwd",
            "%2e%2e%2f",
            "a/b",
            "0",
            "-1",
            "99999999999999999999",
            "1e400",
            "NaN",
            "\u0000",
            "\u001b[2J",
            "\r\nSet-Cookie: x=y",
            "𝒳\ud83d\ude00",
            "'\"<script>",
            "${env:HOME}",
            "$(id)",
            "null",
            "http://127.0.0.1:1/x.jar",
            "file:/etc/passwd",
            "sha256:" + "0".repeat(64),
            "0".repeat(64),
            "\"3\"",
            "*",
            "kind=release",
            "x".repeat(5_000));

    private final JsonNode document;
    private final Random random;

    FuzzData(JsonNode document, Random random) {
        this.document = document;
        this.random = random;
    }

    String text() {
        return one(TEXTS);
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** A value in a path, a query or a header field. */
    String forUrl(JsonNode schema) {
        JsonNode value = of(schema, 0);
        return URLEncoder.encode(value.isTextual() ? value.asText() : value.toString(), StandardCharsets.UTF_8);
    }

    /** A body: by the schema, or by none. */
    String body(JsonNode schema) {
        return switch (random.nextInt(12)) {
            case 0 -> text();
            case 1 -> "[".repeat(2_000);
            case 2 -> "{\"a\":".repeat(50);
            case 3 -> any(0).toString();
            case 4 -> of(schema, 0) + "}";
            default -> of(schema, 0).toString();
        };
    }

    private JsonNode of(JsonNode schema, int depth) {
        if (random.nextInt(10) == 0) {
            return any(depth);
        }
        if (schema.has("$ref")) {
            return of(document.at(schema.path("$ref").asText().substring(1)), depth);
        }
        if (schema.has("enum")) {
            return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
        }
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.path(0).asText() : type.asText()) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer", "number" -> NODES.numberNode(number());
            case "boolean" -> NODES.booleanNode(random.nextBoolean());
            default -> NODES.textNode(text());
        };
    }

    private long number() {
        return one(List.of(0L, 1L, 2L, 7L, 100L, -1L, 1_000L, (long) Integer.MAX_VALUE + 1, Long.MIN_VALUE));
    }

    private JsonNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        schema.path("properties").properties().forEach(property -> {
            if (random.nextInt(3) == 0) {
                object.set(property.getKey(), of(property.getValue(), depth + 1));
            }
        });
        schema.path("required").forEach(name -> {
            if (random.nextInt(10) > 0) {
                object.set(name.asText(), of(schema.path("properties").path(name.asText()), depth + 1));
            }
        });
        JsonNode others = schema.path("additionalProperties");
        if (others.isObject()) {
            object.set(text(), of(others, depth + 1));
            object.set("burst", of(others, depth + 1));
        }
        return object;
    }

    private JsonNode array(JsonNode schema, int depth) {
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            array.add(of(schema.path("items"), depth + 1));
        }
        return array;
    }

    /** Something else. */
    private JsonNode any(int depth) {
        return switch (random.nextInt(depth > 3 ? 4 : 6)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.textNode(text());
            case 2 -> NODES.numberNode(number());
            case 3 -> NODES.numberNode(random.nextDouble());
            case 4 -> NODES.arrayNode().add(any(depth + 1));
            default -> NODES.objectNode().set(text(), any(depth + 1));
        };
    }
}
