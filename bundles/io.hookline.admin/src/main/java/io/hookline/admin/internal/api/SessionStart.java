package io.hookline.admin.internal.api;

import io.hookline.admin.internal.access.Session;
import io.hookline.admin.internal.access.Sessions;
import io.hookline.admin.internal.http.NetworkDoor;
import io.hookline.admin.internal.http.Reply;
import io.hookline.admin.internal.http.Request;
import io.hookline.api.runtime.Actor;
import io.hookline.shell.command.Role;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Begins the sessions of browsers, however they have logged in. Safe for use by many threads. */
final class SessionStart {

    private final Sessions sessions;
    private final BooleanSupplier tls;
    private final Clock clock;

    SessionStart(Sessions sessions, BooleanSupplier tls, Clock clock) {
        this.sessions = sessions;
        this.tls = tls;
        this.clock = clock;
    }

    /**
     * Begins a session, and gives the browser its cookie.
     *
     * @param token digest of the token by which it begins; null if there is none
     * @param latest when it ends at the latest; null for its own lifetime
     * @param logout where the browser logs out elsewhere, too; null for nowhere
     */
    Session begin(
            Request request,
            Reply reply,
            Actor actor,
            Role role,
            @Nullable String token,
            @Nullable Instant latest,
            @Nullable String logout) {
        Sessions.Begun begun = sessions.begin(actor, role, token, latest, logout);
        request.note().says(actor.toString(), request.path());
        long seconds = Math.max(
                1, Duration.between(clock.instant(), begun.session().expires()).toSeconds());
        reply.header(HttpHeaderNames.SET_COOKIE, cookie(begun.cookie(), seconds));
        return begun.session();
    }

    /** The field that sets the session's cookie. */
    String cookie(String value, long seconds) {
        return NetworkDoor.COOKIE + "=" + value + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + seconds + secure();
    }

    /** What ends the field of a cookie. */
    String secure() {
        return tls.getAsBoolean() ? "; Secure" : "";
    }
}
