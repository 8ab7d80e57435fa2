package io.hookline.admin.internal.oidc;

import io.hookline.common.file.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A login that a browser has begun. All of it is in the browser's cookie: a random text and when it ends, signed with a
 * key of this process. State, nonce and the verifier of PKCE are made of the random text and the key, so the browser
 * does not know the verifier, and beginning logins takes no memory. Immutable.
 *
 * @param cookie what the browser keeps
 * @param state comes back with the code: it shows that this browser has begun the login
 * @param nonce comes back in the ID token: it shows that the token is of this login
 * @param verifier goes to the provider with the code: it shows that this process has begun the login
 */
record LoginAttempt(String cookie, String state, String nonce, String verifier) {

    /** How long a user may take to log in at the provider. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int KEY_BYTES = 32;

    /** How many of those that have ended are known; each that ends needs an exchange with the provider. */
    private static final int MOST_ENDED = 1_000;

    /** What PKCE sends ahead: the digest of the verifier. */
    String challenge() {
        byte[] digest = HexFormat.of().parseHex(Sha256.of(verifier.getBytes(StandardCharsets.US_ASCII)));
        return BASE64.encodeToString(digest);
    }

    /** Whether a text is the state of this login; takes as long for any text. */
    boolean hasState(String given) {
        return isSame(state, given);
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes logins, with a key of its own. Safe for use by many threads. */
    static final class Maker {

        private final SecureRandom random = new SecureRandom();
        private final SecretKeySpec key;
        private final Clock clock;

        /** The cookies of those that have ended, oldest first; guarded by itself. */
        private final Set<String> ended = new LinkedHashSet<>();

        Maker(Clock clock) {
            this.clock = clock;
            byte[] bytes = new byte[KEY_BYTES];
            random.nextBytes(bytes);
            key = new SecretKeySpec(bytes, "HmacSHA256");
        }

        /** A new one. */
        LoginAttempt begin() {
            byte[] bytes = new byte[KEY_BYTES];
            random.nextBytes(bytes);
            String content = BASE64.encodeToString(bytes) + "."
                    + clock.instant().plus(LIFETIME).getEpochSecond();
            return of(content);
        }

        /** The one of a cookie; empty if that is not ours, or too old. */
        Optional<LoginAttempt> find(String cookie) {
            int signature = cookie.lastIndexOf('.');
            int expiry = signature < 0 ? -1 : cookie.lastIndexOf('.', signature - 1);
            if (expiry < 0) {
                return Optional.empty();
            }
            LoginAttempt attempt = of(cookie.substring(0, signature));
            return isSame(attempt.cookie, cookie)
                            && clock.instant()
                                    .isBefore(Instant.ofEpochSecond(
                                            Long.parseLong(cookie.substring(expiry + 1, signature))))
                    ? Optional.of(attempt)
                    : Optional.empty();
        }

        /**
         * Ends one, whatever comes of it: an answer that is sent again, with the same state, is none.
         *
         * @return false if it has ended already
         */
        boolean end(LoginAttempt attempt) {
            synchronized (ended) {
                if (ended.size() >= MOST_ENDED) {
                    ended.remove(ended.iterator().next());
                }
                return ended.add(attempt.cookie);
            }
        }

        private LoginAttempt of(String content) {
            return new LoginAttempt(
                    content + "." + made("cookie", content),
                    made("state", content),
                    made("nonce", content),
                    made("verifier", content));
        }

        private String made(String what, String content) {
            try {
                Mac mac = Mac.getInstance(key.getAlgorithm());
                mac.init(key);
                return BASE64.encodeToString(mac.doFinal((what + ":" + content).getBytes(StandardCharsets.UTF_8)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("each JDK has HmacSHA256", e);
            }
        }
    }
}
