package io.hookline.admin.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.admin.internal.access.AuditEntry;
import io.hookline.admin.internal.oidc.IdentityProvider;
import io.hookline.admin.internal.oidc.OidcService;
import io.hookline.admin.internal.oidc.SetOidc;
import io.hookline.shell.command.Role;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logging in by Spring Authorization Server, as a browser does. */
final class OidcTest {

    private static final Pattern WORD = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    @TempDir
    private static Path folder;

    private static AdminHarness admin;
    private static IdentityProvider provider;
    private static OidcService oidc;

    @BeforeAll
    static void start() throws Exception {
        admin = new AdminHarness(folder);
        provider = new IdentityProvider("http://127.0.0.1:" + admin.port + "/login/oidc/callback");
    }

    @AfterAll
    static void stop() {
        provider.close();
        admin.close();
    }

    @BeforeEach
    void configure() throws Exception {
        provider.groups("staff", "ops");
        oidc = new OidcService(SetOidc.of(provider.issuer()), Clock.systemUTC());
        admin.login = oidc.login();
    }

    private static String host() {
        return "Host: 127.0.0.1:" + admin.port + "\r\n";
    }

    private static Begun begin() throws IOException {
        HttpAnswer begun = admin.get("/login/oidc", host());
        assertThat(begun.status()).as(begun.text()).isEqualTo(303);
        assertThat(begun.header("set-cookie")).contains("HttpOnly", "SameSite=Lax", "Path=/login/oidc");
        return new Begun(
                begun.header("location"),
                host() + "Cookie: " + begun.header("set-cookie").replaceAll(";.*", "") + "\r\n");
    }

    /** Logs in at the provider, and returns the path and query that it sends the browser back to. */
    private static String logIn(String address) throws Exception {
        HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        HttpResponse<String> asked = send(browser, HttpRequest.newBuilder(URI.create(address)));
        assertThat(asked.headers().firstValue("location").orElse("")).endsWith("/login");
        HttpResponse<String> page = send(browser, HttpRequest.newBuilder(URI.create(provider.issuer() + "/login")));
        Matcher word = WORD.matcher(page.body());
        assertThat(word.find()).as(page.body()).isTrue();
        String form =
                "username=ada&password=lovelace&_csrf=" + URLEncoder.encode(word.group(1), StandardCharsets.UTF_8);
        HttpResponse<String> in = send(
                browser,
                HttpRequest.newBuilder(URI.create(provider.issuer() + "/login"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form)));
        HttpResponse<String> back = send(
                browser,
                HttpRequest.newBuilder(
                        URI.create(in.headers().firstValue("location").orElseThrow())));
        URI location = URI.create(back.headers().firstValue("location").orElseThrow());
        assertThat(location.getPort()).isEqualTo(admin.port);
        return location.getRawPath() + "?" + location.getRawQuery();
    }

    private static HttpResponse<String> send(HttpClient browser, HttpRequest.Builder request) throws Exception {
        return browser.send(request.header("Accept", "text/html").build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aUserLogsInWithTheRoleOfTheirGroupsAndIsRecorded() throws Exception {
        Begun begun = begin();
        assertThat(begun.address()).contains("code_challenge_method=S256", "nonce=", "state=", "scope=openid");
        HttpAnswer in = admin.get(logIn(begun.address()), begun.cookie());
        assertThat(in.status()).as(in.text()).isEqualTo(303);
        assertThat(in.header("location")).isEqualTo("/");
        String cookie = in.header("set-cookie")
                .lines()
                .filter(line -> line.startsWith("hookline_session="))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict");
        String session = "Cookie: " + cookie.replaceAll(";.*", "") + "\r\n";
        HttpAnswer who = admin.get("/v1/session", session);
        assertThat(who.json().path("actor").asText()).isEqualTo("api:oidc:ada");
        assertThat(who.json().path("role").asText()).isEqualTo("operator");
        assertThat(who.json().path("logout").asText())
                .startsWith(provider.issuer() + "/connect/logout?")
                .contains("client_id=console");
        assertThat(admin.audit.latest(1)).extracting(AuditEntry::operation).containsExactly("endOidc:api:oidc:ada");
        assertThat(admin.send("DELETE", "/v1/session", session, "").status()).isEqualTo(403);
        String word = "X-Hookline-CSRF: " + who.json().path("csrf").asText() + "\r\n";
        assertThat(admin.send("DELETE", "/v1/session", session + word, "").status())
                .isEqualTo(204);
        assertThat(admin.get("/v1/session", session).status()).isEqualTo(401);
    }

    @Test
    void aUserWithoutAGroupOfTheRulesIsRefused() throws Exception {
        provider.groups("staff");
        Begun begun = begin();
        HttpAnswer refused = admin.get(logIn(begun.address()), begun.cookie());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("none of your groups may use this instance");
        assertThat(refused.header("set-cookie")).doesNotContain("hookline_session");
    }

    @Test
    void anAnswerThatThisBrowserDidNotAskForIsRefused() throws Exception {
        Begun mine = begin();
        Begun victim = begin();
        String back = logIn(mine.address());
        // The attacker's code in the victim's browser: login CSRF.
        assertThat(admin.get(back, victim.cookie()).status()).isEqualTo(400);
        assertThat(admin.get(back, "").status()).isEqualTo(400);
        assertThat(admin.get(back.replaceAll("state=[^&]*", "state=x"), mine.cookie())
                        .status())
                .isEqualTo(400);
        assertThat(admin.get(back + "&iss=https%3A%2F%2Fevil.example", mine.cookie())
                        .status())
                .isEqualTo(400);
        assertThat(admin.get(back, mine.cookie()).status()).isEqualTo(303);
        assertThat(admin.get(back, mine.cookie()).status())
                .as("a login ends once, even if the provider takes a code twice")
                .isEqualTo(400);
    }

    @Test
    void aCodeOfAnotherLoginIsRefusedByTheProvider() throws Exception {
        Begun mine = begin();
        Begun other = begin();
        String code = logIn(other.address()).replaceAll(".*[?&]code=([^&]*).*", "$1");
        String state = mine.address().replaceAll(".*[?&]state=([^&]*).*", "$1");
        HttpAnswer refused = admin.get("/login/oidc/callback?code=" + code + "&state=" + state, mine.cookie());
        assertThat(refused.status())
                .as("PKCE: the verifier is of another login")
                .isEqualTo(502);
    }

    @Test
    void aNewKeyOfTheProviderIsFetched() throws Exception {
        Begun first = begin();
        assertThat(admin.get(logIn(first.address()), first.cookie()).status()).isEqualTo(303);
        provider.changeKey("second");
        oidc.change(SetOidc.of(provider.issuer()));
        admin.login = oidc.login();
        Begun second = begin();
        assertThat(admin.get(logIn(second.address()), second.cookie()).status()).isEqualTo(303);
    }

    @Test
    void whatTheProviderRefusesIsSaid() throws Exception {
        Begun begun = begin();
        String state = begun.address().replaceAll(".*[?&]state=([^&]*).*", "$1");
        HttpAnswer refused =
                admin.get("/login/oidc/callback?error=access_denied%0d%0aX%3a1&state=" + state, begun.cookie());
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text()).contains("access_denied");
        assertThat(refused.headers()).doesNotContainKey("x");
    }

    @Test
    void withoutAConfigurationOrWithAWrongOneNoOneLogsInSo() throws Exception {
        assertThat(admin.get("/login/methods", "").json().path("provider").asText())
                .isEqualTo("ACME");
        for (SetOidc off : List.of(SetOidc.of(""), SetOidc.of(provider.issuer()).withRoles())) {
            oidc.change(off);
            admin.login = oidc.login();
            assertThat(admin.get("/login/oidc", host()).status()).isEqualTo(404);
            assertThat(admin.get("/login/oidc/callback?code=x&state=y", "").status())
                    .isEqualTo(404);
            assertThat(admin.get("/login/methods", "").json().path("provider").isNull())
                    .isTrue();
        }
        oidc.change(SetOidc.of("http://127.0.0.1:1"));
        admin.login = oidc.login();
        HttpAnswer down = admin.get("/login/oidc", host());
        assertThat(down.status()).isEqualTo(502);
        assertThat(down.text()).contains("the log says why").doesNotContain("127.0.0.1");
        assertThat(admin.get("/v1/status", admin.as(Role.VIEWER)).status()).isEqualTo(200);
    }

    /** A login that has begun. */
    private record Begun(String address, String cookie) {}
}
