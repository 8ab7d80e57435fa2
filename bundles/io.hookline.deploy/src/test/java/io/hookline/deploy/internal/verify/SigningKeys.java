package io.hookline.deploy.internal.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertPath;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;

/** Keys with certificates from the JDK's keytool, and jars signed with them. */
final class SigningKeys {

    private static final String PASSWORD = "secret-of-a-test";

    private final Path store;

    SigningKeys(Path folder) {
        store = folder.resolve("keys.p12");
    }

    /** Makes a key whose certificate is signed by itself, or by another one if options name it. */
    SigningKeys make(String alias, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias));
        command.addAll(List.of(options));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(output);
        }
        return this;
    }

    X509Certificate certificate(String alias) throws Exception {
        return (X509Certificate) load().getCertificate(alias);
    }

    /** Signs a jar with jarsigner's own code. */
    Path sign(Path jar, String alias) throws Exception {
        KeyStore keys = load();
        PrivateKey key = (PrivateKey) keys.getKey(alias, PASSWORD.toCharArray());
        CertPath path = CertificateFactory.getInstance("X.509")
                .generateCertPath(Arrays.asList(keys.getCertificateChain(alias)));
        Path signed = Files.createTempFile(jar.getParent(), "signed", ".jar");
        try (ZipFile zip = new ZipFile(jar.toFile());
                OutputStream out = Files.newOutputStream(signed)) {
            new JarSigner.Builder(key, path)
                    .digestAlgorithm("SHA-256")
                    .signerName(alias)
                    .build()
                    .sign(zip, out);
        }
        return signed;
    }

    private KeyStore load() throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }
}
