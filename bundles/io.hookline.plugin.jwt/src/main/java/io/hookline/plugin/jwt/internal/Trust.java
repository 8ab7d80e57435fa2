package io.hookline.plugin.jwt.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import io.hookline.common.identity.RefusedTokenException;
import io.hookline.common.identity.SignedToken;
import io.hookline.common.identity.VerificationKeys;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What is believed of one issuer at a time: its rules with its keys. Immutable; a change makes another one. */
final class Trust {

    private static final int LONGEST_PRINCIPAL = 256;

    private final IssuerSettings.Rules rules;
    private final VerificationKeys keys;
    private final DefaultJWTClaimsVerifier<SecurityContext> claimsVerifier;

    Trust(IssuerSettings.Rules rules, VerificationKeys keys, Clock clock) {
        this.rules = rules;
        this.keys = keys;
        this.claimsVerifier = new TimedClaimsVerifier(rules, clock);
    }

    /**
     * Verifies a token of this issuer: first its header, then its signature, and then its claims.
     *
     * @throws RefusedTokenException if it is not accepted
     */
    Identity verify(SignedToken token) throws RefusedTokenException {
        JWSHeader header = token.header();
        if (!rules.algorithms().contains(header.getAlgorithm())) {
            throw new RefusedTokenException(
                    "its algorithm is " + header.getAlgorithm() + ", and allowed are " + rules.algorithms());
        }
        if (!rules.types().contains(typeOf(header))) {
            throw new RefusedTokenException("its type is " + typeOf(header) + ", and allowed are " + rules.types());
        }
        try {
            if (!keys.verifierFor(header).verify(header, token.signedBytes(), token.signature())) {
                throw new RefusedTokenException("its signature is not valid");
            }
        } catch (JOSEException e) {
            throw new RefusedTokenException("its signature cannot be verified: " + e.getMessage());
        }
        return identity(token);
    }

    private Identity identity(SignedToken token) throws RefusedTokenException {
        try {
            JWTClaimsSet claims = JWTClaimsSet.parse(token.claims());
            claimsVerifier.verify(claims, null);
            Object name = token.claims().get(rules.principalClaim());
            if (!(name instanceof String principal) || !isName(principal)) {
                throw new RefusedTokenException("its claim " + rules.principalClaim() + " is no name of a client");
            }
            return new Identity(
                    rules.principalPrefix() + principal,
                    token.claims(),
                    claims.getExpirationTime().toInstant().plus(rules.skew()));
        } catch (ParseException | BadJWTException e) {
            throw new RefusedTokenException("its claims are refused: " + e.getMessage());
        }
    }

    private static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_PRINCIPAL
                && text.codePoints().noneMatch(Character::isISOControl);
    }

    private static String typeOf(JWSHeader header) {
        JOSEObjectType type = header.getType();
        String name = type == null ? "jwt" : type.getType().toLowerCase(Locale.ROOT);
        return name.startsWith("application/") ? name.substring("application/".length()) : name;
    }

    /** With a clock of its own, so that tests need not wait. */
    private static final class TimedClaimsVerifier extends DefaultJWTClaimsVerifier<SecurityContext> {

        private final Clock clock;

        TimedClaimsVerifier(IssuerSettings.Rules rules, Clock clock) {
            super(
                    rules.audience(),
                    new JWTClaimsSet.Builder().issuer(rules.issuer()).build(),
                    required(rules),
                    Set.of());
            this.clock = clock;
            setMaxClockSkew(Math.toIntExact(rules.skew().toSeconds()));
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }

        private static Set<String> required(IssuerSettings.Rules rules) {
            Set<String> required = new HashSet<>(rules.required());
            required.addAll(Set.of("iss", "aud", "exp", rules.principalClaim()));
            return required;
        }
    }
}
