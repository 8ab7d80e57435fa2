package io.hookline.admin.internal.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import io.hookline.common.identity.RefusedTokenException;
import io.hookline.common.identity.SignedToken;
import io.hookline.common.identity.VerificationKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an ID token has to be (OpenID Connect Core, 3.1.3.7).
 *
 * @param issuer who issues it, exactly
 * @param client for whom
 * @param nonce for which login
 */
record IdToken(String issuer, String client, String nonce, Clock clock) {

    private static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");
    private static final Duration SKEW = Duration.ofMinutes(1);

    /**
     * The claims of a token.
     *
     * @throws RefusedTokenException if it is not accepted
     */
    Map<String, Object> verify(SignedToken token, VerificationKeys keys) throws RefusedTokenException {
        JWSHeader header = token.header();
        if (!ALGORITHMS.contains(header.getAlgorithm().getName())) {
            throw new RefusedTokenException("its algorithm is " + header.getAlgorithm());
        }
        try {
            if (!keys.verifierFor(header).verify(header, token.signedBytes(), token.signature())) {
                throw new RefusedTokenException("its signature is not valid");
            }
        } catch (JOSEException e) {
            throw new RefusedTokenException("its signature cannot be verified: " + e.getMessage());
        }
        Map<String, Object> claims = token.claims();
        require(issuer.equals(claims.get("iss")), "it is of another issuer");
        List<?> audience = claims.get("aud") instanceof List<?> list
                ? list
                : claims.get("aud") instanceof String one ? List.of(one) : List.of();
        require(audience.contains(client), "it is for another client");
        Object party = claims.get("azp");
        require(party == null ? audience.size() == 1 : client.equals(party), "it was issued to another client");
        Instant now = clock.instant();
        require(isAfter(claims.get("exp"), now.minus(SKEW)), "it has expired, or does not say when it does");
        require(
                claims.get("iat") instanceof Long issued && !isAfter(issued, now.plus(SKEW)),
                "it does not say when it was issued, or that is not yet");
        require(nonce.equals(claims.get("nonce")), "it is of another login");
        require(claims.get("sub") instanceof String user && !user.isBlank(), "it names no user");
        return claims;
    }

    private static boolean isAfter(@Nullable Object seconds, Instant time) {
        return seconds instanceof Number number && number.longValue() > time.getEpochSecond();
    }

    private static void require(boolean holds, String otherwise) throws RefusedTokenException {
        if (!holds) {
            throw new RefusedTokenException(otherwise);
        }
    }
}
