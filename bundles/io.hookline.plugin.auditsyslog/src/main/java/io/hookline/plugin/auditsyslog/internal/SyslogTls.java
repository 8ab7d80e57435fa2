package io.hookline.plugin.auditsyslog.internal;

import io.hookline.common.file.RegularFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS with authorities and a certificate of one's own. Files are read for each connection, so that new ones apply. */
final class SyslogTls {

    private static final int MOST_BYTES = 1 << 20;
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private SyslogTls() {}

    static SSLContext context(SyslogSettings settings) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        Path ca = settings.caFile();
        trust.init(ca == null ? null : authorities(ca));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        Path certificate = settings.certificateFile();
        Path key = settings.keyFile();
        char[] none = new char[0];
        keys.init(certificate == null || key == null ? null : identity(certificate, key, none), none);
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore authorities(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        for (Certificate one : certificates("caFile", file)) {
            store.setCertificateEntry("ca-" + store.size(), one);
        }
        return store;
    }

    private static KeyStore identity(Path certificate, Path key, char[] password)
            throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        store.setKeyEntry(
                "client",
                key(key),
                password,
                certificates("certificateFile", certificate).toArray(new Certificate[0]));
        return store;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static List<Certificate> certificates(String option, Path file)
            throws IOException, GeneralSecurityException {
        byte[] pem = RegularFile.read(file, MOST_BYTES);
        List<Certificate> all = List.copyOf(
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)));
        if (all.isEmpty()) {
            throw new GeneralSecurityException(option + ": there is no certificate in " + file);
        }
        return all;
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        String pem = new String(RegularFile.read(file, MOST_BYTES), StandardCharsets.US_ASCII);
        Matcher found = KEY.matcher(pem);
        if (!found.find()) {
            throw new GeneralSecurityException("keyFile: there is no PRIVATE KEY in " + file
                    + ": it has to be PKCS #8 in PEM, without a password");
        }
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1)));
        for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // It is for another algorithm.
            }
        }
        throw new GeneralSecurityException("keyFile: the key in " + file + " is neither RSA, EC nor Ed25519");
    }
}
