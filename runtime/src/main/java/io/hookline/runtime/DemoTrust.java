package io.hookline.runtime;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Trusts the certificates of a demo, and no other. */
final class DemoTrust implements X509TrustManager {

    private static final int TIMEOUT_MS = 20_000;

    private final List<X509Certificate> trusted = new CopyOnWriteArrayList<>();
    private final SSLContext context;

    DemoTrust() throws GeneralSecurityException {
        context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {this}, null);
    }

    /** Trusts one more. */
    void add(X509Certificate certificate) {
        trusted.add(certificate);
    }

    SSLContext context() {
        return context;
    }

    /** A connection with TLS. */
    SSLSocket connect(URI server) throws IOException {
        Socket plain = new Socket(server.getHost(), server.getPort());
        plain.setSoTimeout(TIMEOUT_MS);
        try {
            SSLSocket encrypted = (SSLSocket)
                    context.getSocketFactory().createSocket(plain, server.getHost(), server.getPort(), true);
            encrypted.startHandshake();
            return encrypted;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (!trusted.contains(chain[0])) {
            throw new CertificateException("not a certificate of the demo");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("there are no client certificates");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
