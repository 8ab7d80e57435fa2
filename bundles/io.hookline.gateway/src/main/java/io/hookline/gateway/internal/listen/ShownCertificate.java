package io.hookline.gateway.internal.listen;

import io.hookline.gateway.hook.ClientCertificate;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** The certificate that the client of a connection has shown: read once, after the handshake. */
final class ShownCertificate {

    private static final AttributeKey<ClientCertificate> KEY = AttributeKey.valueOf(ShownCertificate.class, "");

    /** The kinds of alternative names that are texts: RFC 5280, section 4.2.1.6. */
    private static final int EMAIL = 1;

    private static final int DNS = 2;
    private static final int URI = 6;
    private static final int IP = 7;

    private ShownCertificate() {}

    /** The certificate of a connection; null if there is none. */
    static @Nullable ClientCertificate of(Channel connection) {
        return connection.attr(KEY).get();
    }

    /** Reads it. */
    static void read(Channel connection, SslHandler handler) {
        Certificate[] chain;
        try {
            chain = handler.engine().getSession().getPeerCertificates();
        } catch (SSLPeerUnverifiedException e) {
            return; // The client has shown none.
        }
        if (chain.length > 0 && chain[0] instanceof X509Certificate certificate) {
            connection.attr(KEY).set(of(certificate));
        }
    }

    static ClientCertificate of(X509Certificate certificate) {
        return new ClientCertificate(
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                names(certificate),
                fingerprint(certificate));
    }

    private static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> given = certificate.getSubjectAlternativeNames();
            for (List<?> name : given == null ? List.<List<?>>of() : given) {
                String kind =
                        switch ((Integer) name.get(0)) {
                            case EMAIL -> "EMAIL:";
                            case DNS -> "DNS:";
                            case URI -> "URI:";
                            case IP -> "IP:";
                            default -> null;
                        };
                if (kind != null) {
                    names.add(kind + name.get(1));
                }
            }
        } catch (CertificateParsingException e) {
            // A name that cannot be read is none that anything could be granted to.
            return List.of();
        }
        return names;
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was verified cannot be encoded", e);
        }
    }
}
