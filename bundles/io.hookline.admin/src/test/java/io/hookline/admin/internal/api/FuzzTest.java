package io.hookline.admin.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.admin.internal.http.Limits;
import io.hookline.shell.command.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests that are made from the OpenAPI document, right and wrong ones. None ends in an error of the server, all are
 * answered, and what is refused has changed nothing.
 */
final class FuzzTest {

    private static final long SEED = 20_261_127;
    private static final int ROUNDS = 12;

    @TempDir
    private Path folder;

    private final OpenApi api = new OpenApi();
    private final Random random = new Random(SEED);
    private final FuzzData data = new FuzzData(api.document(), random);
    private AdminHarness admin;

    @BeforeEach
    void listen() throws IOException {
        admin = new AdminHarness(folder, new Limits(1 << 14, 1 << 14, 60, 60, 128, 32), 100);
        admin.commands.released.countDown();
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void noRequestEndsInAnErrorOfTheServerAndRefusedOnesChangeNothing() throws Exception {
        List<String> problems = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<String, OpenApi.Operation> one : api.operations().entrySet()) {
                OpenApi.Operation operation = one.getValue();
                String request = request(operation);
                int changes = admin.commands.changes.size();
                int tokens = admin.tokens.list().size();
                HttpAnswer answer = admin.raw(request);
                if (answer.status() == 202 && operation.method().equals("POST")) {
                    // A change runs on a thread of its own: its end is waited for, so that the next count is right.
                    admin.get(answer.header("location"), admin.as(Role.ADMIN) + "Accept: text/event-stream\r\n");
                }
                boolean refused = answer.status() >= 400 || answer.status() == 0;
                if (answer.status() >= 500 || answer.status() == 0) {
                    problems.add(one.getKey() + " " + answer.status() + " " + answer.text() + " to\n" + request);
                } else if (refused && admin.tokens.list().size() != tokens) {
                    problems.add(one.getKey() + " was refused, and changed the tokens:\n" + request);
                } else if (refused && admin.commands.changes.size() != changes) {
                    problems.add(one.getKey() + " was refused, and changed something:\n" + request);
                }
                if (answer.status() != 405 && answer.status() != 421) {
                    api.problems(operation, answer)
                            .forEach(problem -> problems.add(one.getKey() + ": " + problem + " to\n" + request));
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(admin.commands.requests).isNotEmpty();
    }

    private String request(OpenApi.Operation operation) {
        StringBuilder head = new StringBuilder();
        int who = random.nextInt(8);
        if (who > 0) {
            head.append(who == 1 ? "Authorization: Bearer " + data.text() + "\r\n" : admin.as(role(who)));
        }
        String path = operation.path();
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : operation.node().path("parameters")) {
            String name = parameter.path("name").asText();
            String value = data.forUrl(parameter.path("schema"));
            switch (parameter.path("in").asText()) {
                case "path" -> path = path.replace("{" + name + "}", value);
                case "query" -> {
                    if (random.nextInt(3) > 0) {
                        query.append(query.isEmpty() ? '?' : '&')
                                .append(name)
                                .append('=')
                                .append(value);
                    }
                }
                default -> {
                    if (random.nextInt(3) == 0) {
                        head.append(name).append(": ").append(value).append("\r\n");
                    }
                }
            }
        }
        JsonNode content = operation.node().path("requestBody").path("content");
        String body = "";
        if (content.has("application/json")) {
            body = data.body(content.path("application/json").path("schema"));
        } else if (!content.isMissingNode()) {
            head.append("Content-Type: application/octet-stream\r\n");
            body = data.text();
        }
        return admin.request(operation.method(), path + query, head.toString(), body);
    }

    private static Role role(int who) {
        return who == 2 ? Role.VIEWER : who == 3 ? Role.OPERATOR : Role.ADMIN;
    }
}
