package io.hookline.admin.internal.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.hookline.common.identity.RefusedTokenException;
import io.hookline.common.identity.SignedToken;
import io.hookline.common.identity.VerificationKeys;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which ID tokens are accepted. */
final class IdTokenTest {

    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

    private static RSAKey key;
    private static RSAKey other;
    private static VerificationKeys keys;

    private final IdToken expected = new IdToken("https://idp", "console", "n-1", Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeAll
    static void makeKeys() throws JOSEException {
        key = new RSAKeyGenerator(2048).keyID("one").generate();
        other = new RSAKeyGenerator(2048).keyID("one").generate();
        keys = VerificationKeys.parse(new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8));
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("https://idp")
                .audience("console")
                .subject("ada")
                .claim("nonce", "n-1")
                .issueTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plusSeconds(300)));
    }

    private static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(algorithm)
                        .keyID("one")
                        .type(JOSEObjectType.JWT)
                        .build(),
                claims);
        token.sign(signer);
        return token.serialize();
    }

    private static String signed(JWTClaimsSet.Builder claims) throws JOSEException {
        return signed(claims.build(), JWSAlgorithm.RS256, new RSASSASigner(key));
    }

    @Test
    void aTokenOfThisLoginIsAccepted() throws Exception {
        assertThat(expected.verify(SignedToken.parse(signed(claims())), keys)).containsEntry("sub", "ada");
        String several = signed(claims().audience(List.of("console", "api")).claim("azp", "console"));
        assertThat(expected.verify(SignedToken.parse(several), keys)).containsEntry("sub", "ada");
    }

    @Test
    void aTokenOfAnotherLoginClientIssuerOrTimeIsRefused() throws Exception {
        assertRefused(signed(claims().claim("nonce", "n-2")), "another login");
        assertRefused(signed(claims().claim("nonce", null)), "another login");
        assertRefused(signed(claims().audience("shop")), "another client");
        assertRefused(signed(claims().audience(List.of("console", "api"))), "another client");
        assertRefused(signed(claims().claim("azp", "api")), "another client");
        assertRefused(signed(claims().issuer("https://idp/")), "another issuer");
        assertRefused(signed(claims().expirationTime(Date.from(NOW.minus(Duration.ofMinutes(2))))), "expired");
        assertRefused(signed(claims().expirationTime(null)), "expired");
        assertRefused(signed(claims().issueTime(Date.from(NOW.plus(Duration.ofMinutes(2))))), "not yet");
        assertRefused(signed(claims().issueTime(null)), "when it was issued");
        assertRefused(signed(claims().subject(" ")), "names no user");
    }

    @Test
    void aTokenThatAnyoneCouldHaveMadeIsRefused() throws Exception {
        assertRefused(signed(claims().build(), JWSAlgorithm.RS256, new RSASSASigner(other)), "signature");
        assertRefused(
                signed(
                        claims().build(),
                        JWSAlgorithm.HS256,
                        new MACSigner(key.toPublicJWK().toString())),
                "its algorithm is HS256");
        assertRefused(new PlainJWT(claims().build()).serialize(), "");
        assertRefused("", "three parts");
    }

    private void assertRefused(String token, String why) {
        assertThatThrownBy(() -> expected.verify(SignedToken.parse(token), keys))
                .isInstanceOf(RefusedTokenException.class)
                .hasMessageContaining(why);
    }
}
