package io.hookline.admin.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The OpenAPI document, and checks by it. */
final class OpenApi {

    private final JsonNode document = JsonBody.parse(SystemResources.document());
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    JsonNode document() {
        return document;
    }

    /** The operations by name. */
    Map<String, Operation> operations() {
        Map<String, Operation> all = new TreeMap<>();
        document.path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(one -> all.put(
                        one.getValue().path("operationId").asText(),
                        new Operation(one.getKey().toUpperCase(Locale.ROOT), path.getKey(), one.getValue()))));
        return all;
    }

    /** What is wrong with an answer to an operation. */
    List<String> problems(Operation operation, HttpAnswer answer) {
        JsonNode response = operation.node().path("responses").path(String.valueOf(answer.status()));
        if (response.isMissingNode()) {
            return List.of("the status " + answer.status() + " is not documented: " + answer.text());
        }
        JsonNode resolved = response.has("$ref")
                ? document.at(response.path("$ref").asText().substring(1))
                : response;
        String type = answer.header("content-type").replaceAll(";.*", "");
        JsonNode content = resolved.path("content");
        if (type.isEmpty()) {
            return content.isMissingNode() ? List.of() : List.of("an answer without content");
        }
        if (!content.has(type)) {
            return List.of("the media type " + type + " is not documented for " + answer.status());
        }
        return type.endsWith("json") ? check(content.path(type).path("schema"), answer.json()) : List.of();
    }

    /** What is wrong with data. */
    List<String> check(JsonNode schema, JsonNode data) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.set("components", document.path("components"));
        whole.putArray("allOf").add(schema);
        Schema compiled = registry.getSchema(whole);
        return compiled.validate(data).stream().map(Error::toString).collect(Collectors.toList());
    }

    /**
     * An operation.
     *
     * @param node what the document says of it
     */
    record Operation(String method, String path, JsonNode node) {}
}
