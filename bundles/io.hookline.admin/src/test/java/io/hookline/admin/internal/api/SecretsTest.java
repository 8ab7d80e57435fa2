package io.hookline.admin.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.admin.internal.access.AuditEntry;
import io.hookline.api.runtime.Actor;
import io.hookline.common.file.Sha256;
import io.hookline.shell.command.Role;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No answer to a reader has a secret of anyone, nor what is kept of it. */
final class SecretsTest {

    @TempDir
    private Path folder;

    @Test
    void noAnswerHasASecret() throws Exception {
        OpenApi api = new OpenApi();
        try (AdminHarness admin = new AdminHarness(folder)) {
            String token = admin.secret(Role.OPERATOR);
            HttpAnswer login = admin.send("POST", "/v1/session", "", "{\"token\":\"" + token + "\"}");
            String cookie = login.header("set-cookie").replaceAll("^[^=]*=|;.*", "");
            String code = admin.codes.create(new Actor(Actor.Kind.SHELL, "ada"), Role.ADMIN);
            String operator = admin.as(Role.OPERATOR);
            for (String words : List.of(
                    "\"rate\",\"set\",\"password=planted1\"",
                    "\"rate\",\"set\",\"password\",\"planted2\"",
                    "\"rate\",\"set\",\"burst=1\",\"password=\",\"planted3\"")) {
                admin.send("POST", "/v1/commands/config", operator, "{\"arguments\":[" + words + "]}");
            }
            admin.send(
                    "POST",
                    "/v1/commands/deploy",
                    operator,
                    "{\"arguments\":[\"a@1\",\"--set\",\"password=planted4\",\"--set=p:password=planted5\"]}");
            admin.send(
                    "POST",
                    "/v1/changes",
                    operator,
                    "{\"action\":\"deploy\",\"artifacts\":[\"a@1\"],\"options\":{\"set\":[\"password=planted6\"]}}");
            admin.send("PUT", "/v1/configurations/rate", operator, "{\"settings\":{\"password\":\"planted7\"}}");
            assertThat(admin.audit.latest(10)).extracting(AuditEntry::target).contains("rate set password=********");
            List<String> secrets = List.of(
                    "planted",
                    token,
                    digest(token),
                    cookie,
                    digest(cookie),
                    login.json().path("csrf").asText(),
                    code,
                    digest(code));
            for (OpenApi.Operation operation : api.operations().values()) {
                if (operation.method().equals("GET")) {
                    HttpAnswer answer =
                            admin.get(operation.path().replaceAll("\\{[a-z]+}", "operator"), admin.as(Role.ADMIN));
                    String all = (answer.headers() + answer.text()).toLowerCase(Locale.ROOT);
                    for (String secret : secrets) {
                        assertThat(all).as(operation.path()).doesNotContain(secret.toLowerCase(Locale.ROOT));
                    }
                }
            }
            assertThat(folder.resolve("admin-audit.jsonl")).content().doesNotContain(secrets);
        }
    }

    private static String digest(String secret) {
        return Sha256.of(secret.getBytes(StandardCharsets.UTF_8));
    }
}
