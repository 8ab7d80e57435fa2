package io.hookline.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against an instance that listens on TCP. */
final class ServerEndpointTest {

    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> requests = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void writeToken() throws IOException {
        Files.writeString(folder.resolve("token"), "secret\n\nThis is the token ci.\n");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void theTokenAndTheFilesAreSent() throws Exception {
        start(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        Path jar = Files.writeString(folder.resolve("a.jar"), "content");

        assertThat(run("http://127.0.0.1:" + port(), "deploy", jar.toString(), "--ready", "5"))
                .as(err())
                .isZero();
        String digest = "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73";
        assertThat(requests).hasSize(3).allSatisfy(request -> assertThat(request)
                .contains(" Bearer secret "));
        assertThat(requests.get(1)).startsWith("/v1/artifacts?sha256=" + digest).endsWith(" content");
        assertThat(requests.get(2))
                .startsWith("/v1/commands/deploy")
                .contains("{\"arguments\":[\"sha256:" + digest + "\",\"--ready\",\"5\"],\"width\"");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("deployed\n");
    }

    @Test
    void aServerIsTrustedByItsAuthorityAlone() throws Exception {
        start(https());
        String address = "https://localhost:" + port();

        assertThat(run(address, "status")).isEqualTo(Client.UNREACHABLE);
        assertThat(err()).contains("the certificate of " + address + " is refused", "--ca FILE");
        assertThat(requests).isEmpty();
        assertThat(run(address, "status", "--ca", folder.resolve("ca.pem").toString()))
                .as(err())
                .isZero();
        assertThat(run(address, "status", "--ca", folder.resolve("token").toString()))
                .isEqualTo(Client.UNREACHABLE);
    }

    @Test
    void aTokenIsNotShownToOthersAndABadOneIsExplained() throws Exception {
        assertThat(run("http://192.0.2.1:8181", "status")).isEqualTo(Client.UNREACHABLE);
        assertThat(err()).contains("use https");
        start(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        Files.writeString(folder.resolve("token"), "two words\n");
        assertThat(run("http://127.0.0.1:" + port(), "status")).isEqualTo(Client.UNREACHABLE);
        assertThat(err()).contains("does not begin with a token");
        Files.delete(folder.resolve("token"));
        assertThat(run("http://127.0.0.1:" + port(), "status")).isEqualTo(Client.UNREACHABLE);
        assertThat(err()).contains("the token in", "cannot be read");
        assertThat(requests).isEmpty();
    }

    private int run(String address, String... words) {
        err.reset();
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(
                "--server", address, "--token-file", folder.resolve("token").toString()));
        return new Client(print(out), print(err), Map.of()).run(all, List.of("run"));
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private void start(HttpServer made) {
        server = made;
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(
                exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
        String path = exchange.getRequestURI().getPath();
        boolean command = path.startsWith("/v1/commands");
        String answer = command
                ? "event: end\ndata: {\"status\":\"DONE\",\"text\":\"deployed\\n\"}\n\n"
                : path.equals("/v1/artifacts")
                        ? "{\"digest\":\"" + exchange.getRequestURI().getQuery().replace("sha256=", "") + "\"}"
                        : "{\"words\":[],\"files\":true}";
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(path.equals("/v1/artifacts") ? 201 : 200, command ? 0 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** With a key and a certificate for localhost, which the JDK's own tool makes. */
    private HttpsServer https() throws Exception {
        Path store = folder.resolve("keys.p12");
        Process tool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tool.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(tool.exitValue()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD);
        }
        Certificate certificate = keys.getCertificate("server");
        Files.writeString(
                folder.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer made = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        made.setHttpsConfigurator(new HttpsConfigurator(context));
        return made;
    }
}
