package io.hookline.admin.internal.access;

import io.hookline.api.runtime.Actor;
import io.hookline.shell.command.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One-time codes by which a browser logs in without a token. Safe for use by many threads. */
public final class LoginCodes {

    /** How long a code is valid. */
    public static final Duration LIFETIME = Duration.ofMinutes(1);

    private static final int MOST = 100;

    private final Clock clock;

    /** By the digests of the codes, oldest first; guarded by this object. */
    private final Map<String, Code> codes = new LinkedHashMap<>();

    public LoginCodes(Clock clock) {
        this.clock = clock;
    }

    /** A new code, valid once. */
    public synchronized String create(Actor actor, Role role) {
        Instant now = clock.instant();
        codes.values().removeIf(code -> !code.expires().isAfter(now));
        if (codes.size() >= MOST) {
            codes.remove(codes.keySet().iterator().next());
        }
        String code = Secrets.next();
        codes.put(Secrets.digest(code), new Code(actor, role, now.plus(LIFETIME)));
        return code;
    }

    /** Uses a code up. */
    public synchronized Optional<Code> use(String code) {
        return Optional.ofNullable(codes.remove(Secrets.digest(code)))
                .filter(found -> found.expires().isAfter(clock.instant()));
    }

    /** Who logs in by a code. */
    public record Code(Actor actor, Role role, Instant expires) {}
}
