package io.hookline.admin.internal.api;

import io.hookline.admin.internal.access.GuessLimiter;
import io.hookline.admin.internal.http.NetworkDoor;
import io.hookline.admin.internal.http.Problem;
import io.hookline.admin.internal.http.Reply;
import io.hookline.admin.internal.http.Request;
import io.hookline.admin.internal.http.Resource;
import io.hookline.admin.internal.http.Resource.Kind;
import io.hookline.admin.internal.oidc.OidcLogin;
import io.hookline.api.runtime.Actor;
import io.hookline.common.json.Json;
import io.hookline.common.text.Printable;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Logging in by an identity provider: two addresses that a browser visits. Safe for use by many threads. */
final class OidcResources {

    private static final String PATH = "/login/oidc";
    private static final String BACK = PATH + "/callback";
    private static final String COOKIE = "hookline_login";
    private static final int LONGEST_CODE = 2_000;
    private static final long COOKIE_SECONDS = 600;

    private final Supplier<@Nullable OidcLogin> logins;
    private final SessionStart start;
    private final GuessLimiter limiter;

    OidcResources(Supplier<@Nullable OidcLogin> logins, SessionStart start, GuessLimiter limiter) {
        this.logins = logins;
        this.start = start;
        this.limiter = limiter;
    }

    List<Resource> all() {
        return List.of(
                new Resource("getLoginMethods", HttpMethod.GET, "/login/methods", null, Kind.READING, this::methods),
                new Resource("beginOidc", HttpMethod.GET, PATH, null, Kind.READING, this::begin),
                new Resource("endOidc", HttpMethod.GET, BACK, null, Kind.CHANGING, this::end));
    }

    private void methods(Request request, Reply reply) {
        OidcLogin login = logins.get();
        reply.json(Json.of(new Methods(true, login == null ? null : login.label())));
    }

    private OidcLogin login() throws Problem {
        OidcLogin login = logins.get();
        if (login == null) {
            throw Problem.notFound("No identity provider is configured: io.hookline.admin.oidc");
        }
        return login;
    }

    private void begin(Request request, Reply reply) throws Problem, InterruptedException {
        OidcLogin login = login();
        AccessResources.checkNetwork(request);
        OidcLogin.Begun begun = login.begin(base(login, request) + BACK);
        reply.header(HttpHeaderNames.SET_COOKIE, cookie(begun.cookie(), COOKIE_SECONDS));
        reply.header(HttpHeaderNames.LOCATION, begun.address());
        reply.empty(HttpResponseStatus.SEE_OTHER);
    }

    /** The cookie has to come along when the provider sends the browser back, so it cannot be a strict one. */
    private String cookie(String value, long seconds) {
        return COOKIE + "=" + value + "; Path=" + PATH + "; HttpOnly; SameSite=Lax; Max-Age=" + seconds
                + start.secure();
    }

    private void end(Request request, Reply reply) throws Problem, InterruptedException {
        OidcLogin login = login();
        AccessResources.checkNetwork(request);
        String cookie = cookie(request);
        String state = request.query("state");
        if (!login.isOurs(cookie, state)) {
            throw Problem.malformed(
                    "This login was not begun in this browser, or too long ago: begin again at " + PATH);
        }
        reply.header(HttpHeaderNames.SET_COOKIE, cookie("", 0));
        String error = request.query("error");
        if (!error.isEmpty()) {
            throw new Problem(
                    HttpResponseStatus.UNAUTHORIZED,
                    "The identity provider has not logged you in: " + Printable.excerpt(error));
        }
        String code = request.query("code");
        if (code.isEmpty() || code.length() > LONGEST_CODE) {
            throw Problem.malformed("The identity provider has sent no code");
        }
        NetworkDoor.checkWait(limiter, request.address());
        String base = base(login, request);
        OidcLogin.User user;
        try {
            user = login.end(cookie, state, code, request.query("iss"), base + BACK);
        } catch (Problem e) {
            // Each costs an exchange with the provider.
            limiter.failed(request.address(), code);
            throw e;
        }
        limiter.succeeded(request.address());
        start.begin(
                request,
                reply,
                new Actor(Actor.Kind.API, "oidc:" + user.name()),
                user.role(),
                null,
                null,
                login.logout(base + "/"));
        reply.header(HttpHeaderNames.LOCATION, "/");
        reply.empty(HttpResponseStatus.SEE_OTHER);
    }

    /** The address that the browser calls: its host is one of the listener's names. */
    private String base(OidcLogin login, Request request) {
        String configured = login.baseUrl();
        return configured != null
                ? configured
                : (start.secure().isEmpty() ? "http://" : "https://") + request.header(HttpHeaderNames.HOST);
    }

    private static String cookie(Request request) {
        for (String header : request.headers().getAll(HttpHeaderNames.COOKIE)) {
            for (Cookie cookie : ServerCookieDecoder.STRICT.decode(header)) {
                if (cookie.name().equals(COOKIE)) {
                    return cookie.value();
                }
            }
        }
        return "";
    }

    /**
     * How one can log in.
     *
     * @param token whether by a token
     * @param provider what the identity provider is called; null if there is none
     */
    record Methods(boolean token, @Nullable String provider) {}
}
