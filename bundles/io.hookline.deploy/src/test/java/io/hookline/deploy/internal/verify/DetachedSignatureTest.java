package io.hookline.deploy.internal.verify;

import static io.hookline.deploy.internal.verify.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ed25519 signatures beside the jar: unsigned, wrong signer, tampered. */
class DetachedSignatureTest {

    private final KeyPair alice = keyPair("Ed25519");
    private final KeyPair mallory = keyPair("Ed25519");

    @TempDir
    private Path folder;

    private Path jar;
    private Path signature;

    @BeforeEach
    void prepareJar() {
        jar = ZipDraft.bundle().add("a", "content").write(folder);
        signature = SignatureCheck.detachedFileOf(jar);
    }

    @Test
    void liesBesideTheJar() {
        assertThat(SignatureCheck.detachedFileOf(Path.of("drop", "x.jar"))).isEqualTo(Path.of("drop", "x.jar.sig"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "\r\n  %s \n\n"})
    void trustedKey(String form) throws Exception {
        write(form.formatted(sign(alice)));

        SignatureResult result =
                check(policy(true, keyPair("RSA").getPublic(), mallory.getPublic(), alice.getPublic()));

        assertThat(result.kind()).isEqualTo(SignatureResult.Kind.DETACHED);
        assertThat(result.trusted()).isTrue();
        assertThat(result.fingerprint()).isEqualTo(fingerprint(alice));
    }

    @Test
    void lineBreakWithinTheText() throws Exception {
        write(sign(alice).replaceFirst("^.{76}", "$0\n"));

        assertThat(check(policy(true, alice.getPublic())).trusted()).isTrue();
    }

    @Test
    void wrongSignerThatSaysWhoItIs() throws Exception {
        for (String key : List.of(base64(mallory.getPublic()), pem(mallory.getPublic()))) {
            write(sign(mallory) + "\n" + key);

            assertRefused(
                    () -> check(policy(true, alice.getPublic())),
                    DeployRefusal.UNTRUSTED_SIGNER,
                    "an unnamed key with the fingerprint " + fingerprint(mallory),
                    "add this one to the trusted keys");
            SignatureResult reported = check(policy(false, alice.getPublic()));
            assertThat(reported.trusted()).isFalse();
            assertThat(reported.fingerprint()).isEqualTo(fingerprint(mallory));
        }
    }

    @Test
    void wrongSignerThatDoesNotSayLooksLikeAnAlteredJar() throws Exception {
        write(sign(mallory));

        assertRefused(
                () -> check(policy(false, alice.getPublic())),
                DeployRefusal.TAMPERED,
                "does not fit its content",
                "who signed it is not trusted",
                "Get both again");
    }

    @Test
    void signatureThatNobodyCanJudge() throws Exception {
        write(sign(mallory));

        assertThat(check(SignaturePolicy.NONE))
                .isEqualTo(new SignatureResult(SignatureResult.Kind.DETACHED, false, "", ""));
        assertRefused(
                () -> check(policy(true, keyPair("RSA").getPublic())),
                DeployRefusal.UNTRUSTED_SIGNER,
                "signed by an unnamed key, which is not trusted");
    }

    @Test
    void tamperedJar() throws Exception {
        for (String enclosed : List.of("", base64(alice.getPublic()), base64(mallory.getPublic()))) {
            write(sign(alice) + "\n" + enclosed);
            Files.write(jar, new byte[] {1}, StandardOpenOption.APPEND);

            for (boolean required : new boolean[] {true, false}) {
                assertRefused(
                        () -> check(policy(required, alice.getPublic())),
                        DeployRefusal.TAMPERED,
                        "does not fit its content",
                        "was altered");
            }
        }
    }

    @Test
    void tamperedSignature() throws Exception {
        byte[] bytes = Base64.getDecoder().decode(sign(alice));
        bytes[9] ^= 1;
        write(Base64.getEncoder().encodeToString(bytes));

        assertRefused(() -> check(policy(true, alice.getPublic())), DeployRefusal.TAMPERED, "does not fit its content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "no base64!", "\u0000\u001b[2J"})
    void noSignature(String text) throws Exception {
        write(text);

        assertRefused(
                () -> check(policy(true, alice.getPublic())), DeployRefusal.TAMPERED, "The signature beside the jar");
    }

    @Test
    void otherThingsBehindTheSignature() throws Exception {
        for (String rest : List.of("AAAA", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "!")) {
            write(sign(alice) + "\n" + rest);

            assertRefused(
                    () -> check(policy(true, alice.getPublic())), DeployRefusal.TAMPERED, "is no Ed25519 signature");
        }
    }

    @Test
    void endlessSignatureFile() throws Exception {
        write(sign(alice) + " ".repeat(1 << 20));

        assertRefused(() -> check(policy(true, alice.getPublic())), DeployRefusal.TAMPERED, "longer than 16384 bytes");
    }

    @Test
    void unsigned() throws Exception {
        assertRefused(() -> check(policy(true, alice.getPublic())), DeployRefusal.UNSIGNED, "ends in .jar.sig");
        assertThat(check(policy(false, alice.getPublic()))).isEqualTo(SignatureResult.UNSIGNED);
    }

    @Test
    void signatureFileThatCannotBeRead() throws Exception {
        Files.createDirectory(signature);

        assertRefused(() -> check(SignaturePolicy.NONE), DeployRefusal.UNREADABLE, "cannot be read", "permissions");
    }

    private SignatureResult check(SignaturePolicy policy) throws DeployRefusedException {
        return new SignatureCheck(policy).check(jar, signature);
    }

    private static SignaturePolicy policy(boolean required, PublicKey... keys) {
        return new SignaturePolicy(required, List.of(keys), List.of());
    }

    private void write(String text) throws Exception {
        Files.writeString(signature, text, StandardCharsets.UTF_8);
    }

    private String sign(KeyPair pair) throws Exception {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
        return Base64.getEncoder().encodeToString(signer.sign());
    }

    static KeyPair keyPair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64(PublicKey key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    static String pem(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n" + base64(key) + "\n-----END PUBLIC KEY-----\n";
    }

    private static String fingerprint(KeyPair pair) throws Exception {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(pair.getPublic().getEncoded());
        return HexFormat.of().formatHex(digest).substring(0, 16);
    }
}
