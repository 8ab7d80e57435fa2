package io.hookline.gateway.hook;

import java.util.List;

/**
 * The certificate that a client has shown on its connection. It was verified: one of the authorities in the gateway's
 * {@code tlsClientCa} has issued it, it was valid at the handshake, and the client has its key. Whether it was revoked
 * is not looked up.
 *
 * @param subject its distinguished name as RFC 2253 writes it, for instance {@code CN=billing,O=Acme}
 * @param issuer the distinguished name of its issuer
 * @param names its alternative names in their order, each with its kind: {@code DNS:…}, {@code URI:…}, {@code EMAIL:…},
 *     {@code IP:…}; other kinds are left out
 * @param fingerprint the SHA-256 digest of the whole certificate, 64 lower-case hex digits
 * @since 1.2
 */
public record ClientCertificate(String subject, String issuer, List<String> names, String fingerprint) {

    /** Copies the list. */
    public ClientCertificate {
        names = List.copyOf(names);
    }
}
