package io.hookline.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client where there is no Unix domain socket: by the file that the instance writes instead. */
final class LoopbackEndpointTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody()
                    .write("event: end\ndata: {\"status\":\"DONE\",\"text\":\"fine\\n\"}\n\n"
                            .getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private int run(String text) throws IOException {
        Files.writeString(folder.resolve("admin.sock.tcp"), text);
        err.reset();
        return new Client(print(out), print(err), Map.of())
                .run(List.of("deploy", "a.jar", "--data", folder.toString()), List.of("run"));
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theSecretOfTheFileIsSentAndFilesBelongToThisMachine() throws Exception {
        assertThat(run("http://127.0.0.1:" + server.getAddress().getPort() + "\ns3-cret_\n"))
                .as(err())
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("fine\n");
        assertThat(requests).singleElement().satisfies(request -> assertThat(request)
                .startsWith("Bearer s3-cret_ ")
                .contains("\"arguments\":[\"a.jar\"]", "\"folder\":"));
    }

    @Test
    void aFileThatLeadsElsewhereOrNowhereIsRefused() throws Exception {
        int port = server.getAddress().getPort();
        for (String text : List.of(
                "",
                "http://127.0.0.1:" + port,
                "http://127.0.0.1:" + port + "\nsec ret\n",
                "http://evil@127.0.0.1:" + port + "\nsecret\n",
                "http://localhost:" + port + "\nsecret\n",
                "http://127.0.0.1:" + port + "\nsecret\nmore\n")) {
            assertThat(run(text)).as(text).isEqualTo(Client.UNREACHABLE);
            assertThat(err()).as(text).contains("is damaged: the next hookline run writes it anew");
        }
        assertThat(run("http://192.0.2.1:" + port + "\nsecret\n")).isEqualTo(Client.UNREACHABLE);
        assertThat(err()).contains("does not name an address of this machine");
        server.stop(0);
        assertThat(run("http://127.0.0.1:" + port + "\nsecret\n")).isEqualTo(Client.UNREACHABLE);
        assertThat(err()).contains("It may have been killed");
        assertThat(requests).isEmpty();
    }
}
