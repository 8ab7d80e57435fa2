package io.hookline.admin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.shell.session.CommandAnswer;
import io.hookline.shell.session.CommandAnswer.Status;
import io.hookline.shell.session.CommandConsole;
import io.hookline.shell.session.CommandInfo;
import io.hookline.shell.session.CommandOffers;
import io.hookline.shell.session.CommandRequest;
import io.hookline.shell.session.CommandService;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The admin API over a real socket, spoken to byte by byte. */
final class AdminSocketTest {

    @TempDir
    private Path folder;

    private final List<CommandRequest> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private Path file;
    private AdminSocket socket;

    @BeforeEach
    void listen() throws IOException {
        file = folder.resolve("admin.sock");
        socket = AdminSocket.open(file, new AdminApi(new Commands()));
    }

    @AfterEach
    void close() {
        socket.close();
    }

    @Test
    void onlyTheOwnerMayUseTheSocketAndItGoesWithTheInstance() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        socket.close();
        assertThat(file).doesNotExist();
    }

    @Test
    void aSocketThatAProcessLeftIsReplacedAndOneInUseIsNot() throws Exception {
        assertThatThrownBy(() -> AdminSocket.open(file, new AdminApi(new Commands())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another process listens on");
        Path left = folder.resolve("left.sock");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(left));
        }
        AdminSocket.open(left, new AdminApi(new Commands())).close();
        Path text = Files.writeString(folder.resolve("text"), "mine");
        assertThatThrownBy(() -> AdminSocket.open(text, new AdminApi(new Commands())))
                .hasMessageContaining("is not a socket");
        assertThat(text).hasContent("mine");
        assertThatThrownBy(() -> AdminSocket.open(folder.resolve("x".repeat(100)), new AdminApi(new Commands())))
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
                .endsWith("\r\n\r\n[status, --json, --all]");
        CommandRequest request = requests.get(0);
        assertThat(request.folder()).isEqualTo(Path.of("/there"));
        assertThat(request.actor()).hasToString("shell:" + System.getProperty("user.name"));
        assertThat(request.fitted()).isFalse();
        assertThat(post("/v1/commands/status", "", "")).endsWith("[status, --json]");
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
                .contains("event: print\ndata: {\"text\":\"working\\n\"}\n\n")
                .contains("event: redraw\ndata: {\"text\":\"half\\n\"}\n\n")
                .contains(
                        "event: end\ndata: {\"status\":\"FAILED\",\"text\":\"report\\n\",\"failure\":\"refused\"}\n\n");
        assertThat(requests.get(0).words()).containsExactly("deploy", "a.jar");
        assertThat(requests.get(0).width()).isEqualTo(80);
    }

    @Test
    void failuresAreProblemDetails() throws Exception {
        assertThat(post("/v1/commands/deploy", "{}", ""))
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
            assertThat(waiting.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void operationsEndWithTheInstance() throws Exception {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            channel.write(ByteBuffer.wrap(request("/v1/commands/wait", "{}", "").getBytes(StandardCharsets.UTF_8)));
            assertThat(waiting.await(60, TimeUnit.SECONDS)).isTrue();
            socket.close();
            assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
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

    private final class Commands implements CommandService {

        @Override
        public List<CommandInfo> commands() {
            return List.of(new CommandInfo(
                    "status",
                    "Shows what runs.",
                    "io.hookline.shell",
                    "0.1.0",
                    true,
                    "viewer",
                    "status [OPTION…]",
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of()));
        }

        @Override
        public CommandAnswer run(CommandRequest request, CommandConsole console) {
            requests.add(request);
            return switch (request.words().get(0)) {
                case "status" -> new CommandAnswer(Status.DONE, request.words().toString(), null);
                case "deploy" -> {
                    console.print("working\n");
                    console.redraw("half\n");
                    yield new CommandAnswer(Status.FAILED, "report\n", "refused");
                }
                case "broken" -> throw new IllegalStateException("on purpose");
                case "wait" -> {
                    waiting.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    yield new CommandAnswer(Status.INTERRUPTED, "", "interrupted");
                }
                default -> new CommandAnswer(Status.UNKNOWN, "", "No command is named so");
            };
        }

        @Override
        public CommandOffers complete(List<String> before, String typed) {
            return new CommandOffers(List.of(CommandOffers.Word.of(before + typed)), true);
        }
    }
}
