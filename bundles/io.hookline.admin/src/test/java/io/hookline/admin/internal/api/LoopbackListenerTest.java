package io.hookline.admin.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.admin.internal.http.AdminSocket;
import io.hookline.admin.internal.http.LocalListener;
import io.hookline.admin.internal.http.LoopbackListener;
import io.hookline.api.runtime.Actor;
import io.hookline.shell.command.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in for the Unix domain socket: here its path is too long, as in a deep folder of macOS. */
final class LoopbackListenerTest {

    @TempDir
    private Path folder;

    private AdminHarness admin;
    private Path socket;
    private Path file;

    @BeforeEach
    void listen() throws IOException {
        admin = new AdminHarness(folder);
        socket = folder.resolve("x".repeat(100)).resolve("admin.sock");
        file = socket.resolveSibling("admin.sock.tcp");
    }

    @AfterEach
    void close() {
        admin.close();
    }

    private String ask(String authorization, String head) throws IOException {
        URI address = URI.create(Files.readAllLines(file).get(0));
        assertThat(InetAddress.getByName(address.getHost()).isLoopbackAddress()).isTrue();
        try (Socket client = new Socket(address.getHost(), address.getPort())) {
            client.setSoTimeout(AdminHarness.TIMEOUT_MS);
            String request = head + " HTTP/1.1\r\nHost: evil.example\r\n" + authorization
                    + "Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
            client.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theFileOfItsOwnerHasTheAddressAndTheSecretAndGoesWithTheInstance() throws Exception {
        LocalListener listener = LocalListener.open(socket, admin.server);
        assertThat(listener).isInstanceOf(LoopbackListener.class);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String secret = "Authorization: Bearer " + Files.readAllLines(file).get(1) + "\r\n";
        assertThat(ask(secret, "POST /v1/commands/status")).startsWith("HTTP/1.1 200 OK\r\n");
        assertThat(admin.commands.requests).singleElement().satisfies(request -> {
            assertThat(request.role()).isEqualTo(Role.OWNER);
            assertThat(request.actor()).isEqualTo(new Actor(Actor.Kind.SHELL, System.getProperty("user.name")));
        });
        assertThat(ask(secret, "POST /v1/session")).as("as over the socket").startsWith("HTTP/1.1 400 ");
        assertThat(listener.toString()).doesNotContain(Files.readAllLines(file).get(1));
        listener.close();
        assertThat(file).doesNotExist();
    }

    @Test
    void withoutTheSecretNothingIsAnswered() throws Exception {
        try (LocalListener listener = LocalListener.open(socket, admin.server)) {
            String old = Files.readAllLines(file).get(1);
            String token =
                    admin.tokens.create("build", Role.ADMIN, null, "test").token();
            for (String authorization :
                    List.of("", "Authorization: Bearer \r\n", "Authorization: Bearer " + token + "\r\n")) {
                for (String head : List.of("POST /v1/commands/status", "GET /", "GET /login/methods")) {
                    assertThat(ask(authorization, head)).startsWith("HTTP/1.1 401 ");
                }
            }
            assertThat(listener.toString()).contains(file.toString());
            try (LocalListener next = LoopbackListener.open(socket, admin.server)) {
                assertThat(ask("Authorization: Bearer " + old + "\r\n", "GET /v1/status"))
                        .as("each process has a secret of its own: " + next)
                        .startsWith("HTTP/1.1 401 ");
            }
        }
        assertThat(admin.commands.requests).isEmpty();
    }

    @Test
    void aSocketThatCanBeHadIsTakenAndOneInUseIsNotGoneAround() throws Exception {
        try (LocalListener listener = LocalListener.open(folder.resolve("own.sock"), admin.server)) {
            assertThat(listener).isInstanceOf(AdminSocket.class);
        }
        assertThatThrownBy(() -> LocalListener.open(folder.resolve("admin.sock"), admin.server))
                .hasMessageContaining("another process listens on");
        assertThat(folder.resolve("admin.sock.tcp")).doesNotExist();
    }
}
