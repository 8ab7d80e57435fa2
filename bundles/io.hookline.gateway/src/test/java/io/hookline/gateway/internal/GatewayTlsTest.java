package io.hookline.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.gateway.hook.BodyTransform;
import io.hookline.gateway.hook.ClientCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS with clients and upstreams, and HTTP/2. */
final class GatewayTlsTest extends GatewayFixture {

    @TempDir
    Path folder = Path.of("unset");

    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void files() throws IOException {
        TestTls.copy("one.pem", folder.resolve("cert.pem"));
        TestTls.copy("one.key", folder.resolve("key.pem"));
        TestTls.copy("ca.pem", folder.resolve("ca.pem"));
        draft.more.put("tlsCertificate", folder.resolve("cert.pem").toString());
        draft.more.put("tlsKey", folder.resolve("key.pem").toString());
    }

    @Test
    void speaksTheProtocolThatTheClientChooses() throws Exception {
        postProcess(exchange -> seen.add(exchange.method() + " " + exchange.path() + " " + exchange.protocol() + " "
                + exchange.bytesReceived()));
        startBefore(http -> {
            byte[] body = http.getRequestBody().readAllBytes();
            http.getResponseHeaders().set("X-Seen", http.getRequestHeaders().getFirst("X-Forwarded-Proto"));
            http.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            http.getResponseBody().write(body);
        });
        byte[] big = new byte[3_000_000];
        Arrays.fill(big, (byte) 'x');
        for (HttpClient.Version version : HttpClient.Version.values()) {
            HttpResponse<byte[]> response = client(version, null)
                    .send(to("/a/../b?c").POST(BodyPublishers.ofByteArray(big)).build(), BodyHandlers.ofByteArray());
            assertThat(response.version()).isEqualTo(version);
            assertThat(response.body()).isEqualTo(big);
            assertThat(response.headers().firstValue("X-Seen")).hasValue("https");
        }
        assertThat(seen).containsExactly("POST /b HTTP/1.1 3000000", "POST /b HTTP/2 3000000");
    }

    @Test
    void http2BodiesOfUnknownLengthStreamBothWays() throws Exception {
        preRequest(exchange -> null);
        startBefore(http -> {
            http.sendResponseHeaders(200, 0);
            http.getRequestBody().transferTo(http.getResponseBody());
            http.getResponseBody().close();
        });
        byte[] big = new byte[5_000_000];
        HttpResponse<byte[]> response = client(HttpClient.Version.HTTP_2, null)
                .send(
                        to("/").POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(big)))
                                .build(),
                        BodyHandlers.ofByteArray());
        assertThat(response.body()).hasSize(big.length);
    }

    @Test
    void transformedBodiesReachClientsOfHttp2WholeOrReset() throws Exception {
        postProcess(exchange -> exchange.transformResponseBody(new BodyTransform() {
            private long left;

            @Override
            public void transform(ByteBuffer in, ByteBuffer out) {
                while (out.hasRemaining() && (left > 0 || in.hasRemaining())) {
                    if (left == 0) {
                        in.get();
                        left = 1_000;
                    }
                    out.put((byte) 'x');
                    left--;
                }
            }

            @Override
            public void end(ByteBuffer out) {
                if (exchange.path().equals("/fails")) {
                    throw new IllegalStateException("cannot end");
                }
            }
        }));
        startBefore(http -> respond(http, 200, "hello ".repeat(1_000)));
        HttpClient http2 = client(HttpClient.Version.HTTP_2, null);
        HttpResponse<byte[]> whole = http2.send(to("/").build(), BodyHandlers.ofByteArray());
        assertThat(whole.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(whole.headers().firstValue("Content-Length")).isEmpty();
        assertThat(whole.body()).hasSize(6_000_000);
        assertThatThrownBy(() -> http2.send(to("/fails").build(), BodyHandlers.ofByteArray()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aClientOfHttp10NoticesAlsoWithTlsThatABodyWasCutOff() throws Exception {
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
            socket.readHead();
            socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
        })) {
            draft.upstream = upstream.uri();
            URI uri = start().uri();
            try (RawSocket client =
                    new RawSocket(TestTls.client(null).getSocketFactory().createSocket(uri.getHost(), uri.getPort()))) {
                client.send("GET / HTTP/1.0\r\nHost: h\r\n\r\n");
                assertThatThrownBy(() -> client.in.readAllBytes()).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void manyRequestsShareAConnection() throws Exception {
        postProcess(exchange -> {});
        startBefore(http -> respond(http, 200, http.getRequestURI().getPath()));
        HttpClient http2 = client(HttpClient.Version.HTTP_2, null);
        http2.send(to("/first").build(), BodyHandlers.ofString());
        var answers = java.util.stream.IntStream.range(0, 50)
                .mapToObj(i -> http2.sendAsync(to("/" + i).build(), BodyHandlers.ofString()))
                .toList();
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).join().body()).isEqualTo("/" + i);
        }
    }

    @Test
    void refusalsReachClientsOfHttp2() throws Exception {
        draft.maxRequestBytes = 10;
        startBefore(http -> respond(http, 200, "ok"));
        HttpClient http2 = client(HttpClient.Version.HTTP_2, null);
        assertThat(http2.send(to("/a%2Fb").build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(400);
        assertThat(http2.send(
                                to("/").POST(BodyPublishers.ofByteArray(new byte[11]))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void changedCertificatesAreUsedAndBadOnesAreNot() throws Exception {
        startBefore(http -> respond(http, 200, "ok"));
        assertThat(certificate()).contains("CN=one");
        Files.writeString(folder.resolve("cert.pem"), "no certificate");
        Files.writeString(folder.resolve("key.pem"), "no key");
        TestTls.copy("two.key", folder.resolve("key.pem"));
        assertThat(certificate()).contains("CN=one");
        TestTls.copy("two.pem", folder.resolve("cert.pem"));
        await().atMost(Duration.ofSeconds(60)).until(() -> certificate().contains("CN=two"));
    }

    @Test
    void aKeyOfAnotherCertificateIsRefusedAtTheStart() throws Exception {
        TestTls.copy("two.key", folder.resolve("key.pem"));
        assertThatThrownBy(this::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the key does not belong to the certificate")
                .hasMessageContaining("tlsKey");
    }

    @Test
    void clientsWithoutACertificateAreRefusedIfOneIsRequired() throws Exception {
        draft.more.put("tlsClientCa", folder.resolve("ca.pem").toString());
        startBefore(http -> respond(http, 200, "ok"));
        assertThatThrownBy(
                        () -> client(HttpClient.Version.HTTP_1_1, null).send(to("/").build(), BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
        assertThat(client(HttpClient.Version.HTTP_1_1, "client")
                        .send(to("/").build(), BodyHandlers.ofString())
                        .body())
                .isEqualTo("ok");
    }

    @ParameterizedTest
    @EnumSource
    void hooksSeeTheCertificateThatAClientHasShown(HttpClient.Version version) throws Exception {
        draft.more.put("tlsClientCa", folder.resolve("ca.pem").toString());
        draft.more.put("tlsClientRequired", false);
        List<ClientCertificate> seen = new CopyOnWriteArrayList<>();
        AtomicInteger without = new AtomicInteger();
        preRequest(exchange -> {
            ClientCertificate shown = exchange.clientCertificate();
            if (shown == null) {
                without.incrementAndGet();
            } else {
                seen.add(shown);
            }
            return null;
        });
        startBefore(http -> respond(http, 200, "ok"));

        HttpClient client = client(version, "client");
        client.send(to("/").build(), BodyHandlers.ofString());
        client.send(to("/").build(), BodyHandlers.ofString());
        client(version, null).send(to("/").build(), BodyHandlers.ofString());
        assertThat(without).hasValue(1);
        assertThat(seen).hasSize(2);
        ClientCertificate one = seen.get(0);
        assertThat(one).isEqualTo(seen.get(1));
        assertThat(one.subject()).isEqualTo("CN=client,O=Acme");
        assertThat(one.issuer()).isEqualTo("CN=ca");
        assertThat(one.names()).containsExactly("DNS:client.example", "URI:spiffe://example/billing");
        assertThat(one.fingerprint()).matches("[0-9a-f]{64}");
    }

    @Test
    void oldProtocolsAreRefused() throws Exception {
        start();
        try (SSLSocket socket = socket()) {
            socket.setEnabledProtocols(new String[] {"TLSv1.1"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void upstreamsAreVerified() throws Exception {
        try (GatewayServer behind = GatewayServer.start(behind().build(), points, plan)) {
            draft.more.remove("tlsCertificate");
            draft.more.remove("tlsKey");
            draft.upstream = URI.create("https://127.0.0.1:" + behind.uri().getPort());
            start();
            assertThat(get("/").statusCode()).as("an issuer that is not known").isEqualTo(502);
            stop();
            draft.more.put("upstreamCa", folder.resolve("ca.pem").toString());
            start();
            // The gateway behind has no upstream.
            assertThat(get("/").statusCode()).isEqualTo(503);
        }
    }

    private TestSettings behind() {
        TestSettings behind = new TestSettings();
        behind.more.putAll(draft.more);
        return behind;
    }

    private HttpRequest.Builder to(String path) {
        URI uri = URI.create("https://localhost:" + request("/").build().uri().getPort() + path);
        return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60));
    }

    private static HttpClient client(HttpClient.Version version, @Nullable String own) throws Exception {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(TestTls.client(own))
                .build();
    }

    private String certificate() throws Exception {
        try (SSLSocket socket = socket()) {
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName();
        }
    }

    private SSLSocket socket() throws Exception {
        SSLContext context = TestTls.client(null);
        return (SSLSocket) context.getSocketFactory()
                .createSocket("127.0.0.1", request("/").build().uri().getPort());
    }
}
