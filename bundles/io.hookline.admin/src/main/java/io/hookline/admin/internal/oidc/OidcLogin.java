package io.hookline.admin.internal.oidc;

import io.hookline.admin.internal.http.Problem;
import io.hookline.common.identity.RefusedTokenException;
import io.hookline.common.text.Printable;
import io.hookline.shell.command.Role;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logins by one provider. Safe for use by many threads.
 *
 * <pre>
 * browser ─► begin ─► provider: who are you? ─► browser ─► end: state, code ─► provider: ID token ─► groups ─► role
 *              cookie with the login, signed ───────────────┘ has to fit
 * </pre>
 */
public final class OidcLogin implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OidcLogin.class);
    private static final int LONGEST_NAME = 200;

    private final ProviderClient provider;
    private final LoginAttempt.Maker attempts;

    OidcLogin(OidcSettings settings, Clock clock) {
        this.provider = new ProviderClient(settings, clock);
        this.attempts = new LoginAttempt.Maker(clock);
    }

    /** What the console calls the provider. */
    public String label() {
        return provider.settings().label();
    }

    /** The address of the listener for browsers, unless it is the one that they call; null then. */
    public @Nullable String baseUrl() {
        return provider.settings().baseUrl();
    }

    /**
     * Begins a login.
     *
     * @param redirect where the provider sends the browser back to
     * @throws Problem if the provider cannot be asked
     */
    public Begun begin(String redirect) throws Problem, InterruptedException {
        LoginAttempt attempt = attempts.begin();
        try {
            return new Begun(provider.authorization(attempt, redirect), attempt.cookie());
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** Whether a browser has begun the login of a state. Asked ahead of anything that costs more. */
    public boolean isOurs(String cookie, String state) {
        return attempts.find(cookie).filter(attempt -> attempt.hasState(state)).isPresent();
    }

    /**
     * Ends a login.
     *
     * @param cookie what the browser has kept
     * @param issuer who answers, as the provider says itself; empty if it does not
     * @param redirect the same as at the beginning
     * @throws Problem if it is not accepted
     */
    public User end(String cookie, String state, String code, String issuer, String redirect)
            throws Problem, InterruptedException {
        LoginAttempt attempt = attempts.find(cookie)
                .filter(one -> one.hasState(state))
                .orElseThrow(() -> Problem.malformed("This login was not begun here, or too long ago: begin again"));
        if (!issuer.isEmpty() && !issuer.equals(provider.settings().issuer())) {
            throw Problem.malformed("Another provider answers than was asked");
        }
        if (!attempts.end(attempt)) {
            throw Problem.malformed("This login has ended already: begin again");
        }
        try {
            return user(provider.claims(code, attempt, redirect));
        } catch (RefusedTokenException e) {
            LOG.warn("an ID token of {} is refused: {}", provider.settings().issuer(), e.getMessage());
            throw new Problem(HttpResponseStatus.UNAUTHORIZED, "The provider's answer is refused; the log says why");
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private User user(Map<String, Object> claims) throws Problem {
        OidcSettings settings = provider.settings();
        Object named = claims.get(settings.nameClaim());
        String name = named instanceof String text ? Printable.of(text.strip()) : "";
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new Problem(
                    HttpResponseStatus.FORBIDDEN,
                    "The ID token has no usable claim " + settings.nameClaim() + ": nameClaim of " + OidcConfig.PID
                            + " names another one");
        }
        Role role = settings.roleOf(claims).orElse(null);
        if (role == null) {
            LOG.warn("{} of {} is refused: no group of theirs is in 'roles'", name, settings.issuer());
            throw new Problem(
                    HttpResponseStatus.FORBIDDEN,
                    "You are " + name + ", and none of your groups may use this instance; its administrator can change"
                            + " that: roles of " + OidcConfig.PID);
        }
        return new User(name, role);
    }

    /** Where a browser logs out at the provider, too; null if there is no such place. */
    public @Nullable String logout(String back) {
        return provider.logout(back);
    }

    private Problem unreachable(IOException failure) {
        LOG.warn("a login by {} has failed: {}", provider.settings().issuer(), failure.getMessage());
        return new Problem(
                HttpResponseStatus.BAD_GATEWAY,
                "The identity provider cannot be asked, or has refused the login; the log says why");
    }

    @Override
    public void close() {
        provider.close();
    }

    /**
     * A login that has begun.
     *
     * @param address where the browser goes
     * @param cookie what it keeps until it comes back
     */
    public record Begun(String address, String cookie) {}

    /** Who has logged in. */
    public record User(String name, Role role) {}
}
