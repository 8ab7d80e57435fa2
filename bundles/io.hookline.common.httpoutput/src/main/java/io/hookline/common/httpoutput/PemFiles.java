package io.hookline.common.httpoutput;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * What TLS needs, as files in PEM.
 *
 * @param caFile certificates of the authorities that are trusted; empty: those of the JVM
 * @param certificateFile the client's certificate and its chain; empty: none
 * @param keyFile its key
 */
record PemFiles(String caFile, String certificateFile, String keyFile) {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final String[] ALGORITHMS = {"EC", "RSA", "EdDSA"};

    /**
     * Reads the files.
     *
     * @throws IOException if one cannot be read, or holds something else; the message names the option
     */
    SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(), trusted(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private TrustManager @Nullable [] trusted() throws IOException, GeneralSecurityException {
        if (caFile.isEmpty()) {
            return null;
        }
        KeyStore store = emptyStore();
        for (Certificate certificate : certificates("caFile", caFile)) {
            store.setCertificateEntry("ca" + store.size(), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private KeyManager @Nullable [] keys() throws IOException, GeneralSecurityException {
        if (certificateFile.isEmpty()) {
            return null;
        }
        Certificate[] chain = certificates("certificateFile", certificateFile).toArray(new Certificate[0]);
        KeyStore store = emptyStore();
        store.setKeyEntry("client", key(), new char[0], chain);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory.getKeyManagers();
    }

    private PrivateKey key() throws IOException {
        Matcher text = KEY.matcher(new String(read("keyFile", keyFile), StandardCharsets.ISO_8859_1));
        if (!text.find()) {
            throw new IOException("keyFile " + keyFile + " has no 'BEGIN PRIVATE KEY': use PKCS #8 without encryption");
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text.group(1)));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (GeneralSecurityException e) {
                // The next algorithm may fit.
            }
        }
        throw new IOException(
                "keyFile " + keyFile + " has a key of none of the kinds " + String.join(", ", ALGORITHMS));
    }

    private static Collection<? extends Certificate> certificates(String option, String file) throws IOException {
        byte[] bytes = read(option, file);
        try {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes));
            if (!found.isEmpty()) {
                return found;
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(option + " " + file + " has no certificate in PEM: " + e.getMessage(), e);
        }
        throw new IOException(option + " " + file + " has no certificate in PEM");
    }

    private static byte[] read(String option, String file) throws IOException {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (IOException e) {
            throw new IOException(option + " cannot be read: " + e, e);
        }
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
