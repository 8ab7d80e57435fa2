package io.hookline.common.httpoutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.common.config.GivenOptions;
import io.hookline.common.httpoutput.StubReceiver.Reply;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS with an authority of one's own, and with a certificate of the client. */
@Timeout(120)
class HttpTlsTest {

    @TempDir
    Path folder;

    private StubReceiver receiver;

    @BeforeEach
    void start() throws Exception {
        X509Bundle ca = new CertificateBuilder()
                .ecp256()
                .subject("CN=ca")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        X509Bundle other = new CertificateBuilder()
                .ecp256()
                .subject("CN=other")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        X509Bundle server = new CertificateBuilder()
                .ecp256()
                .subject("CN=server")
                .addSanIpAddress("127.0.0.1")
                .buildIssuedBy(ca);
        write("ca.pem", ca.getCertificatePEM());
        write("other.pem", other.getCertificatePEM());
        write("server.pem", server.getCertificatePEM());
        write("server.key", server.getPrivateKeyPEM());
        X509Bundle client =
                new CertificateBuilder().rsa2048().subject("CN=client").buildIssuedBy(ca);
        write("client.pem", client.getCertificatePEM());
        write("client.key", client.getPrivateKeyPEM());
        receiver = StubReceiver.tls(
                new PemFiles(path("ca.pem"), path("server.pem"), path("server.key")).context(),
                true,
                request -> Reply.text(200, "hello"));
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void aClientWithItsCertificateReachesAServerOfTheSameAuthority() throws Exception {
        assertThat(send(Map.of(
                        "caFile",
                        path("ca.pem"),
                        "certificateFile",
                        path("client.pem"),
                        "keyFile",
                        path("client.key"))))
                .isEqualTo("hello");
    }

    @Test
    void aServerOfAnotherAuthorityIsNotTrusted() {
        for (String trusted : new String[] {"", path("other.pem")}) {
            assertThatThrownBy(() -> send(Map.of(
                            "caFile", trusted, "certificateFile", path("client.pem"), "keyFile", path("client.key"))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be reached");
        }
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void aClientWithoutACertificateIsRefused() {
        assertThatThrownBy(() -> send(Map.of("caFile", path("ca.pem")))).isInstanceOf(IOException.class);
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void renewedFilesAreReadAfterAFailure() throws Exception {
        Path trusted = folder.resolve("trusted.pem");
        Files.copy(folder.resolve("other.pem"), trusted);
        Map<String, Object> options = new HashMap<>();
        options.put("caFile", trusted.toString());
        options.put("certificateFile", path("client.pem"));
        options.put("keyFile", path("client.key"));
        try (HttpSender sender = sender(options)) {
            assertThatThrownBy(() -> sender.send(hello())).isInstanceOf(IOException.class);
            Files.writeString(trusted, Files.readString(folder.resolve("ca.pem")));
            assertThat(sender.send(hello()).body()).isEqualTo("hello");
        }
    }

    @Test
    void filesThatHoldSomethingElseAreNamed() throws Exception {
        write("empty.pem", "");
        assertThatThrownBy(() -> new PemFiles(path("empty.pem"), "", "").context())
                .hasMessageContaining("caFile")
                .hasMessageContaining("no certificate");
        assertThatThrownBy(() -> new PemFiles("", path("client.pem"), path("client.pem")).context())
                .hasMessageContaining("keyFile")
                .hasMessageContaining("PKCS #8");
    }

    private String send(Map<String, Object> options) throws Exception {
        try (HttpSender sender = sender(options)) {
            return sender.send(hello()).body();
        }
    }

    private HttpSender sender(Map<String, Object> options) {
        return new HttpSender(HttpSettings.of(
                receiver.url(),
                GivenOptions.as(HttpOptions.class, options),
                GivenOptions.as(HttpCredentials.class, options),
                reference -> reference));
    }

    private static HttpCall hello() {
        return HttpCall.post("/", "text/plain", "hello".getBytes(StandardCharsets.UTF_8));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
