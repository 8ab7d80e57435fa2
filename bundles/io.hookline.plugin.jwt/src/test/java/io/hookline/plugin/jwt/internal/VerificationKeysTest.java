package io.hookline.plugin.jwt.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.hookline.common.identity.VerificationKeys;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VerificationKeysTest {

    @Test
    void keysThatCannotVerifyAreLeftOut() throws JOSEException {
        String rsa = TestProvider.RSA.toPublicJWK().toJSONString();
        String encryption = new RSAKey.Builder(TestProvider.RSA)
                .keyUse(KeyUse.ENCRYPTION)
                .build()
                .toPublicJWK()
                .toJSONString();
        String weak = new RSAKeyGenerator(1024, true)
                .keyID("weak")
                .generate()
                .toPublicJWK()
                .toJSONString();
        String set = String.join(
                ",",
                rsa,
                encryption,
                weak,
                "{\"kty\":\"oct\",\"k\":\"c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0\",\"alg\":\"HS256\"}",
                "{\"kty\":\"new\"}",
                "{\"kty\":\"RSA\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                "5",
                "null");
        assertThat(VerificationKeys.parse(bytes("{\"keys\":[" + set + "]}")).size())
                .isEqualTo(1);
        assertThatThrownBy(() -> VerificationKeys.parse(bytes("{\"keys\":[" + encryption + "," + weak + "]}")))
                .hasMessageContaining("none of its 2 keys");
    }

    @Test
    void whatIsNoSetIsRefused() {
        for (String bad : new String[] {"", "null", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[],\"keys\":[]}"}) {
            assertThatThrownBy(() -> VerificationKeys.parse(bytes(bad)))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
