package io.hookline.gateway.internal;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keys and certificates for tests, made when they are needed, all issued by {@code ca.pem}: "one" and "two" for
 * servers, "client" for a client.
 */
public final class TestTls {

    private static final X509Bundle CA;
    private static final Map<String, X509Bundle> ISSUED;

    static {
        try {
            CA = new CertificateBuilder()
                    .ecp256()
                    .subject("CN=ca")
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned();
            ISSUED = Map.of(
                    "one", server("one").ecp256().buildIssuedBy(CA),
                    "two", server("two").rsa2048().buildIssuedBy(CA),
                    "client",
                            new CertificateBuilder()
                                    .ecp256()
                                    .subject("CN=client, O=Acme")
                                    .addSanDnsName("client.example")
                                    .addSanUriName("spiffe://example/billing")
                                    .buildIssuedBy(CA));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private TestTls() {}

    private static CertificateBuilder server(String name) {
        return new CertificateBuilder()
                .subject("CN=" + name)
                .addSanDnsName("localhost")
                .addSanIpAddress("127.0.0.1");
    }

    /** Writes the file of this name, which ends with {@code .pem} for certificates and {@code .key} for keys. */
    public static void copy(String name, Path target) throws IOException {
        String owner = name.substring(0, name.indexOf('.'));
        X509Bundle bundle = ISSUED.getOrDefault(owner, CA);
        Files.writeString(target, name.endsWith(".key") ? bundle.getPrivateKeyPEM() : bundle.getCertificatePEM());
    }

    /** What a client uses that trusts the issuer, with the certificate of this name, or none. */
    static SSLContext client(@Nullable String own) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", CA.getCertificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        X509Bundle bundle = own == null ? null : ISSUED.get(own);
        if (bundle != null) {
            store.setKeyEntry(
                    "own", bundle.getKeyPair().getPrivate(), new char[0], new Certificate[] {bundle.getCertificate()});
        }
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
