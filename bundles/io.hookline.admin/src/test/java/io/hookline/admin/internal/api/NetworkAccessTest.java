package io.hookline.admin.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.hookline.admin.internal.access.AuditEntry;
import io.hookline.admin.internal.access.RefusedCalls;
import io.hookline.admin.internal.http.Limits;
import io.hookline.admin.internal.http.Resource;
import io.hookline.admin.internal.http.TcpListener;
import io.hookline.api.runtime.Actor;
import io.hookline.shell.command.Role;
import io.hookline.shell.session.CommandRequest;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what over TCP. */
final class NetworkAccessTest {

    private static final List<String> OPEN =
            List.of("createSession", "logIn", "getLoginMethods", "beginOidc", "endOidc");

    @TempDir
    private Path folder;

    private AdminHarness admin;

    @BeforeEach
    void listen() throws IOException {
        admin = new AdminHarness(folder);
    }

    @AfterEach
    void close() {
        admin.close();
    }

    private static String path(Resource resource) {
        return resource.template().replaceAll("\\{[a-z]+}", "x");
    }

    private int status(Resource resource, String head) throws IOException {
        return admin.send(resource.method().name(), path(resource), head, "").status();
    }

    /** An operation without a rule cannot be made: those that are open to all log in. */
    @Test
    void everyResourceHasARoleAndRefusesThoseBelowIt() throws Exception {
        for (Resource resource : admin.table.resources()) {
            if (OPEN.contains(resource.name())) {
                assertThat(resource.least()).isNull();
                continue;
            }
            assertThat(resource.least()).as(resource.name()).isIn(Role.VIEWER, Role.OPERATOR, Role.ADMIN);
            assertThat(status(resource, "")).as(resource.name()).isEqualTo(401);
            for (Role role : List.of(Role.VIEWER, Role.OPERATOR)) {
                if (!role.includes(resource.least())) {
                    assertThat(status(resource, admin.as(role)))
                            .as(resource.name() + " as " + role)
                            .isEqualTo(403);
                }
            }
        }
        assertThat(admin.commands.requests).isEmpty();
    }

    @Test
    void aChangingMethodNeedsMoreThanAViewer() {
        List<String> harmless = List.of("runCommand", "complete", "createSession", "deleteSession");
        for (Resource resource : admin.table.resources()) {
            if (!resource.method().name().equals("GET") && !harmless.contains(resource.name())) {
                assertThat(resource.least()).as(resource.name()).isIn(Role.OPERATOR, Role.ADMIN);
            }
        }
    }

    @Test
    void aManagementCallWithoutATokenIsRefused() throws Exception {
        HttpAnswer answer = admin.get("/v1/status", "");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("www-authenticate")).startsWith("Bearer");
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        // What there is, is no business of those who do not say who they are.
        assertThat(admin.get("/v1/nothing", "").status()).isEqualTo(401);
        assertThat(admin.get("/v1/nothing", admin.as(Role.VIEWER)).status()).isEqualTo(404);
        assertThat(admin.send("DELETE", "/v1/status", admin.as(Role.ADMIN), "").header("allow"))
                .isEqualTo("GET");
    }

    @Test
    void aTokenCountsUntilItExpiresOrIsRevoked() throws Exception {
        String token = "Authorization: Bearer "
                + admin.tokens
                        .create("short", Role.VIEWER, Duration.ofHours(1), "test")
                        .token()
                + "\r\n";
        assertThat(admin.get("/v1/status", token).status()).isEqualTo(200);
        admin.clock.pass(Duration.ofHours(1));
        assertThat(admin.get("/v1/status", token).text()).contains("has expired");
        assertThat(admin.send("DELETE", "/v1/tokens/viewer", admin.as(Role.ADMIN), "")
                        .status())
                .isEqualTo(204);
        assertThat(admin.get("/v1/status", admin.as(Role.VIEWER)).status()).isEqualTo(401);
    }

    @Test
    void theFileOfTokensHasNoSecretAndIsForItsOwner() throws Exception {
        Path file = folder.resolve("admin-tokens.json");
        assertThat(file).content().doesNotContain(admin.secret(Role.ADMIN)).contains("\"sha256\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aTokenIsShownOnce() throws Exception {
        HttpAnswer created = admin.send(
                "POST",
                "/v1/tokens",
                admin.as(Role.ADMIN),
                "{\"name\":\"build\",\"role\":\"operator\",\"expires\":\"12h\",\"reason\":\"CI\"}");
        assertThat(created.status()).isEqualTo(201);
        String secret = created.json().path("token").asText();
        assertThat(admin.get("/v1/session", "Authorization: Bearer " + secret + "\r\n")
                        .json()
                        .path("role")
                        .asText())
                .isEqualTo("operator");
        assertThat(admin.get("/v1/tokens", admin.as(Role.ADMIN)).text())
                .contains("\"build\"")
                .doesNotContain(secret);
        assertThat(admin.send("POST", "/v1/tokens", admin.as(Role.ADMIN), "{\"name\":\"build\",\"role\":\"operator\"}")
                        .status())
                .isEqualTo(422);
        for (String body : List.of(
                "{\"name\":\"x\",\"role\":\"owner\"}",
                "{\"name\":\"x\"}",
                "{\"name\":\"../x\",\"role\":\"viewer\"}",
                "{\"name\":\"x\",\"role\":\"viewer\",\"expires\":\"soon\"}")) {
            assertThat(admin.send("POST", "/v1/tokens", admin.as(Role.ADMIN), body)
                            .status())
                    .as(body)
                    .isIn(400, 422);
        }
    }

    @Test
    void thoseWhoGuessHaveToWaitAndAreToldHowLong() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(admin.get("/v1/status", "Authorization: Bearer hookline_" + i + "\r\n")
                            .status())
                    .isEqualTo(401);
        }
        HttpAnswer refused = admin.get("/v1/status", "Authorization: Bearer hookline_5\r\n");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("retry-after")).isEqualTo("1");
        admin.clock.pass(Duration.ofSeconds(1));
        assertThat(admin.get("/v1/status", "Authorization: Bearer hookline_5\r\n")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void wordsOfACommandAreForThoseWhoMayUseIt() throws Exception {
        String body = "{\"before\":[\"deploy\"],\"typed\":\"\"}";
        assertThat(admin.send("POST", "/v1/completions", admin.as(Role.OPERATOR), body)
                        .json()
                        .path("words"))
                .hasSize(1);
        assertThat(admin.send("POST", "/v1/completions", admin.as(Role.VIEWER), body)
                        .json()
                        .path("words"))
                .isEmpty();
    }

    @Test
    void guessesLockOutNoOneWithARightTokenOrCode() throws Exception {
        // A page in a browser can do so: the request needs no answer.
        for (int i = 0; i < 6; i++) {
            admin.get("/login?code=guess" + i, "");
        }
        assertThat(admin.get("/login?code=guess6", "").status()).isEqualTo(429);
        assertThat(admin.get("/v1/status", admin.as(Role.VIEWER)).status()).isEqualTo(200);
        for (int i = 0; i < 6; i++) {
            admin.get("/login?code=guess" + i, "");
        }
        assertThat(admin.send("POST", "/v1/session", "", "{\"token\":\"" + admin.secret(Role.VIEWER) + "\"}")
                        .status())
                .isEqualTo(200);
        for (int i = 0; i < 6; i++) {
            admin.get("/login?code=guess" + i, "");
        }
        String code = admin.codes.create(new Actor(Actor.Kind.API, "ada"), Role.ADMIN);
        assertThat(admin.get("/login?code=" + code, "").status()).isEqualTo(303);
    }

    @Test
    void failedLoginsPushNothingOutOfTheRecord() throws Exception {
        admin.get("/login?code=guess", "");
        admin.send("POST", "/v1/session", "", "{}");
        admin.send("POST", "/v1/session", "Content-Type: text/plain\r\n", "x");
        assertThat(admin.audit.latest(10)).isEmpty();
        admin.send("POST", "/v1/session", "", "{\"token\":\"" + admin.secret(Role.VIEWER) + "\"}");
        assertThat(admin.audit.latest(10)).hasSize(1);
    }

    @Test
    void connectionsThatSayNothingKeepNoOneOut() throws Exception {
        try (AdminHarness few =
                new AdminHarness(folder.resolve("few"), new Limits(1 << 16, 1 << 20, 60, 60, 4, 2), 1)) {
            List<Socket> idle = new ArrayList<>();
            try {
                for (int i = 0; i < 10; i++) {
                    idle.add(few.connect());
                }
                assertThat(few.get("/v1/status", few.as(Role.VIEWER)).status()).isEqualTo(200);
            } finally {
                for (Socket socket : idle) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void anOldTokenAgainAndAgainLocksOutNoNeighbour() throws Exception {
        for (int i = 0; i < 20; i++) {
            admin.get("/v1/status", "Authorization: Bearer hookline_old\r\n");
        }
        assertThat(admin.get("/v1/status", admin.as(Role.VIEWER)).status()).isEqualTo(200);
    }

    @Test
    void anUnknownHostIsRefusedAgainstDnsRebinding() throws Exception {
        for (String host : List.of("evil.example", "localhost.evil.example", "", "127.0.0.1.evil.example:8181")) {
            assertThat(admin.get("/v1/status", "Host: " + host + "\r\n" + admin.as(Role.VIEWER))
                            .status())
                    .as(host)
                    .isEqualTo(421);
        }
        assertThat(admin.raw("GET /v1/status HTTP/1.1\r\n" + admin.as(Role.VIEWER) + "\r\n")
                        .status())
                .isEqualTo(421);
        for (String host : List.of("ops.example.org", "LOCALHOST:1", "127.0.0.1", "[::1]:8181")) {
            assertThat(admin.get("/v1/status", "Host: " + host + "\r\n" + admin.as(Role.VIEWER))
                            .status())
                    .as(host)
                    .isEqualTo(200);
        }
    }

    @Test
    void aPageOfAnotherOriginGetsNowhere() throws Exception {
        String session = session(Role.ADMIN).cookie();
        for (String head : List.of(
                "Origin: https://evil.example\r\n",
                "Origin: null\r\n",
                "Origin: https://localhost:" + admin.port + "\r\n",
                "Sec-Fetch-Site: cross-site\r\n",
                "Sec-Fetch-Site: same-site\r\n")) {
            assertThat(admin.send("DELETE", "/v1/session", session + head, "").status())
                    .as(head)
                    .isEqualTo(403);
        }
        assertThat(admin.get("/v1/session", session + "Origin: http://localhost:" + admin.port + "\r\n")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aFrameWithoutAnOriginIsNoCaller() throws Exception {
        String session = session(Role.ADMIN).cookie();
        for (String credentials : List.of(session, admin.as(Role.ADMIN))) {
            assertThat(admin.get("/v1/session", credentials + "Origin: null\r\n")
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void aChangeByCookieNeedsTheSessionsWord() throws Exception {
        Login login = session(Role.OPERATOR);
        String body = "{\"action\":\"stop\",\"plugins\":[\"acme.rate\"]}";
        assertThat(admin.send("POST", "/v1/changes", login.cookie(), body).status())
                .isEqualTo(403);
        assertThat(admin.send("POST", "/v1/changes", login.cookie() + "X-Hookline-CSRF: x\r\n", body)
                        .status())
                .isEqualTo(403);
        assertThat(admin.commands.changes).isEmpty();
        assertThat(admin.send("POST", "/v1/changes", login.both(), body).status())
                .isEqualTo(202);
    }

    @Test
    void aSessionEndsWithItsTokenItsTimeOrByItself() throws Exception {
        Login login = session(Role.OPERATOR);
        assertThat(admin.send("DELETE", "/v1/session", login.both(), "").status())
                .isEqualTo(204);
        assertThat(admin.get("/v1/session", login.cookie()).status()).isEqualTo(401);
        Login second = session(Role.OPERATOR);
        admin.tokens.revoke("operator");
        assertThat(admin.get("/v1/session", second.cookie()).status()).isEqualTo(401);
        Login third = session(Role.ADMIN);
        admin.clock.pass(Duration.ofHours(8));
        assertThat(admin.get("/v1/session", third.cookie()).status()).isEqualTo(401);
    }

    @Test
    void aCookieIsForThisListenerAndNoScript() throws Exception {
        String cookie = admin.send("POST", "/v1/session", "", "{\"token\":\"" + admin.secret(Role.VIEWER) + "\"}")
                .header("set-cookie");
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/").doesNotContain("Domain");
    }

    @Test
    void aCodeLogsInOnceAndWithinItsMinute() throws Exception {
        Actor ada = new Actor(Actor.Kind.SHELL, "ada");
        String code = admin.codes.create(ada, Role.ADMIN);
        HttpAnswer first = admin.get("/login?code=" + code, "");
        assertThat(first.status()).isEqualTo(303);
        assertThat(first.header("location")).isEqualTo("/");
        String cookie = "Cookie: " + first.header("set-cookie").replaceAll(";.*", "") + "\r\n";
        assertThat(admin.get("/v1/session", cookie).json().path("actor").asText())
                .isEqualTo("shell:ada");
        assertThat(admin.get("/login?code=" + code, "").status()).isEqualTo(401);
        String late = admin.codes.create(ada, Role.ADMIN);
        admin.clock.pass(Duration.ofMinutes(1));
        assertThat(admin.get("/login?code=" + late, "").status()).isEqualTo(401);
        assertThat(admin.get("/login", "").status()).isEqualTo(400);
    }

    @Test
    void whatChangesSomethingIsRecordedWithWhoAndWhy() throws Exception {
        admin.get("/v1/status", admin.as(Role.VIEWER));
        admin.send("POST", "/v1/commands/status", admin.as(Role.VIEWER), "{}");
        assertThat(admin.audit.latest(10)).isEmpty();
        admin.send(
                "POST",
                "/v1/changes",
                admin.as(Role.OPERATOR),
                "{\"action\":\"stop\",\"plugins\":[\"acme.rate\"],\"reason\":\"it leaks\"}");
        admin.send(
                "POST",
                "/v1/commands/stop",
                admin.as(Role.OPERATOR),
                "{\"arguments\":[\"acme.rate\"],\"reason\":\"again\"}");
        assertThat(admin.commands.requests).extracting(CommandRequest::reason).endsWith("again");
        List<AuditEntry> entries = admin.audit.latest(10);
        assertThat(entries).extracting(AuditEntry::operation).containsExactly("runCommand:stop", "createChange:stop");
        assertThat(entries.get(1))
                .extracting(AuditEntry::actor, AuditEntry::role, AuditEntry::address, AuditEntry::reason)
                .containsExactly("api:operator", "operator", "127.0.0.1", "it leaks");
        assertThat(entries.get(1).target()).isEqualTo("hookline stop acme.rate");
        assertThat(folder.resolve("admin-audit.jsonl")).content().contains("it leaks", "again");
        JsonNode shown = admin.get("/v1/audit", admin.as(Role.ADMIN)).json();
        assertThat(shown.path(0).path("reason").asText()).isEqualTo("again");
    }

    @Test
    void aCallThatIsRefusedToAKnownCallerIsRecorded() throws Exception {
        admin.send("POST", "/v1/changes", admin.as(Role.VIEWER), "{}");
        admin.get("/v1/tokens", admin.as(Role.OPERATOR));
        admin.send("POST", "/v1/commands/deploy", admin.as(Role.VIEWER), "{\"arguments\":[\"acme.rate@1.0.0\"]}");
        admin.send(
                "POST",
                "/v1/commands/deploy",
                admin.as(Role.VIEWER) + "Accept: text/event-stream\r\n",
                "{\"arguments\":[\"acme.rate@1.0.0\"]}");
        admin.send("POST", "/v1/changes", "", "{}");
        assertThat(admin.audit.latest(10))
                .extracting(entry -> entry.actor() + " " + entry.operation() + " " + entry.status())
                .containsExactly(
                        "api:viewer runCommand:deploy 403",
                        "api:viewer runCommand:deploy 403",
                        "api:operator listTokens 403",
                        "api:viewer createChange 403");
    }

    @Test
    void refusedCallsPushNothingOutOfTheRecord() throws Exception {
        for (int i = 0; i < 20; i++) {
            admin.send("DELETE", "/v1/tokens/x", admin.as(Role.VIEWER), "");
        }
        assertThat(admin.audit.latest(100)).hasSize(RefusedCalls.MOST);
        admin.get("/v1/tokens", admin.as(Role.OPERATOR));
        assertThat(admin.audit.latest(100)).hasSize(RefusedCalls.MOST + 1);
        admin.clock.pass(Duration.ofMinutes(1));
        admin.send("DELETE", "/v1/tokens/x", admin.as(Role.VIEWER), "");
        assertThat(admin.audit.latest(100)).hasSize(RefusedCalls.MOST + 2);
    }

    @Test
    void aTargetInAbsoluteFormIsAnsweredAndItsHostCounts() throws Exception {
        String own = "http://localhost:" + admin.port;
        assertThat(admin.get(own + "/v1/session?x=1", admin.as(Role.VIEWER)).status())
                .isEqualTo(200);
        assertThat(admin.get("HTTP://127.0.0.1/v1/session", "Host: evil.example\r\n" + admin.as(Role.VIEWER))
                        .status())
                .isEqualTo(200);
        assertThat(admin.get("http://evil.example/v1/session", admin.as(Role.VIEWER))
                        .status())
                .isEqualTo(421);
        assertThat(admin.get(own + "/v1/nothing", admin.as(Role.VIEWER)).status())
                .isEqualTo(404);
        assertThat(admin.get(own, "").status()).as("the page at /").isEqualTo(404);
        for (String target : List.of("*", "localhost:80", "http://", "http://a@localhost/", "ftp://localhost/", "v1")) {
            assertThat(admin.get(target, admin.as(Role.VIEWER)).status())
                    .as(target)
                    .isEqualTo(400);
        }
        assertThat(admin.raw("GET " + own + "/v1/session HTTP/1.1\r\n" + admin.as(Role.VIEWER) + "\r\n")
                        .status())
                .as("no Host")
                .isEqualTo(421);
    }

    @Test
    void aBodyThatNeedsToBeSmallIs() throws Exception {
        String reason = "\"reason\":\"" + "x".repeat(33 << 10) + "\"";
        assertThat(admin.send("POST", "/v1/changes", admin.as(Role.OPERATOR), "{" + reason + "}"))
                .satisfies(answer -> {
                    assertThat(answer.status()).isEqualTo(413);
                    assertThat(answer.text()).contains("at most 32 KiB");
                });
        assertThat(admin.send("POST", "/v1/session", "", "{" + reason + "}").status())
                .isEqualTo(413);
        String chunked = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n8400\r\n"
                + "x".repeat(0x8400) + "\r\n0\r\n\r\n";
        assertThat(admin.raw("POST /v1/plans HTTP/1.1\r\nHost: localhost\r\n" + admin.as(Role.OPERATOR) + chunked)
                        .status())
                .isEqualTo(413);
        String value = "{\"settings\":{\"burst\":\"" + "5".repeat(33 << 10) + "\"}}";
        assertThat(admin.send("PUT", "/v1/configurations/acme.plugin.rate", admin.as(Role.OPERATOR), value)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void callersFromElsewhereNameNoFilesOfThisMachine() throws Exception {
        for (String word : List.of("/etc/passwd", "x.jar", "file:/x", "C:\\x", "../x", "--set=/etc/x")) {
            assertThat(admin.send(
                                    "POST",
                                    "/v1/commands/deploy",
                                    admin.as(Role.ADMIN),
                                    "{\"arguments\":[\"" + word.replace("\\", "\\\\") + "\"]}")
                            .status())
                    .as(word)
                    .isEqualTo(403);
            assertThat(admin.send(
                                    "POST",
                                    "/v1/changes",
                                    admin.as(Role.ADMIN),
                                    "{\"action\":\"deploy\",\"artifacts\":[\"" + word.replace("\\", "\\\\") + "\"]}")
                            .status())
                    .as(word)
                    .isEqualTo(400);
        }
        assertThat(admin.send("POST", "/v1/commands/deploy", admin.as(Role.ADMIN), "{\"folder\":\"/tmp\"}")
                        .status())
                .isEqualTo(403);
        assertThat(admin.commands.requests).isEmpty();
        assertThat(admin.send(
                                "POST",
                                "/v1/commands/deploy",
                                admin.as(Role.ADMIN),
                                "{\"arguments\":[\"acme.rate@1.0.0\",\"--force\",\"--ready\",\"5\"]}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatDecidesWhoMayDoWhatIsForAdministrators() throws Exception {
        String body = "{\"settings\":{\"host\":\"0.0.0.0\"}}";
        String path = "/v1/configurations/io.hookline.admin";
        assertThat(admin.send("PUT", path, admin.as(Role.OPERATOR), body).status())
                .isEqualTo(403);
        assertThat(admin.send("PUT", path, admin.as(Role.ADMIN), body).status()).isEqualTo(200);
    }

    @Test
    void othersReachNoListenerWithoutTls() {
        TcpListener.Settings open = new TcpListener.Settings("0.0.0.0", 0, List.of(), null, null);
        assertThatThrownBy(() -> TcpListener.open(admin.server, open, (names, tls) -> {
                    throw new AssertionError("it listens");
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no TLS");
    }

    private Login session(Role role) throws IOException {
        HttpAnswer answer = admin.send("POST", "/v1/session", "", "{\"token\":\"" + admin.secret(role) + "\"}");
        assertThat(answer.status()).isEqualTo(200);
        return new Login(
                "Cookie: " + answer.header("set-cookie").replaceAll(";.*", "") + "\r\n",
                "X-Hookline-CSRF: " + answer.json().path("csrf").asText() + "\r\n");
    }

    private record Login(String cookie, String word) {

        String both() {
            return cookie + word;
        }
    }
}
