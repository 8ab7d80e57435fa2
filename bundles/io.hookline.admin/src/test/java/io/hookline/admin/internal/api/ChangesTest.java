package io.hookline.admin.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.shell.command.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes as resources: progress, cancelling, repeating, and what they were decided on. */
final class ChangesTest {

    private static final String DEPLOY = "{\"action\":\"deploy\",\"artifacts\":[\"acme.rate@1.0.0\"]}";
    private static final String WAIT = "{\"action\":\"deploy\",\"artifacts\":[\"wait@1\"]}";

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

    private HttpAnswer begin(String body, String head) throws IOException {
        return admin.send("POST", "/v1/changes", admin.as(Role.OPERATOR) + head, body);
    }

    private String events(String location) throws IOException {
        return admin.get(location, admin.as(Role.VIEWER) + "Accept: text/event-stream\r\n")
                .text();
    }

    @Test
    void aChangeIsFollowedToItsEnd() throws Exception {
        HttpAnswer begun = begin(DEPLOY, "");
        assertThat(begun.status()).isEqualTo(202);
        String location = begun.header("location");
        assertThat(events(location))
                .contains("event: step\ndata: {\"text\":\"resolving\"}\n\n", "event: end\ndata: {\"id\":");
        HttpAnswer shown = admin.get(location, admin.as(Role.VIEWER));
        assertThat(shown.json().path("state").asText()).isEqualTo("DONE");
        assertThat(shown.json().path("command").asText()).isEqualTo("hookline deploy acme.rate@1.0.0");
        assertThat(shown.json().path("result").path("set").isNumber()).isTrue();
        assertThat(api.problems(api.operations().get("getChange"), shown)).isEmpty();
        assertThat(api.check(
                        api.document().at("/components/schemas/DeployResult"),
                        shown.json().path("result")))
                .isEmpty();
    }

    @Test
    void aChangeIsCancelled() throws Exception {
        String location = begin(WAIT, "").header("location");
        assertThat(admin.commands.waiting.await(120, TimeUnit.SECONDS)).isTrue();
        assertThat(admin.send("DELETE", location, admin.as(Role.VIEWER), "").status())
                .isEqualTo(403);
        assertThat(admin.send("DELETE", location, admin.as(Role.OPERATOR), "").status())
                .isEqualTo(202);
        assertThat(events(location)).contains("\"state\":\"CANCELLED\"");
        assertThat(admin.send("DELETE", location, admin.as(Role.OPERATOR), "").status())
                .isEqualTo(409);
    }

    @Test
    void aRequestThatIsSentAgainBeginsNoSecondChange() throws Exception {
        String key = "Idempotency-Key: 4711\r\n";
        String first = begin(DEPLOY, key).header("location");
        assertThat(begin(DEPLOY, key).header("location")).isEqualTo(first);
        events(first);
        assertThat(admin.commands.changes).hasSize(1);
        assertThat(begin(WAIT, key).status()).isEqualTo(422);
        assertThat(admin.send("POST", "/v1/changes", admin.as(Role.ADMIN) + key, DEPLOY)
                        .header("location"))
                .isNotEqualTo(first);
        assertThat(begin(DEPLOY, "Idempotency-Key: " + "x".repeat(201) + "\r\n").status())
                .isEqualTo(400);
    }

    @Test
    void aChangeThatWasDecidedOnAnotherSetIsRefused() throws Exception {
        String tag = admin.get("/v1/sets", admin.as(Role.VIEWER)).header("etag");
        assertThat(begin(DEPLOY, "If-Match: \"0\"\r\n").status()).isEqualTo(412);
        assertThat(admin.commands.changes).isEmpty();
        String running = begin(WAIT, "If-Match: " + tag + "\r\n").header("location");
        // The set is the same until the first one has ended.
        assertThat(begin(DEPLOY, "If-Match: " + tag + "\r\n").status()).isEqualTo(409);
        admin.commands.released.countDown();
        events(running);
        assertThat(begin(DEPLOY, "If-Match: " + tag + "\r\n").status()).isEqualTo(202);
    }

    @Test
    void actionsBecomeTheCommandLinesThatDoTheSame() throws Exception {
        for (List<String> one : List.of(
                List.of(
                        "{\"action\":\"canary\",\"artifacts\":[\"a@1\"],\"options\":{\"weight\":5,\"steps\":[1,10],\"key\":\"a=b c\",\"manual\":true}}",
                        "hookline canary --manual --weight=5 '--key=a=b c' --steps=1,10 a@1"),
                List.of(
                        "{\"action\":\"remove\",\"plugins\":[\"a\",\"--force\"],\"options\":{\"force\":true}}",
                        "hookline remove --force a --force"),
                List.of("{\"action\":\"rollback\",\"set\":3}", "hookline rollback --to=3"),
                List.of("{\"action\":\"promote\",\"plugins\":[\"a\"]}", "hookline promote a"))) {
            assertThat(begin(one.get(0), "").json().path("command").asText()).isEqualTo(one.get(1));
        }
        String remove = admin.commands.changes.stream()
                .filter(line -> line.startsWith("remove"))
                .findFirst()
                .orElse("");
        // A name is never taken for an option.
        assertThat(remove).isEqualTo("remove --json --force -- a --force");
    }

    @Test
    void whatIsNoChangeIsRefused() throws Exception {
        for (String body : List.of(
                "{}",
                "{\"action\":\"explode\"}",
                "{\"action\":\"deploy\"}",
                "{\"action\":\"deploy\",\"artifacts\":[null]}",
                "{\"action\":\"deploy\",\"artifacts\":[\"a@1\"],\"plugins\":[\"a\"]}",
                "{\"action\":\"stop\",\"plugins\":[]}",
                "{\"action\":\"stop\",\"plugins\":[\" \"]}",
                "{\"action\":\"abort\",\"plugins\":[\"a\",\"b\"]}",
                "{\"action\":\"rollback\",\"set\":-1}",
                "{\"action\":\"stop\",\"plugins\":[\"a\"],\"set\":1}",
                "{\"action\":\"stop\",\"plugins\":[\"a\"],\"options\":{\"ready\":\"1\"}}",
                "{\"action\":\"stop\",\"plugins\":[\"a\"],\"options\":{\"evil\":1}}")) {
            assertThat(begin(body, "").status()).as(body).isEqualTo(400);
        }
        assertThat(begin("{\"action\":\"canary\",\"artifacts\":[\"a@1\"],\"options\":{\"steps\":\"5,50\"}}", "")
                        .json()
                        .path("detail")
                        .asText())
                .isEqualTo("The member \"options.steps\" has a wrong type or value");
        assertThat(begin("{\"action\":\"deploy\",\"artifacts\":[\"" + "0".repeat(64) + "\"]}", "")
                        .status())
                .isEqualTo(404);
        assertThat(admin.commands.requests).isEmpty();
    }

    @Test
    void aConfigurationIsSetAsAWholeInOneRevision() throws Exception {
        String path = "/v1/configurations/acme.plugin.rate";
        HttpAnswer current = admin.get(path, admin.as(Role.VIEWER));
        assertThat(current.header("etag")).isEqualTo("\"3\"");
        JsonNode settings = current.json().path("settings");
        assertThat(settings.toString()).contains("burst", "password");
        HttpAnswer put = admin.send(
                "PUT",
                path,
                admin.as(Role.OPERATOR) + "If-Match: \"3\"\r\n",
                "{\"settings\":{\"burst\":\"5\",\"password\":\"********\"},\"restart\":true}");
        assertThat(put.status()).isEqualTo(200);
        assertThat(admin.commands.changes)
                .containsExactly("config --json --revision=3 --restart -- acme.plugin.rate set burst=5");
        admin.send("PUT", path, admin.as(Role.OPERATOR), "{\"settings\":{\"password\":null}}");
        assertThat(admin.commands.changes.get(1))
                .isEqualTo("config --json --revision=3 --unset=burst -- acme.plugin.rate set");
        assertThat(admin.send("PUT", path, admin.as(Role.OPERATOR) + "If-Match: x\r\n", "{\"settings\":{\"a\":\"b\"}}")
                        .status())
                .isEqualTo(412);
        assertThat(admin.send("PUT", path, admin.as(Role.OPERATOR), "{\"settings\":{\"a=b\":\"c\"}}")
                        .status())
                .isEqualTo(400);
        assertThat(admin.send("POST", path + "/revert", admin.as(Role.OPERATOR), "{\"revision\":2}")
                        .status())
                .isEqualTo(200);
        assertThat(admin.send("DELETE", path + "?reason=old", admin.as(Role.OPERATOR), "")
                        .status())
                .isEqualTo(204);
        assertThat(admin.audit.latest(1).get(0).reason()).isEqualTo("old");
    }

    @Test
    void aGuardIsReset() throws Exception {
        HttpAnswer reset =
                admin.send("POST", "/v1/guards/rate/reset", admin.as(Role.OPERATOR), "{\"reason\":\"fixed\"}");
        assertThat(api.problems(api.operations().get("resetGuard"), reset)).isEmpty();
        assertThat(admin.commands.changes).containsExactly("guard --json -- reset rate");
        assertThat(admin.audit.latest(1).get(0).reason()).isEqualTo("fixed");
    }
}
