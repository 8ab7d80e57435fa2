package io.hookline.admin.internal.http;

import io.hookline.admin.internal.access.Caller;
import io.hookline.admin.internal.access.GuessLimiter;
import io.hookline.admin.internal.access.Session;
import io.hookline.admin.internal.access.Sessions;
import io.hookline.admin.internal.access.Token;
import io.hookline.admin.internal.access.Tokens;
import io.hookline.api.runtime.Actor;
import io.hookline.common.text.Printable;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The TCP listener. A request has to name a host that this listener is known by, so that a page which has another name
 * resolve to this address gets nowhere; it must not come from a page of another origin; and it says who makes it by a
 * token, or by the cookie of a session. With a cookie, a change needs the session's own word as well.
 */
public final class NetworkDoor implements Door {

    /** The name of a session's cookie. */
    public static final String COOKIE = "hookline_session";

    /** The header field with a session's word. */
    public static final String CSRF = "X-Hookline-CSRF";

    private static final String OPAQUE = "null";
    private static final String BEARER = "bearer ";
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final Set<String> hosts;
    private final boolean tls;
    private final Tokens tokens;
    private final Sessions sessions;
    private final GuessLimiter limiter;
    private final Clock clock;

    /**
     * A way in by tokens and sessions.
     *
     * @param hosts the names by which the listener is known, in lower case and without a port
     */
    public NetworkDoor(
            Set<String> hosts, boolean tls, Tokens tokens, Sessions sessions, GuessLimiter limiter, Clock clock) {
        this.hosts = Set.copyOf(hosts);
        this.tls = tls;
        this.tokens = tokens;
        this.sessions = sessions;
        this.limiter = limiter;
        this.clock = clock;
    }

    @Override
    public String address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress address && address.getAddress() != null
                ? address.getAddress().getHostAddress()
                : "unknown";
    }

    @Override
    public @Nullable Caller identify(Channel channel, HttpRequest head) throws Problem {
        String host = host(head);
        if (isWithoutOrigin(head)) {
            return null;
        }
        checkOrigin(head, host);
        String address = address(channel);
        String authorization = head.headers().get(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null) {
            return byToken(authorization, address);
        }
        Session session = session(head).orElse(null);
        if (session == null) {
            return null;
        }
        if (!SAFE.contains(head.method())) {
            checkWord(head, session);
        }
        return new Caller(session.actor(), session.role(), address, session, () -> sessions.isValid(session));
    }

    private String host(HttpRequest head) throws Problem {
        List<String> given = head.headers().getAll(HttpHeaderNames.HOST);
        String host = given.size() == 1 ? given.get(0).strip().toLowerCase(Locale.ROOT) : "";
        int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
        String name = end > 0 ? host.substring(0, end) : host;
        if (!hosts.contains(name)) {
            throw new Problem(
                    HttpResponseStatus.MISDIRECTED_REQUEST,
                    "This listener is not known as \"" + Printable.excerpt(name)
                            + "\"; hostNames of io.hookline.admin adds names");
        }
        return host;
    }

    /** A sandboxed frame, as the console's for panels, reads what everyone may read, and is never a caller. */
    private static boolean isWithoutOrigin(HttpRequest head) {
        return SAFE.contains(head.method()) && OPAQUE.equals(head.headers().get(HttpHeaderNames.ORIGIN));
    }

    private void checkOrigin(HttpRequest head, String host) throws Problem {
        String origin = head.headers().get(HttpHeaderNames.ORIGIN);
        String own = (tls ? "https://" : "http://") + host;
        String site = head.headers().get("Sec-Fetch-Site", "none");
        boolean foreign = !SAFE.contains(head.method()) && !site.equals("same-origin") && !site.equals("none");
        if ((origin != null && !origin.toLowerCase(Locale.ROOT).equals(own)) || foreign) {
            throw new Problem(HttpResponseStatus.FORBIDDEN, "A page of another origin may not make requests here");
        }
    }

    private Caller byToken(String authorization, String address) throws Problem {
        checkWait(limiter, address);
        boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        String secret = bearer ? authorization.substring(BEARER.length()).strip() : "";
        Token token = tokens.find(secret).orElse(null);
        if (token == null) {
            limiter.failed(address, authorization);
            throw unauthorized("The token is not known");
        }
        if (token.isExpired(clock.instant())) {
            throw unauthorized("The token has expired; create another one: hook:token create NAME");
        }
        String name = token.name();
        limiter.succeeded(address);
        return new Caller(new Actor(Actor.Kind.API, name), token.role(), address, null, () -> tokens.isValid(name));
    }

    private Optional<Session> session(HttpRequest head) {
        for (String header : head.headers().getAll(HttpHeaderNames.COOKIE)) {
            for (Cookie cookie : ServerCookieDecoder.STRICT.decode(header)) {
                if (cookie.name().equals(COOKIE)) {
                    return sessions.find(cookie.value());
                }
            }
        }
        return Optional.empty();
    }

    private static void checkWord(HttpRequest head, Session session) throws Problem {
        byte[] given = head.headers().get(CSRF, "").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given, session.csrf().getBytes(StandardCharsets.UTF_8))) {
            throw new Problem(
                    HttpResponseStatus.FORBIDDEN,
                    "A change by a session needs the header field " + CSRF + " with the word of GET /v1/session");
        }
    }

    /** Refuses an address that has guessed too often. */
    public static void checkWait(GuessLimiter limiter, String address) throws Problem {
        long seconds = limiter.secondsToWait(address);
        if (seconds > 0) {
            throw new Problem(
                            HttpResponseStatus.TOO_MANY_REQUESTS,
                            "Too many wrong credentials came from your address; try again in " + seconds + " s")
                    .with(HttpHeaderNames.RETRY_AFTER, Long.toString(seconds));
        }
    }

    /** Asks for credentials. */
    public static Problem unauthorized(String detail) {
        return new Problem(HttpResponseStatus.UNAUTHORIZED, detail)
                .with(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"hookline\"");
    }
}
