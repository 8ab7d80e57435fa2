package io.hookline.admin.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.admin.internal.http.AdminSocket;
import io.hookline.shell.command.Role;
import io.hookline.shell.session.CommandRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The admin API over a real socket, spoken to byte by byte. */
final class AdminSocketTest {

    @TempDir
    private Path folder;

    private Path file;
    private AdminHarness admin;
    private List<CommandRequest> requests;

    @BeforeEach
    void listen() throws IOException {
        file = folder.resolve("admin.sock");
        admin = new AdminHarness(folder);
        requests = admin.commands.requests;
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void onlyTheOwnerMayUseTheSocketAndItGoesWithTheInstance() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        admin.socket.close();
        assertThat(file).doesNotExist();
    }

    @Test
    void aSocketThatAProcessLeftIsReplacedAndOneInUseIsNot() throws Exception {
        assertThatThrownBy(() -> AdminSocket.open(file, admin.server))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another process listens on");
        Path left = folder.resolve("left.sock");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(left));
        }
        AdminSocket.open(left, admin.server).close();
        Path text = Files.writeString(folder.resolve("text"), "mine");
        assertThatThrownBy(() -> AdminSocket.open(text, admin.server)).hasMessageContaining("is not a socket");
        assertThat(text).hasContent("mine");
        assertThatThrownBy(() -> AdminSocket.open(folder.resolve("x".repeat(100)), admin.server))
                .hasMessageContaining("at most 100 bytes");
    }

    @Test
    void commandsAreListed() throws Exception {
        assertThat(ask("GET /v1/commands HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("content-type: application/json\r\n", "\"name\" : \"status\"", "\"version\" : \"0.1.0\"");
    }

    @Test
    void aCommandAnswersWithItsData() throws Exception {
        assertThat(post("/v1/commands/status", "{\"arguments\":[\"--all\"],\"folder\":\"/there\"}", ""))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("\"name\" : \"acme.plugin.rate\"");
        CommandRequest request = requests.get(0);
        assertThat(request.folder()).isEqualTo(Path.of("/there"));
        assertThat(request.actor()).hasToString("shell:" + System.getProperty("user.name"));
        assertThat(request.fitted()).isFalse();
        assertThat(request.words()).containsExactly("status", "--json", "--all");
        assertThat(request.role()).isEqualTo(Role.OWNER);
        post("/v1/commands/status", "", "");
        assertThat(requests.get(1).words()).containsExactly("status", "--json");
    }

    @Test
    void aCommandsProgressAndEndAreEventsForThoseWhoTakeThem() throws Exception {
        String answer = post(
                "/v1/commands/deploy",
                "{\"arguments\":[\"a.jar\"],\"width\":80,\"fitted\":true}",
                "Accept: text/event-stream\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("content-type: text/event-stream\r\n")
                .contains("event: print\ndata: {\"text\":\"  resolving\\n\"}\n\n")
                .contains("event: end\ndata: {\"status\":\"DONE\",\"text\":");
        assertThat(requests.get(0).words()).containsExactly("deploy", "a.jar");
        assertThat(requests.get(0).width()).isEqualTo(80);
    }

    @Test
    void failuresAreProblemDetails() throws Exception {
        assertThat(post("/v1/commands/refuse", "{}", ""))
                .startsWith("HTTP/1.1 422 ")
                .contains("content-type: application/problem+json", "\"detail\" : \"refused\"");
        assertThat(post("/v1/commands/nothing", "{}", "")).startsWith("HTTP/1.1 404 ");
        assertThat(post("/v1/commands/broken", "{}", ""))
                .startsWith("HTTP/1.1 500 ")
                .doesNotContain("on purpose");
        assertThat(ask("GET /v2 HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 404 ");
        assertThat(ask("DELETE /v1/commands HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 405 ");
    }

    @Test
    void whatIsMalformedIsRefused() throws Exception {
        for (String body : List.of(
                "[]",
                "null",
                "{\"arguments\":[null]}",
                "{\"arguments\":[],\"arguments\":[]}",
                "{\"arguments\":{}}",
                "{\"folder\":\"here\"}",
                "{\"width\":3}",
                "{\"width\":\"80\"}",
                "{\"width\":80.9}",
                "{\"else\":1}",
                "{} {}",
                "[".repeat(5_000))) {
            assertThat(post("/v1/commands/status", body, ""))
                    .as(body)
                    .startsWith("HTTP/1.1 400 ")
                    .doesNotContain("io.hookline");
        }
        assertThat(ask("POST /v1/commands/status HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"))
                .startsWith("HTTP/1.1 415 ");
        assertThat(ask("nonsense\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(ask("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(ask("POST /v1/commands/status HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
        assertThat(requests).isEmpty();
    }

    @Test
    void aClientThatLeavesEndsItsCommand() throws Exception {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            channel.write(ByteBuffer.wrap(request("/v1/commands/wait", "{}", "").getBytes(StandardCharsets.UTF_8)));
            assertThat(admin.commands.waiting.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(admin.commands.interrupted.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void operationsEndWithTheInstance() throws Exception {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            channel.write(ByteBuffer.wrap(request("/v1/commands/wait", "{}", "").getBytes(StandardCharsets.UTF_8)));
            assertThat(admin.commands.waiting.await(60, TimeUnit.SECONDS)).isTrue();
            admin.close();
            assertThat(admin.commands.interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void wordsAreCompleted() throws Exception {
        assertThat(post("/v1/completions", "{\"before\":[\"status\"],\"typed\":\"--a\"}", ""))
                .contains("\"word\" : \"[status]--a\"", "\"files\" : true");
    }

    private String post(String path, String body, String head) throws IOException {
        return ask(request(path, body, head));
    }

    private static String request(String path, String body, String head) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + head + "Content-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    /** Sends bytes, and returns all that comes until the end. */
    private String ask(String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file));
                InputStream in = Channels.newInputStream(channel)) {
            ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
