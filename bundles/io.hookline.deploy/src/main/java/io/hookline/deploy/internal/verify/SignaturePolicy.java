package io.hookline.deploy.internal.verify;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose signatures are trusted, and whether there has to be one.
 *
 * @param keys public keys; signatures by the private key of one of these are trusted
 * @param certificates signatures by the private key of one of these, or by a certificate for signing code that one of
 *     these has issued, are trusted
 */
public record SignaturePolicy(boolean required, List<PublicKey> keys, List<X509Certificate> certificates) {

    /** Requires no signature and trusts none. */
    public static final SignaturePolicy NONE = new SignaturePolicy(false, List.of(), List.of());

    /** Refuses to require signatures without trusting any key. */
    public SignaturePolicy {
        keys = List.copyOf(keys);
        certificates = List.copyOf(certificates);
        if (required && keys.isEmpty() && certificates.isEmpty()) {
            throw new IllegalArgumentException(
                    "Signatures are required, but no key is trusted, so that every jar would be"
                            + " refused. Name a trusted key or certificate, or require no signatures.");
        }
    }

    /**
     * The policy that trusts the keys and certificates in these texts.
     *
     * @param trusted each one or more PEM blocks, or one public key or certificate in base64
     * @throws IllegalArgumentException if one of them is neither; the message names cause and remedy
     */
    public static SignaturePolicy parse(boolean required, List<String> trusted) {
        List<PublicKey> keys = new ArrayList<>();
        List<X509Certificate> certificates = new ArrayList<>();
        for (String text : trusted) {
            KeyText parsed = KeyText.parse(text);
            keys.addAll(parsed.keys());
            certificates.addAll(parsed.certificates());
        }
        return new SignaturePolicy(required, keys, certificates);
    }
}
