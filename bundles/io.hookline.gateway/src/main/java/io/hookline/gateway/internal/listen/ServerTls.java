package io.hookline.gateway.internal.listen;

import io.hookline.gateway.internal.config.GatewaySettings;
import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key and the certificates for clients that use TLS. Files that change are read again; if the new ones cannot be
 * used, that is reported once and the old ones stay. New connections use the new ones.
 */
final class ServerTls {

    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
    private static final long MAX_FILE_BYTES = 1 << 20;

    private final GatewaySettings.Tls files;
    private final boolean http2;
    private volatile SslContext context;
    private Contents seen;

    /**
     * Reads the files.
     *
     * @throws IllegalStateException if they cannot be used; the message names the cause and the remedy
     */
    ServerTls(GatewaySettings.Tls files, boolean http2) {
        this.files = files;
        this.http2 = http2;
        try {
            seen = read();
            context = contextOf(seen);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "The gateway cannot use the files of tlsCertificate, tlsKey and tlsClientCa (" + e.getMessage()
                            + "). Give a certificate and its key in PEM, the key as PKCS #8 without a password.",
                    e);
        }
    }

    /** What new connections use. */
    SslContext context() {
        return context;
    }

    /** Looks whether the files have changed. Reads files: not on an I/O thread. */
    synchronized void check() {
        try {
            Contents now = read();
            if (now.sameAs(seen)) {
                return;
            }
            seen = now;
            context = contextOf(now);
            LOG.info("new connections use the changed certificate in {}", files.certificate());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            LOG.error(
                    "the changed files of tlsCertificate, tlsKey or tlsClientCa cannot be used ({}); the gateway goes on"
                            + " with the old ones. Correct the files; they are read again when they change",
                    e.getMessage());
        }
    }

    private Contents read() throws IOException {
        Path ca = files.clientCa();
        return new Contents(bytes(files.certificate()), bytes(files.key()), ca == null ? null : bytes(ca));
    }

    private SslContext contextOf(Contents contents) throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = PemFiles.certificates(contents.certificate);
        PrivateKey key = PemFiles.privateKey(contents.key);
        PemFiles.checkPair(key, chain.get(0));
        SslContextBuilder builder = SslContextBuilder.forServer(key, chain)
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE);
        byte[] ca = contents.clientCa;
        if (ca != null) {
            builder.trustManager(new ByteArrayInputStream(ca))
                    .clientAuth(files.clientRequired() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
        }
        if (http2) {
            builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                    ApplicationProtocolConfig.Protocol.ALPN,
                    ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                    ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                    ApplicationProtocolNames.HTTP_2,
                    ApplicationProtocolNames.HTTP_1_1));
        }
        return builder.build();
    }

    private static byte[] bytes(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > MAX_FILE_BYTES) {
            throw new IOException(file + " is missing, not a regular file, or larger than 1 MiB");
        }
        return Files.readAllBytes(file);
    }

    /** What the files held at one time. */
    private static final class Contents {

        private final byte[] certificate;
        private final byte[] key;
        private final byte @Nullable [] clientCa;

        Contents(byte[] certificate, byte[] key, byte @Nullable [] clientCa) {
            this.certificate = certificate;
            this.key = key;
            this.clientCa = clientCa;
        }

        boolean sameAs(Contents other) {
            return Arrays.equals(certificate, other.certificate)
                    && Arrays.equals(key, other.key)
                    && Arrays.equals(clientCa, other.clientCa);
        }
    }
}
