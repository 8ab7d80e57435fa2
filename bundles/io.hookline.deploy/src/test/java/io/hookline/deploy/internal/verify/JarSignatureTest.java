package io.hookline.deploy.internal.verify;

import static io.hookline.deploy.internal.verify.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jars signed by jarsigner: unsigned, wrong signer, tampered, extra unsigned entry. */
class JarSignatureTest {

    @TempDir
    private static Path keyFolder;

    private static SigningKeys keys;

    @TempDir
    private Path folder;

    private Path plain;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = new SigningKeys(keyFolder)
                .make("alice")
                .make("mallory")
                .make("ca", "-ext", "bc:c")
                .make("coder", "-signer", "ca", "-ext", "eku=codeSigning")
                .make("server", "-signer", "ca", "-ext", "eku=serverAuth")
                .make("expired", "-signer", "ca", "-startdate", "-3y", "-validity", "365");
    }

    @BeforeEach
    void preparePlain() {
        plain = ZipDraft.bundle()
                .add("com/", "")
                .add("com/acme/A.class", "class")
                .add("com/acme/B.class", "class")
                .add("META-INF/maven/pom.xml", "<project/>")
                .write(folder);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void trustedCertificate(boolean required) throws Exception {
        Path jar = keys.sign(plain, "alice");
        SignaturePolicy policy = trusting(required, "mallory", "alice");

        SignatureResult result = check(policy, jar);

        assertThat(result.kind()).isEqualTo(SignatureResult.Kind.JAR);
        assertThat(result.trusted()).isTrue();
        assertThat(result.signer()).isEqualTo("CN=alice");
        assertThat(result.fingerprint()).matches("[0-9a-f]{16}");
        assertThat(new JarVerifier(JarLimits.DEFAULTS).verify(jar).symbolicName())
                .isEqualTo("com.acme.orders");
    }

    @Test
    void trustedKey() throws Exception {
        SignaturePolicy policy =
                new SignaturePolicy(true, List.of(keys.certificate("alice").getPublicKey()), List.of());

        assertThat(check(policy, keys.sign(plain, "alice")).trusted()).isTrue();
        assertRefused(() -> check(policy, keys.sign(plain, "mallory")), DeployRefusal.UNTRUSTED_SIGNER, "CN=mallory");
    }

    @Test
    void trustedIssuer() throws Exception {
        SignaturePolicy policy = trusting(true, "ca");

        assertThat(check(policy, keys.sign(plain, "coder")).signer()).isEqualTo("CN=coder");
        assertThat(check(policy, keys.sign(plain, "ca")).signer()).isEqualTo("CN=ca");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mallory", "server", "expired"})
    void wrongSigner(String signer) throws Exception {
        Path jar = keys.sign(plain, signer);

        assertRefused(
                () -> check(trusting(true, "ca", "alice"), jar),
                DeployRefusal.UNTRUSTED_SIGNER,
                "is signed by CN=" + signer + " with the fingerprint ",
                "not trusted here",
                "add this one to the trusted keys");
        SignatureResult reported = check(trusting(false, "ca", "alice"), jar);
        assertThat(reported.trusted()).isFalse();
        assertThat(reported.signer()).isEqualTo("CN=" + signer);
    }

    @Test
    void configuredCertificateIsTrustedEvenIfItExpired() throws Exception {
        assertThat(check(trusting(true, "expired"), keys.sign(plain, "expired")).trusted())
                .isTrue();
    }

    @Test
    void unsigned() throws Exception {
        assertRefused(
                () -> check(trusting(true, "alice"), plain),
                DeployRefusal.UNSIGNED,
                "is not signed, and a signature is required",
                "Sign it with jarsigner");
        assertThat(check(trusting(false, "alice"), plain)).isEqualTo(SignatureResult.UNSIGNED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void tampered(String what, Consumer<JarContents> fault, String words) throws Exception {
        JarContents contents = JarContents.of(keys.sign(plain, "alice"));
        fault.accept(contents);
        Path jar = contents.write(folder);

        assertRefused(() -> check(trusting(true, "alice"), jar), DeployRefusal.TAMPERED, words, "sign it again");
        assertRefused(() -> check(SignaturePolicy.NONE, jar), DeployRefusal.TAMPERED, words, "sign it again");
    }

    static Stream<Arguments> tampered() {
        String manifest = "META-INF/MANIFEST.MF";
        return Stream.of(
                fault("content", c -> c.put("com/acme/A.class", "evil"), "altered after it was signed"),
                fault("header", c -> c.change(manifest, m -> m.replace("acme.orders", "evil.orders")), "altered after"),
                fault(
                        "added header",
                        c -> c.change(manifest, m -> m.replaceFirst("\r\n", "\r\nX: y\r\n")),
                        "altered after it was signed"),
                fault("removed entry", c -> c.remove("com/acme/A.class"), "'com/acme/A.class' was removed"),
                fault("block stripped", c -> c.remove("META-INF/ALICE.EC"), "a part of the signature was removed"),
                fault(
                        "signature file stripped",
                        c -> c.remove("META-INF/ALICE.SF"),
                        "a part of the signature was removed"),
                fault(
                        "second signature file",
                        c -> c.put("META-INF/B.SF", sf("X")),
                        "a part of the signature was removed"),
                fault("block overwritten", c -> c.put("META-INF/ALICE.EC", "no signature"), "its signature is broken"),
                fault(
                        "second signature that is broken",
                        c -> c.put("META-INF/B.SF", sf("X")).put("META-INF/B.EC", "x"),
                        "only 1 of its 2 signatures hold"),
                fault(
                        "signature file altered",
                        c -> c.change("META-INF/ALICE.SF", s -> s.replace("Created-By: ", "Created-By: X")),
                        "altered"),
                fault(
                        "headers not covered",
                        c -> c.put("META-INF/B.SF", "Signature-Version: 1.0\n\n")
                                .put("META-INF/B.EC", "x"),
                        "does not cover the headers"),
                fault("signature file unreadable", c -> c.put("META-INF/ALICE.SF", "no header\n\n"), "cannot be read"));
    }

    @Test
    void extraUnsignedEntry() throws Exception {
        for (String name : List.of("com/acme/Evil.class", "META-INF/services/x", "META-INF/SIG-X", "META-INF/x/Y.SF")) {
            Path jar =
                    JarContents.of(keys.sign(plain, "alice")).put(name, "evil").write(folder);

            for (SignaturePolicy policy : List.of(trusting(true, "alice"), SignaturePolicy.NONE)) {
                DeployRefusedException refused = assertRefused(
                        () -> check(policy, jar),
                        DeployRefusal.UNSIGNED_ENTRY,
                        "does not cover 1 of its entries, like '" + name + "'",
                        "sign it again");
                assertThat(refused.details()).containsExactly(name);
            }
        }
    }

    @Test
    void addedFolderIsNoEntry() throws Exception {
        Path jar = JarContents.of(keys.sign(plain, "alice")).put("org/", "").write(folder);

        assertThat(check(trusting(true, "alice"), jar).trusted()).isTrue();
    }

    @Test
    void entryThatSomebodyElseSignedMakesTheJarTheirs() throws Exception {
        JarContents added = JarContents.of(keys.sign(plain, "alice")).put("com/acme/Evil.class", "evil");
        Path both = keys.sign(added.write(folder), "mallory");

        assertRefused(
                () -> check(trusting(true, "alice"), both), DeployRefusal.UNTRUSTED_SIGNER, "is signed by CN=mallory");
        assertThat(check(trusting(true, "mallory"), both).trusted()).isTrue();
    }

    @Test
    void signedByTwoOfWhomOneIsTrusted() throws Exception {
        Path both = keys.sign(keys.sign(plain, "mallory"), "alice");

        SignatureResult result = check(trusting(true, "alice"), both);

        assertThat(result.trusted()).isTrue();
        assertThat(result.signer()).isEqualTo("CN=alice");
    }

    private static String sf(String digest) {
        return "Signature-Version: 1.0\nSHA-256-Digest-Manifest-Main-Attributes: " + digest + "\n\n";
    }

    private static SignatureResult check(SignaturePolicy policy, Path jar) throws DeployRefusedException {
        return new SignatureCheck(policy).check(jar, SignatureCheck.detachedFileOf(jar));
    }

    private static SignaturePolicy trusting(boolean required, String... aliases) throws Exception {
        X509Certificate[] certificates = new X509Certificate[aliases.length];
        for (int i = 0; i < aliases.length; i++) {
            certificates[i] = keys.certificate(aliases[i]);
        }
        return new SignaturePolicy(required, List.of(), List.of(certificates));
    }

    private static Arguments fault(String what, Consumer<JarContents> fault, String words) {
        return arguments(what, fault, words);
    }
}
