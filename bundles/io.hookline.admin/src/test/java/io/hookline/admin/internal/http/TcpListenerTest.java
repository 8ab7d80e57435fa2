package io.hookline.admin.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.admin.internal.access.AuditLog;
import io.hookline.admin.internal.access.Caller;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the listener listens, and how. */
final class TcpListenerTest {

    private static final Door OPEN = new Door() {
        @Override
        public @Nullable Caller identify(Channel channel, HttpRequest head) {
            return null;
        }

        @Override
        public String address(Channel channel) {
            return "test";
        }
    };

    @TempDir
    private Path folder;

    private AdminServer server;

    @BeforeEach
    void open() {
        Resource hello = new Resource(
                "hello", HttpMethod.GET, "/", null, Resource.Kind.READING, (request, reply) -> reply.json("\"hello\""));
        server = new AdminServer(
                new ResourceTable(List.of(hello), hello),
                new AuditLog(folder.resolve("audit")),
                folder,
                Limits.of(1 << 20),
                Clock.systemUTC());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private TcpListener listen(String host, int port, @Nullable Path certificate, @Nullable Path key)
            throws IOException {
        return TcpListener.open(
                server, new TcpListener.Settings(host, port, List.of(), certificate, key), (names, tls) -> OPEN);
    }

    @Test
    void aPortInUseIsReplacedAndTold() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            TcpListener listener = listen("127.0.0.1", taken.getLocalPort(), null, null);
            assertThat(listener.isElsewhere()).isTrue();
            assertThat(listener.url()).startsWith("http://127.0.0.1:").doesNotEndWith(":" + taken.getLocalPort());
        }
    }

    @Test
    void othersReachItOverTlsOnly() throws Exception {
        assertThatThrownBy(() -> listen("0.0.0.0", 0, null, null)).hasMessageContaining("there is no TLS");
        assertThatThrownBy(() -> listen("127.0.0.1", 0, folder.resolve("a"), null))
                .hasMessageContaining("needs both");
        Path broken = Files.writeString(folder.resolve("broken"), "x");
        assertThatThrownBy(() -> listen("127.0.0.1", 0, broken, broken)).hasMessageContaining("give PEM files");
        X509Bundle pair = new CertificateBuilder()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Path certificate = Files.writeString(folder.resolve("cert.pem"), pair.getCertificatePathPEM());
        Path key = Files.writeString(folder.resolve("key.pem"), pair.getPrivateKeyPEM());
        TcpListener listener = listen("0.0.0.0", 0, certificate, key);
        assertThat(listener.url()).startsWith("https://localhost:");
        assertThat(answer(listener, pair)).startsWith("HTTP/1.1 200 OK").endsWith("\"hello\"");
    }

    private static String answer(TcpListener listener, X509Bundle pair) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("own", pair.getCertificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        int port = Integer.parseInt(listener.url().substring(listener.url().lastIndexOf(':') + 1));
        try (SSLSocket connection =
                (SSLSocket) tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            connection
                    .getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
