package io.hookline.admin.internal.access;

import io.hookline.api.runtime.Actor;
import io.hookline.shell.command.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The browsers that have logged in. They are in memory alone, by the digests of their cookies: a restart ends them.
 * Safe for use by many threads.
 */
public final class Sessions {

    private static final int MOST = 500;
    private static final int MOST_OF_ONE = 20;

    private final Duration lifetime;
    private final Tokens tokens;
    private final Clock clock;

    /** By the digests of their cookies, oldest first; guarded by this object. */
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    public Sessions(Duration lifetime, Tokens tokens, Clock clock) {
        this.lifetime = lifetime;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Begins a session. If someone has too many, their oldest one ends.
     *
     * @param token digest of the token by which it begins; null if there is none
     * @param latest when it ends at the latest; null for its own lifetime
     * @param logout where the browser logs out elsewhere, too; null for nowhere
     */
    public synchronized Begun begin(
            Actor actor, Role role, @Nullable String token, @Nullable Instant latest, @Nullable String logout) {
        Instant now = clock.instant();
        sessions.values().removeIf(session -> !session.expires().isAfter(now));
        endOldest(actor);
        Instant end = now.plus(lifetime);
        Session session = new Session(
                actor, role, Secrets.next(), latest != null && latest.isBefore(end) ? latest : end, token, logout);
        String cookie = Secrets.next();
        sessions.put(Secrets.digest(cookie), session);
        return new Begun(cookie, session);
    }

    private void endOldest(Actor actor) {
        long own = sessions.values().stream()
                .filter(session -> session.actor().equals(actor))
                .count();
        Iterator<Session> oldest = sessions.values().iterator();
        while (oldest.hasNext() && (own >= MOST_OF_ONE || sessions.size() >= MOST)) {
            boolean isOwn = oldest.next().actor().equals(actor);
            if (isOwn || sessions.size() >= MOST) {
                oldest.remove();
                own -= isOwn ? 1 : 0;
            }
        }
    }

    /** The session of a cookie, unless it has ended, or its token was revoked. */
    public synchronized Optional<Session> find(String cookie) {
        return Optional.ofNullable(sessions.get(Secrets.digest(cookie))).filter(this::isValid);
    }

    /** Whether a session has not ended. */
    public synchronized boolean isValid(Session session) {
        String token = session.token();
        return sessions.containsValue(session)
                && session.expires().isAfter(clock.instant())
                && (token == null || tokens.isValid(token));
    }

    /** Ends a session. */
    public synchronized void end(Session session) {
        sessions.values().remove(session);
    }

    /**
     * A session that has begun.
     *
     * @param cookie the secret that the browser keeps
     */
    public record Begun(String cookie, Session session) {}
}
