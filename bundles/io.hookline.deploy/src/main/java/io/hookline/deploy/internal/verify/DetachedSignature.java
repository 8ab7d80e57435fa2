package io.hookline.deploy.internal.verify;

import io.hookline.common.file.Sha256;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An Ed25519 signature over the 32 bytes of a file's SHA-256 digest, in base64 in a file of its own.
 *
 * <p>The signer's public key may follow it, as PEM or base64. It is trusted only if it is configured too, but tells a
 * jar that another party signed from one that was altered. Without it both look the same and count as altered.
 */
final class DetachedSignature {

    private static final int SIGNATURE_CHARACTERS = 88;
    private static final int MOST_FILE_BYTES = 16 * 1024;
    private static final String ALTERED = "The signature beside the jar does not fit its content";
    private static final String REMEDY = "Get both again from who signed them, or sign the jar again.";

    private final byte[] signature;
    private final @Nullable PublicKey enclosedKey;

    private DetachedSignature(byte[] signature, @Nullable PublicKey enclosedKey) {
        this.signature = signature;
        this.enclosedKey = enclosedKey;
    }

    static DetachedSignature read(Path file) throws IOException, DeployRefusedException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file.getFileName() + " is not a regular file");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_FILE_BYTES + 1);
        }
        if (bytes.length > MOST_FILE_BYTES) {
            throw malformed("it is longer than " + MOST_FILE_BYTES + " bytes");
        }
        return parse(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** Who made it over this file. */
    SignatureResult check(Path file, List<PublicKey> trusted) throws IOException, DeployRefusedException {
        byte[] digest = Sha256.bytes(file);
        boolean any = false;
        for (PublicKey key : trusted) {
            any |= key.getAlgorithm().equals("EdDSA");
            if (isMadeBy(key, digest)) {
                return SignatureResult.of(SignatureResult.Kind.DETACHED, true, key, "");
            }
        }
        if (enclosedKey != null) {
            if (isMadeBy(enclosedKey, digest)) {
                return SignatureResult.of(SignatureResult.Kind.DETACHED, false, enclosedKey, "");
            }
            throw tampered(ALTERED + ": one of them was altered. " + REMEDY);
        }
        if (any) {
            throw tampered(ALTERED + ": one of them was altered, or who signed it is not trusted. " + REMEDY);
        }
        return new SignatureResult(SignatureResult.Kind.DETACHED, false, "", "");
    }

    private static DetachedSignature parse(String text) throws DeployRefusedException {
        int pem = text.indexOf("-----BEGIN");
        String base64 = (pem < 0 ? text : text.substring(0, pem)).replaceAll("\\s", "");
        int end = Math.min(base64.length(), SIGNATURE_CHARACTERS);
        String key = pem < 0 ? base64.substring(end) : text.substring(pem);
        if (pem >= 0 && base64.length() > end) {
            throw malformed("it holds more than a signature and a key");
        }
        try {
            return new DetachedSignature(
                    Base64.getDecoder().decode(base64.substring(0, end)), key.isEmpty() ? null : enclosed(key));
        } catch (IllegalArgumentException e) {
            throw malformed("it is not in base64, or what follows it is no public key");
        }
    }

    private static PublicKey enclosed(String text) {
        KeyText parsed = KeyText.parse(text);
        if (parsed.keys().size() != 1) {
            throw new IllegalArgumentException("not one key");
        }
        return parsed.keys().get(0);
    }

    private boolean isMadeBy(PublicKey key, byte[] digest) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(digest);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            // A key of another algorithm, or bytes that are no signature.
            return false;
        }
    }

    private static DeployRefusedException malformed(String cause) {
        return tampered("The signature beside the jar is no Ed25519 signature: " + cause + ". " + REMEDY);
    }

    private static DeployRefusedException tampered(String message) {
        return new DeployRefusedException(DeployRefusal.TAMPERED, message);
    }
}
