package io.hookline.deploy.internal.verify;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The public keys and certificates in a text: PEM blocks with anything between them, or one key or certificate in bare
 * base64.
 */
record KeyText(List<PublicKey> keys, List<X509Certificate> certificates) {

    private static final Pattern PEM = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("EdDSA", "RSA", "EC", "DSA", "RSASSA-PSS");
    private static final String REMEDY =
            "Give a PEM block 'PUBLIC KEY' or 'CERTIFICATE', or the X.509 form of a public key in base64.";

    /**
     * @throws IllegalArgumentException if it is none of these; the message names cause and remedy, and repeats no text
     */
    static KeyText parse(String text) {
        KeyText parsed = new KeyText(new ArrayList<>(), new ArrayList<>());
        Matcher pem = PEM.matcher(text);
        boolean found = false;
        while (pem.find()) {
            found = true;
            parsed.addBlock(pem.group(1), decode(pem.group(2)));
        }
        if (!found) {
            parsed.addBare(decode(text));
        }
        return parsed;
    }

    private void addBlock(String kind, byte[] encoded) {
        switch (kind) {
            case "PUBLIC KEY" -> addKey(encoded);
            case "CERTIFICATE" -> addCertificate(encoded);
            default -> throw new IllegalArgumentException("A '" + kind + "' cannot be trusted. " + REMEDY);
        }
    }

    private void addBare(byte[] encoded) {
        PublicKey key = key(encoded);
        if (key != null) {
            keys.add(key);
        } else {
            addCertificate(encoded);
        }
    }

    private void addKey(byte[] encoded) {
        PublicKey key = key(encoded);
        if (key == null) {
            throw new IllegalArgumentException("The trusted key is damaged or of an unknown algorithm. " + REMEDY);
        }
        keys.add(key);
    }

    private void addCertificate(byte[] encoded) {
        try {
            certificates.add((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded)));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("The text is neither a public key nor a certificate. " + REMEDY, e);
        }
    }

    /** The algorithm is part of the encoded key, but a factory has to be chosen before it can be read. */
    private static @Nullable PublicKey key(byte[] encoded) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
            } catch (GeneralSecurityException e) {
                // A key of another algorithm.
            }
        }
        return null;
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The trusted key is not in base64. " + REMEDY, e);
        }
    }
}
