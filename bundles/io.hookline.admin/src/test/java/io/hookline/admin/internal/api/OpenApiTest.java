package io.hookline.admin.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.admin.internal.http.Resource;
import io.hookline.shell.command.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document says what there is, and what is answered is as it says. */
final class OpenApiTest {

    @TempDir
    private Path folder;

    private final OpenApi api = new OpenApi();
    private AdminHarness admin;

    @BeforeEach
    void listen() throws IOException {
        admin = new AdminHarness(folder);
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void everyOperationHasAHandlerAndEveryHandlerALine() {
        Map<String, String> documented = new TreeMap<>();
        api.operations()
                .forEach((name, operation) -> documented.put(
                        name,
                        operation.method() + " " + operation.path() + " "
                                + operation.node().path("x-hookline-role").asText()));
        Map<String, String> handled = new TreeMap<>();
        for (Resource resource : admin.table.resources()) {
            Role least = resource.least();
            handled.put(
                    resource.name(),
                    resource.method() + " " + resource.template() + " " + (least == null ? "public" : least.word()));
        }
        assertThat(handled).isEqualTo(documented);
    }

    @Test
    void everyAnswerToAReaderIsAsTheDocumentSays() throws Exception {
        Map<String, String> parts =
                Map.of("{pid}", "acme.plugin.rate", "{number}", "7", "{digest}", "0".repeat(64), "{id}", "none");
        JsonNode points = admin.get("/v1/points", admin.as(Role.VIEWER)).json();
        JsonNode plugins = admin.get("/v1/plugins", admin.as(Role.VIEWER)).json();
        JsonNode canaries = admin.get("/v1/canaries", admin.as(Role.VIEWER)).json();
        JsonNode sets = admin.get("/v1/sets", admin.as(Role.VIEWER)).json();
        List<String> problems = new ArrayList<>();
        int good = 0;
        for (Map.Entry<String, OpenApi.Operation> one : api.operations().entrySet()) {
            OpenApi.Operation operation = one.getValue();
            if (!operation.method().equals("GET")) {
                continue;
            }
            String path = operation
                    .path()
                    .replace(
                            "/points/{name}",
                            "/points/" + points.path(0).path("name").asText())
                    .replace(
                            "/plugins/{name}",
                            "/plugins/" + plugins.path(0).path("name").asText())
                    .replace("{plugin}", canaries.path(0).path("name").asText())
                    .replace("{number}", sets.path(0).path("number").asText());
            for (Map.Entry<String, String> part : parts.entrySet()) {
                path = path.replace(part.getKey(), part.getValue());
            }
            HttpAnswer answer = admin.get(path, admin.as(Role.ADMIN));
            api.problems(operation, answer).forEach(problem -> problems.add(one.getKey() + ": " + problem));
            good += answer.status() == 200 ? 1 : 0;
        }
        assertThat(problems).isEmpty();
        // Not there are the artifact, the change, the code, and the identity provider with its two addresses.
        assertThat(good)
                .isEqualTo((int) api.operations().values().stream()
                                .filter(operation -> operation.method().equals("GET"))
                                .count()
                        - 5);
    }

    @Test
    void theDocumentIsServedAndAWrongAnswerIsSeen() throws Exception {
        assertThat(admin.get("/v1/openapi.json", admin.as(Role.VIEWER)).json()).isEqualTo(api.document());
        assertThat(api.check(
                        api.document().at("/components/schemas/Token"),
                        JsonBody.parse("{\"name\":\"x\",\"role\":\"king\"}")))
                .isNotEmpty();
    }
}
