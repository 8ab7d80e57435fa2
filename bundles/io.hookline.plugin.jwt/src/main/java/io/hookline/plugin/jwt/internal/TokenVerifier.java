package io.hookline.plugin.jwt.internal;

import io.hookline.common.identity.RefusedTokenException;
import io.hookline.common.identity.SignedToken;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides about tokens, by the rules and keys of their issuers. Safe for many threads; never waits. */
final class TokenVerifier {

    private final List<Issuer> issuers = new CopyOnWriteArrayList<>();
    private final Clock clock;
    private volatile TokenCache cache;

    /** Knows no issuer yet. */
    TokenVerifier(int cachedTokens, Clock clock) {
        this.cache = new TokenCache(cachedTokens);
        this.clock = clock;
    }

    /** Accepts tokens of one more issuer. */
    void add(Issuer issuer) {
        issuers.add(issuer);
    }

    /** Accepts none of them any more. */
    void remove(Issuer issuer) {
        issuers.remove(issuer);
    }

    List<Issuer> issuers() {
        return issuers;
    }

    /** Forgets the tokens that it has verified, and remembers so many from now on. */
    void cachedTokens(int most) {
        cache = new TokenCache(most);
    }

    /**
     * Whom a token belongs to.
     *
     * @throws RefusedTokenException if it is not accepted
     * @throws NoKeysException if it cannot be decided now, because there are no keys of its issuer
     */
    Identity verify(String token) throws RefusedTokenException, NoKeysException {
        ByteBuffer digest = TokenCache.digest(token);
        Identity known = cache.get(digest, clock.instant());
        if (known != null) {
            return known;
        }
        SignedToken signed = SignedToken.parse(token);
        Issuer issuer = issuerOf(signed);
        Trust trust = issuer.trust();
        if (trust == null) {
            throw new NoKeysException();
        }
        try {
            Identity identity = trust.verify(signed);
            cache.put(digest, issuer, trust, identity);
            return identity;
        } catch (RefusedTokenException e) {
            if (e.isUnknownKey()) {
                issuer.keyIsUnknown();
            }
            throw e;
        }
    }

    /** Why tokens cannot be accepted, for an operator; null if they can. */
    @Nullable
    String problem() {
        if (issuers.isEmpty()) {
            return "no issuer is configured, so every token is refused: write conf/io.hookline.plugin.jwt.issuer-NAME.cfg";
        }
        String problems = issuers.stream()
                .map(issuer -> isFirst(issuer)
                        ? issuer.problem()
                        : "the issuer " + issuer.iss() + " is configured twice: delete one of the configurations")
                .filter(problem -> problem != null)
                .distinct()
                .collect(Collectors.joining("; "));
        return problems.isEmpty() ? null : problems;
    }

    private boolean isFirst(Issuer issuer) {
        return issuers.stream()
                        .filter(other -> other.isNamed(issuer.iss()))
                        .findFirst()
                        .orElse(issuer)
                == issuer;
    }

    private Issuer issuerOf(SignedToken token) throws RefusedTokenException {
        if (token.claims().get("iss") instanceof String iss) {
            for (Issuer issuer : issuers) {
                if (issuer.isNamed(iss)) {
                    return issuer;
                }
            }
            throw new RefusedTokenException("its issuer is '" + iss + "', which is not configured");
        }
        throw new RefusedTokenException("it names no issuer");
    }

    /** A token cannot be judged, because there are no keys of its issuer. */
    static final class NoKeysException extends Exception {

        private static final long serialVersionUID = 1L;

        private NoKeysException() {
            super("there are no keys of its issuer", null, false, false);
        }
    }
}
