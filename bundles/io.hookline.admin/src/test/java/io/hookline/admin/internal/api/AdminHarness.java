package io.hookline.admin.internal.api;

import io.hookline.admin.internal.access.AuditLog;
import io.hookline.admin.internal.access.GuessLimiter;
import io.hookline.admin.internal.access.LoginCodes;
import io.hookline.admin.internal.access.Sessions;
import io.hookline.admin.internal.access.Tokens;
import io.hookline.admin.internal.http.AdminServer;
import io.hookline.admin.internal.http.AdminSocket;
import io.hookline.admin.internal.http.Limits;
import io.hookline.admin.internal.http.NetworkDoor;
import io.hookline.admin.internal.http.ResourceTable;
import io.hookline.admin.internal.http.TcpListener;
import io.hookline.admin.internal.oidc.OidcLogin;
import io.hookline.shell.command.Role;
import io.hookline.shell.feed.LogEntry;
import io.hookline.shell.feed.LogFeed;
import io.hookline.shell.internal.feed.EventRing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The admin API on its listeners, with commands that answer as the shell's do, and a token of each role. */
final class AdminHarness implements AutoCloseable {

    static final int TIMEOUT_MS = 120_000;

    final FakeCommands commands = new FakeCommands();
    final EventRing events;
    final SettableClock clock = new SettableClock();
    final Tokens tokens;
    final Sessions sessions;
    final LoginCodes codes;
    final AuditLog audit;
    final Artifacts artifacts;
    final WebFiles files = new WebFiles();
    final AdminServer server;
    final AdminSocket socket;
    final TcpListener tcp;
    final ResourceTable table;
    final int port;
    private final AdminResources resources;

    /** The logins by a provider; null while there is none. */
    volatile @Nullable OidcLogin login;

    private final Map<Role, String> secrets = new EnumMap<>(Role.class);

    AdminHarness(Path folder) throws IOException {
        this(folder, new Limits(1 << 16, 1 << 20, 60, 60, 128, 32), 2_000);
    }

    AdminHarness(Path folder, Limits limits, int mostEvents) throws IOException {
        events = new EventRing(mostEvents, 1_000);
        tokens = new Tokens(folder.resolve("admin-tokens.json"), clock);
        sessions = new Sessions(Duration.ofHours(8), tokens, clock);
        codes = new LoginCodes(clock);
        audit = new AuditLog(folder.resolve("admin-audit.jsonl"));
        artifacts = new Artifacts(folder.resolve("uploads"), clock);
        GuessLimiter limiter = new GuessLimiter(clock);
        resources = new AdminResources(
                new AdminResources.Services(commands, events, new OneLine(), files, "0.1.0"),
                new AdminResources.Guards(tokens, sessions, codes, limiter, audit, () -> login),
                new AdminResources.Listener(() -> "http://127.0.0.1:8181", () -> false),
                artifacts,
                clock);
        table = resources.table();
        server = new AdminServer(table, audit, artifacts.folder(), limits, clock);
        socket = AdminSocket.open(folder.resolve("admin.sock"), server);
        tcp = TcpListener.open(
                server,
                new TcpListener.Settings("127.0.0.1", 0, List.of("ops.example.org"), null, null),
                (names, tls) -> new NetworkDoor(names, tls, tokens, sessions, limiter, clock));
        port = Integer.parseInt(tcp.url().substring(tcp.url().lastIndexOf(':') + 1));
        for (Role role : List.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN)) {
            secrets.put(
                    role,
                    tokens.create(role.word(), role, Duration.ofDays(30), "test")
                            .token());
        }
    }

    /** The header field that makes a request one of a role. */
    String as(Role role) {
        return "Authorization: Bearer " + secrets.get(role) + "\r\n";
    }

    String secret(Role role) {
        return String.valueOf(secrets.get(role));
    }

    HttpAnswer get(String path, String head) throws IOException {
        return send("GET", path, head, "");
    }

    HttpAnswer send(String method, String path, String head, String body) throws IOException {
        return raw(request(method, path, head, body));
    }

    /** A request as bytes; with JSON as its body unless the header fields say something else. */
    String request(String method, String path, String head, String body) {
        boolean typed = head.toLowerCase(Locale.ROOT).contains("content-type:");
        boolean any = !body.isEmpty() || method.equals("POST") || method.equals("PUT");
        return method + " " + path + " HTTP/1.1\r\n"
                + (head.contains("Host:") ? "" : "Host: localhost:" + port + "\r\n")
                + head + (any && !typed ? "Content-Type: application/json\r\n" : "")
                + (any ? "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n" : "") + "\r\n"
                + body;
    }

    HttpAnswer raw(String request) throws IOException {
        return raw(request.getBytes(StandardCharsets.UTF_8));
    }

    HttpAnswer raw(byte[] request) throws IOException {
        try (Socket connection = connect()) {
            try {
                connection.getOutputStream().write(request);
                connection.getOutputStream().flush();
            } catch (IOException e) {
                // The server may have answered and closed before it took all of it.
            }
            return HttpAnswer.of(readAll(connection.getInputStream()));
        }
    }

    private static byte[] readAll(InputStream in) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (IOException e) {
            // A reset behind the answer, because the rest of a request was not read.
        }
        return all.toByteArray();
    }

    Socket connect() throws IOException {
        Socket connection = new Socket(InetAddress.getLoopbackAddress(), port);
        connection.setSoTimeout(TIMEOUT_MS);
        return connection;
    }

    @Override
    public void close() {
        socket.close();
        server.close();
        resources.close();
    }

    /** A clock that stands still until it is set. */
    static final class SettableClock extends Clock {

        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-27T10:00:00Z"));

        void pass(Duration time) {
            now.updateAndGet(before -> before.plus(time));
        }

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** A log of one entry. */
    private static final class OneLine implements LogFeed {

        @Override
        public Tail tail(int latest, Predicate<LogEntry> filter) {
            return new Tail() {
                private boolean read;

                @Override
                public List<LogEntry> next() {
                    boolean first = !read;
                    read = true;
                    return first
                            ? List.of(new LogEntry("2026-11-27 10:00:00", "INFO", "main", "i.h.Start", "started"))
                            : List.of();
                }

                @Override
                public void close() {}
            };
        }
    }
}
