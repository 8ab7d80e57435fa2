package io.hookline.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Releases must be signed. */
class SignedReleasesIT extends ProcessTest {

    private final KeyPair trusted;
    private final KeyPair other;

    SignedReleasesIT() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        this.trusted = generator.generateKeyPair();
        this.other = generator.generateKeyPair();
    }

    @Test
    void onlyReleasesSignedByATrustedKeyAreAcceptedAndStarted() throws Exception {
        requireSignatures(trusted);
        // The default set of the gateway is unsigned, and would close it without the API key.
        configure("gateway", "port = ${hookline.port}", "requiredPreRequest =");
        HooklineProcess process = start();
        assertThat(process.command("hook:deploy " + quoted(marking("test.unsigned", "1.0.0"))))
                .contains("Refused (UNSIGNED)");
        assertThat(process.command("hook:deploy " + quoted(signed("test.other", other))))
                .contains("Refused (TAMPERED)");
        assertThat(process.command("hook:deploy " + quoted(signed("test.signed", trusted))))
                .contains("running test.signed 1.0.0");
        assertThat(process.marks()).isEqualTo(Map.of("test.signed", "1.0.0"));
        process.exit();

        process = start();
        assertRuns(process);
        process.exit();

        requireSignatures(other);
        process = start();
        assertThat(process.desired()).containsKey("test.signed");
        assertThat(process.status().get("test.signed 1.0.0"))
                .startsWith("FAILED")
                .contains("not trusted");
        assertThat(process.marks()).isEmpty();
        process.exit();

        requireSignatures(trusted);
        assertRuns(start());
    }

    private void requireSignatures(KeyPair key) throws Exception {
        configure(
                "deploy",
                "provenAfterMillis = 1",
                "requireSigned = true",
                "trustedKeys = "
                        + Base64.getEncoder()
                                .encodeToString(key.getPublic().getEncoded())
                                .replace("=", "\\="));
    }

    private Path signed(String name, KeyPair key) throws Exception {
        Path jar = marking(name, "1.0.0");
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key.getPrivate());
        signature.update(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
        Files.writeString(
                jar.resolveSibling(jar.getFileName() + ".sig"),
                Base64.getEncoder().encodeToString(signature.sign()));
        return jar;
    }
}
