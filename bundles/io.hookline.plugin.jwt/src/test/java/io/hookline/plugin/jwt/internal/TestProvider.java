package io.hookline.plugin.jwt.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.hookline.gateway.hook.FakeExchange;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.LongSupplier;

/** An identity provider of which the test is in control: its keys, what it signs, and a hook that trusts it. */
final class TestProvider {

    static final RSAKey RSA = rsa("rsa-1");
    static final RSAKey STRANGE_RSA = rsa("rsa-1");
    static final ECKey EC = ec("ec-1");

    final HandTimer timer = new HandTimer();
    final FakeKeys keys = new FakeKeys().answer(set(RSA, EC));
    final JwtHook hook = new JwtHook(SetJwt.STANDARD, timer);
    final Issuer issuer = add(SetIssuer.STANDARD, keys);

    /** Lets the hook trust one more issuer, and runs its first fetch. */
    Issuer add(IssuerConfig config, KeySource source) {
        Issuer added = new Issuer(config.issuer(), IssuerSettings.of(config), timer, environment(source));
        hook.add(added);
        timer.runDue();
        return added;
    }

    private Issuer.Environment environment(KeySource source) {
        return new Issuer.Environment() {
            @Override
            public KeySource source(IssuerSettings.Origin origin) {
                return source;
            }

            @Override
            public Timer timer() {
                return timer;
            }

            @Override
            public LongSupplier nanoClock() {
                return timer::nanos;
            }
        };
    }

    /** Claims that are valid now, as JSON without the closing brace. */
    String validClaims() {
        return claims("alice");
    }

    String claims(String subject) {
        return "{\"iss\":\"" + SetIssuer.ISSUER + "\",\"aud\":\"orders\",\"sub\":\"" + subject + "\",\"exp\":" + in(60)
                + ",\"iat\":" + in(0);
    }

    /** So many seconds from now, in seconds since 1970. */
    long in(long seconds) {
        return timer.instant().plusSeconds(seconds).getEpochSecond();
    }

    /** A token that is accepted. */
    String goodToken() {
        return sign(RSA, "{\"alg\":\"RS256\",\"kid\":\"rsa-1\"}", validClaims() + "}");
    }

    /** Signs any texts. */
    static String sign(JWK key, String header, String payload) {
        String input = base64(header) + "." + base64(payload);
        try {
            JWSSigner signer = key instanceof RSAKey rsa ? new RSASSASigner(rsa) : new ECDSASigner((ECKey) key);
            JWSAlgorithm algorithm = header.contains("PS256")
                    ? JWSAlgorithm.PS256
                    : key instanceof RSAKey ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256;
            return input + "." + signer.sign(new JWSHeader(algorithm), input.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String set(JWK... keys) {
        return new JWKSet(List.of(keys)).toString();
    }

    static FakeExchange bearer(String token) {
        return new FakeExchange("GET", "/records").with("Authorization", "Bearer " + token);
    }

    void pass(long seconds) {
        timer.pass(Duration.ofSeconds(seconds));
    }

    static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey ec(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
