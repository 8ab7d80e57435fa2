package io.hookline.gateway.internal.listen;

import io.hookline.common.file.RegularFile;
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
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
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
public final class ServerTls {

    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
    private static final int MOST_BYTES = 1 << 20;

    private final GatewaySettings.Tls files;
    private final boolean http2;
    private volatile SslContext context;
    private Contents used;
    private @Nullable Contents unusable;
    private @Nullable String reported;

    /**
     * Reads the files.
     *
     * @throws IllegalStateException if they cannot be used; the message names the cause and the remedy
     */
    public ServerTls(GatewaySettings.Tls files, boolean http2) {
        this.files = files;
        this.http2 = http2;
        try {
            used = read();
            context = contextOf(used);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    e.getMessage() + ": give certificates and a key in PEM, the key as PKCS #8 without a password", e);
        }
    }

    /** What new connections use. */
    SslContext context() {
        return context;
    }

    /** Looks whether the files have changed, and logs what is new. Reads files: not on an I/O thread. */
    void check() {
        News news = look();
        if (news != null && news.good()) {
            LOG.info("TLS: {}", news.text());
        } else if (news != null) {
            LOG.error(
                    "TLS: {}; the gateway goes on with the files that it has read before. Correct the files: they are"
                            + " read again each second",
                    news.text());
        }
    }

    /** Looks whether the files have changed; null if there is nothing to tell that was not told before. */
    synchronized @Nullable News look() {
        try {
            Contents now = read();
            if (now.sameAs(used)) {
                unusable = null;
                return cured("the files are again those that are in use");
            }
            if (unusable != null && now.sameAs(unusable)) {
                return null;
            }
            unusable = now;
            context = contextOf(now);
            used = now;
            unusable = null;
            reported = null;
            return new News(true, "new connections use the changed certificate in " + files.certificate());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            String problem = String.valueOf(e.getMessage());
            if (problem.equals(reported)) {
                return null;
            }
            reported = problem;
            return new News(false, problem);
        }
    }

    private @Nullable News cured(String text) {
        News news = reported == null ? null : new News(true, text);
        reported = null;
        return news;
    }

    private Contents read() throws IOException {
        Path ca = files.clientCa();
        return new Contents(
                bytes("tlsCertificate", files.certificate()),
                bytes("tlsKey", files.key()),
                ca == null ? null : bytes("tlsClientCa", ca));
    }

    private SslContext contextOf(Contents contents) throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = in("tlsCertificate", () -> PemFiles.certificates(contents.certificate));
        PrivateKey key = in("tlsKey", () -> PemFiles.privateKey(contents.key));
        in("tlsKey", () -> PemFiles.checkPair(key, chain.get(0)));
        SslContextBuilder builder = SslContextBuilder.forServer(key, chain)
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3", "TLSv1.2")
                .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE);
        byte[] ca = contents.clientCa;
        if (ca != null) {
            in("tlsClientCa", () -> PemFiles.certificates(ca));
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

    private static <T> T in(String option, Part<T> part) throws GeneralSecurityException {
        try {
            return part.take();
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException(option + ": " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(String option, Path file) throws IOException {
        try {
            return RegularFile.read(file, MOST_BYTES);
        } catch (NoSuchFileException e) {
            throw new IOException(option + ": " + file + " does not exist", e);
        } catch (AccessDeniedException e) {
            throw new IOException(option + ": this process may not read " + file, e);
        } catch (IOException e) {
            throw new IOException(option + ": " + file + " cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /** Something to tell of the files: that they are good again, or what is wrong with them. */
    record News(boolean good, String text) {}

    /** Takes something out of a file. */
    @FunctionalInterface
    private interface Part<T> {
        T take() throws GeneralSecurityException;
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
