package io.hookline.deploy.internal.verify;

import static io.hookline.deploy.internal.verify.DetachedSignatureTest.base64;
import static io.hookline.deploy.internal.verify.DetachedSignatureTest.keyPair;
import static io.hookline.deploy.internal.verify.DetachedSignatureTest.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Trusted keys and certificates as they are configured. */
class SignaturePolicyTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"Ed25519", "RSA", "EC", "DSA"})
    void readsKeys(String algorithm) {
        PublicKey key = keyPair(algorithm).getPublic();

        SignaturePolicy policy =
                SignaturePolicy.parse(true, List.of(base64(key), pem(key), "# mine\n" + pem(key) + "and\n" + pem(key)));

        assertThat(policy.keys()).hasSize(4).allMatch(key::equals);
        assertThat(policy.certificates()).isEmpty();
        assertThat(policy.required()).isTrue();
    }

    @Test
    void readsCertificates() throws Exception {
        X509Certificate certificate = new SigningKeys(folder).make("alice").certificate("alice");
        String bare = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
        String pem = "-----BEGIN CERTIFICATE-----\n" + bare + "\n-----END CERTIFICATE-----\n";

        SignaturePolicy policy = SignaturePolicy.parse(false, List.of(bare, pem));

        assertThat(policy.certificates()).containsExactly(certificate, certificate);
        assertThat(policy.keys()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', neither a public key nor a certificate",
        "'secret!', not in base64",
        "'AAAA', neither a public key nor a certificate",
        "'-----BEGIN PUBLIC KEY-----AAAA-----END PUBLIC KEY-----', damaged or of an unknown algorithm",
        "'-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE-----', neither a public key nor a certificate",
        "'-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----', A 'PRIVATE KEY' cannot be trusted",
    })
    void refusesWhatIsNoKey(String text, String words) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignaturePolicy.parse(false, List.of(text)))
                .withMessageContainingAll(words, "Give a PEM block")
                .matches(
                        e -> !e.getMessage().contains("AAAA") && !e.getMessage().contains("secret"));
    }

    @Test
    void refusesToRequireWhatNobodyCouldGive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignaturePolicy.parse(true, List.of()))
                .withMessageContaining("no key is trusted");
    }
}
