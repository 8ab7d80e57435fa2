package io.hookline.admin.internal.api;

import io.hookline.admin.internal.access.AuditLog;
import io.hookline.admin.internal.access.Caller;
import io.hookline.admin.internal.access.GuessLimiter;
import io.hookline.admin.internal.access.LoginCodes;
import io.hookline.admin.internal.access.Session;
import io.hookline.admin.internal.access.Sessions;
import io.hookline.admin.internal.access.Token;
import io.hookline.admin.internal.access.Tokens;
import io.hookline.admin.internal.http.NetworkDoor;
import io.hookline.admin.internal.http.Problem;
import io.hookline.admin.internal.http.Reply;
import io.hookline.admin.internal.http.Request;
import io.hookline.admin.internal.http.Resource;
import io.hookline.admin.internal.http.Resource.Kind;
import io.hookline.api.runtime.Actor;
import io.hookline.common.json.Json;
import io.hookline.shell.command.Role;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sessions, tokens, and what was done. Safe for use by many threads. */
final class AccessResources {

    private static final String SESSION = "/v1/session";
    private static final String TOKENS = "/v1/tokens";
    private static final int MOST_ENTRIES = 1_000;
    private static final int LONGEST_SECRET = 200;

    private final Tokens tokens;
    private final Sessions sessions;
    private final LoginCodes codes;
    private final GuessLimiter limiter;
    private final AuditLog audit;
    private final SessionStart start;
    private final Clock clock;

    AccessResources(
            Tokens tokens,
            Sessions sessions,
            LoginCodes codes,
            GuessLimiter limiter,
            AuditLog audit,
            SessionStart start,
            Clock clock) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.codes = codes;
        this.limiter = limiter;
        this.audit = audit;
        this.start = start;
        this.clock = clock;
    }

    List<Resource> all() {
        return List.of(
                new Resource(
                        "getSession", HttpMethod.GET, SESSION, Role.VIEWER, Kind.READING, AccessResources::session),
                new Resource("createSession", HttpMethod.POST, SESSION, null, Kind.CHANGING, this::logInByToken),
                new Resource("deleteSession", HttpMethod.DELETE, SESSION, Role.VIEWER, Kind.CHANGING, this::logOut),
                new Resource("logIn", HttpMethod.GET, "/login", null, Kind.CHANGING, this::logInByCode),
                new Resource(
                        "listTokens",
                        HttpMethod.GET,
                        TOKENS,
                        Role.ADMIN,
                        Kind.READING,
                        (request, reply) -> reply.json(Json.of(tokens.list()))),
                new Resource("createToken", HttpMethod.POST, TOKENS, Role.ADMIN, Kind.CHANGING, this::create),
                new Resource(
                        "revokeToken", HttpMethod.DELETE, TOKENS + "/{name}", Role.ADMIN, Kind.CHANGING, this::revoke),
                new Resource(
                        "listAudit",
                        HttpMethod.GET,
                        "/v1/audit",
                        Role.ADMIN,
                        Kind.READING,
                        (request, reply) ->
                                reply.json(Json.of(audit.latest(request.number("latest", 1, MOST_ENTRIES, 100))))));
    }

    private static void session(Request request, Reply reply) {
        reply.json(Json.of(Shown.of(request.who())));
    }

    private void logInByToken(Request request, Reply reply) throws Problem {
        SessionBody body = JsonBody.read(request.body(), SessionBody.class);
        String secret = body.token() == null ? "" : body.token().strip();
        if (secret.isEmpty() || secret.length() > LONGEST_SECRET) {
            throw Problem.malformed("\"token\" is the text that token create has shown");
        }
        checkNetwork(request);
        Instant now = clock.instant();
        Token token = tokens.find(secret).orElse(null);
        if (token == null) {
            NetworkDoor.checkWait(limiter, request.address());
            limiter.failed(request.address(), secret);
            throw NetworkDoor.unauthorized("The token is not known");
        }
        if (token.isExpired(now)) {
            throw NetworkDoor.unauthorized("The token has expired");
        }
        limiter.succeeded(request.address());
        Instant latest = token.expires() == null ? null : Instant.parse(token.expires());
        Session session = start.begin(
                request, reply, new Actor(Actor.Kind.API, token.name()), token.role(), token.sha256(), latest, null);
        reply.json(Json.of(Shown.of(session)));
    }

    private void logInByCode(Request request, Reply reply) throws Problem {
        String code = request.query("code");
        if (code.isEmpty() || code.length() > LONGEST_SECRET) {
            throw Problem.malformed("The address lacks its code: run hookline console");
        }
        checkNetwork(request);
        LoginCodes.Code used = codes.use(code).orElse(null);
        if (used == null) {
            NetworkDoor.checkWait(limiter, request.address());
            limiter.failed(request.address(), code);
            throw NetworkDoor.unauthorized("The code was used already, or has expired: run hookline console again");
        }
        limiter.succeeded(request.address());
        start.begin(request, reply, used.actor(), used.role(), null, null, null);
        reply.header(HttpHeaderNames.LOCATION, "/");
        reply.empty(HttpResponseStatus.SEE_OTHER);
    }

    /** Over the socket there is no browser, and no one has to log in. */
    static void checkNetwork(Request request) throws Problem {
        if (Caller.isLocal(request.address())) {
            throw Problem.malformed("A session begins over the TCP listener; over the socket you need none");
        }
    }

    private void logOut(Request request, Reply reply) {
        Session session = request.who().session();
        if (session != null) {
            sessions.end(session);
        }
        reply.header(HttpHeaderNames.SET_COOKIE, start.cookie("", 0));
        reply.empty(HttpResponseStatus.NO_CONTENT);
    }

    private void create(Request request, Reply reply) throws Problem {
        TokenBody body = JsonBody.read(request.body(), TokenBody.class);
        request.reason(body.reason());
        Role role = role(body.role());
        String name = body.name() == null ? "" : body.name();
        request.note().says(name, TOKENS);
        Token.New token;
        try {
            token = tokens.create(
                    name,
                    role,
                    Lifetimes.parse(body.expires()),
                    request.who().actor().toString());
        } catch (IllegalArgumentException e) {
            throw new Problem(HttpResponseStatus.UNPROCESSABLE_ENTITY, String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            throw new Problem(HttpResponseStatus.CONFLICT, String.valueOf(e.getMessage()));
        }
        reply.json(HttpResponseStatus.CREATED, Json.of(token));
    }

    private static Role role(@Nullable String word) throws Problem {
        for (Role role : List.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN)) {
            if (role.word().equals(word == null ? "" : word.toLowerCase(Locale.ROOT))) {
                return role;
            }
        }
        throw Problem.malformed("\"role\" is viewer, operator or admin");
    }

    private void revoke(Request request, Reply reply) throws Problem {
        request.reason(request.query("reason"));
        boolean revoked;
        try {
            revoked = tokens.revoke(request.parameter("name"));
        } catch (IllegalStateException e) {
            throw new Problem(HttpResponseStatus.CONFLICT, String.valueOf(e.getMessage()));
        }
        if (!revoked) {
            throw Problem.notFound("There is no token of this name");
        }
        reply.empty(HttpResponseStatus.NO_CONTENT);
    }

    /** A token to log in by. */
    record SessionBody(@Nullable String token) {}

    /** A token that is to be created. */
    record TokenBody(@Nullable String name, @Nullable String role, @Nullable String expires, @Nullable String reason) {}

    /** Who someone is. */
    record Shown(String actor, String role, String csrf, @Nullable String expires, @Nullable String logout) {

        static Shown of(Caller caller) {
            Session session = caller.session();
            return session == null
                    ? new Shown(caller.actor().toString(), caller.role().word(), "", null, null)
                    : of(session);
        }

        static Shown of(Session session) {
            return new Shown(
                    session.actor().toString(),
                    session.role().word(),
                    session.csrf(),
                    session.expires().toString(),
                    session.logout());
        }
    }
}
