package io.hookline.gateway.internal.listen;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads certificates and keys in PEM. */
final class PemFiles {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final String[] ALGORITHMS = {"EC", "RSA", "EdDSA"};

    private PemFiles() {}

    /**
     * All certificates in a file, the server's own first.
     *
     * @throws GeneralSecurityException if there is none, or one is malformed
     */
    static List<X509Certificate> certificates(byte[] file) throws GeneralSecurityException {
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(file))) {
            chain.add((X509Certificate) certificate);
        }
        if (chain.isEmpty()) {
            throw new GeneralSecurityException("there is no certificate in the file");
        }
        return chain;
    }

    /**
     * The private key in a file.
     *
     * @throws GeneralSecurityException if there is none that can be read
     */
    static PrivateKey privateKey(byte[] file) throws GeneralSecurityException {
        Matcher key = KEY.matcher(new String(file, StandardCharsets.ISO_8859_1));
        if (!key.find()) {
            throw new GeneralSecurityException("there is no 'BEGIN PRIVATE KEY' in the key's file");
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1)));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (GeneralSecurityException e) {
                // The next algorithm may fit.
            }
        }
        throw new GeneralSecurityException("the key is of none of the kinds " + String.join(", ", ALGORITHMS));
    }

    /**
     * Checks that a key belongs to a certificate, and returns the key.
     *
     * @throws GeneralSecurityException if it does not
     */
    static PrivateKey checkPair(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        byte[] text = "hookline".getBytes(StandardCharsets.US_ASCII);
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(text);
        byte[] signed = signing.sign();
        try {
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(certificate.getPublicKey());
            verifying.update(text);
            if (verifying.verify(signed)) {
                return key;
            }
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException("the key does not belong to the certificate", e);
        }
        throw new GeneralSecurityException("the key does not belong to the certificate");
    }
}
