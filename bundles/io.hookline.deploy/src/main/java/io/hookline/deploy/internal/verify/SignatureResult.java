package io.hookline.deploy.internal.verify;

import io.hookline.common.file.Sha256;
import java.security.PublicKey;
import java.util.HexFormat;

/**
 * Who signed a jar.
 *
 * @param trusted whether the policy trusts the signer; false if there is none
 * @param fingerprint the beginning of the SHA-256 digest of the signer's public key in hexadecimal; empty if it is not
 *     known
 * @param signer the subject of the signer's certificate; empty if it is not known
 */
public record SignatureResult(Kind kind, boolean trusted, String fingerprint, String signer) {

    /** It is not signed. */
    public static final SignatureResult UNSIGNED = new SignatureResult(Kind.NONE, false, "", "");

    private static final int FINGERPRINT_BYTES = 8;

    /** Where the signature lies. Later versions add constants. */
    public enum Kind {

        /** There is none. */
        NONE,

        /** In a file beside the jar. */
        DETACHED,

        /** In the jar, from jarsigner. */
        JAR
    }

    static SignatureResult of(Kind kind, boolean trusted, PublicKey key, String signer) {
        byte[] digest = Sha256.digest().digest(key.getEncoded());
        String fingerprint = HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        return new SignatureResult(kind, trusted, fingerprint, signer);
    }
}
