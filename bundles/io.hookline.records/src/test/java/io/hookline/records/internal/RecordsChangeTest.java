package io.hookline.records.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.api.HookPoints;
import io.hookline.api.plugin.Secrets;
import io.hookline.common.config.GivenOptions;
import io.hookline.event.Event;
import io.hookline.gateway.endpoint.Endpoint;
import io.hookline.outbox.internal.OutboxService;
import io.hookline.outbox.internal.TestEventPoints;
import io.hookline.outbox.internal.TestOutboxes;
import io.hookline.records.internal.access.FakePreSavePoint;
import io.hookline.records.internal.access.TestDatabase;
import io.hookline.sql.internal.TestDatabases;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.h2.util.OsgiDataSourceFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The record service while its configuration changes. */
class RecordsChangeTest {

    @TempDir
    Path folder = Path.of("unset");

    /** The addresses that are published, in their order. */
    private final List<URI> published = new CopyOnWriteArrayList<>();

    private final TestDatabases databases =
            TestDatabase.databases().withDriver("org.h2.Driver", "2.3", new OsgiDataSourceFactory(new org.h2.Driver()));
    private final Map<String, Object> options = new HashMap<>();
    private Records records;

    @BeforeEach
    void start() {
        options.put("dataDir", folder.resolve("first").toString());
        records = new Records(
                config(),
                fake(HookPoints.class, (method, arguments) -> new FakePreSavePoint()),
                databases,
                fake(Secrets.class, (method, arguments) -> arguments[0]),
                fake(BundleContext.class, this::ofContext));
    }

    @AfterEach
    void stop() {
        records.stop();
        databases.close();
        assertThat(published).isEmpty();
    }

    @Test
    void limitsChangeOnOpenConnections() throws Exception {
        try (Client client = new Client()) {
            assertThat(client.post("{\"title\":\"a\"}")).isEqualTo(201);
            options.putAll(Map.of("maxRequestBytes", 5, "workerThreads", 1, "poolSize", 1, "poolTimeoutMillis", 500L));
            change();
            assertThat(client.post("{\"title\":\"b\"}")).isEqualTo(413);
            options.putAll(Map.of("maxRequestBytes", 100, "workerThreads", 50));
            change();
            assertThat(client.post("{\"title\":\"c\"}")).isEqualTo(201);
        }
    }

    @Test
    void anotherDatabaseIsUsedOnOpenConnections() throws Exception {
        try (Client client = new Client()) {
            assertThat(client.post("{\"title\":\"a\"}")).isEqualTo(201);
            assertThat(client.get("/records/1")).isEqualTo(200);
            options.put("dataDir", folder.resolve("second").toString());
            change();
            assertThat(client.get("/records/1")).isEqualTo(404);
            options.put("dataDir", "a;b");
            change();
            assertThat(client.get("/records/1"))
                    .as("what cannot be used changes nothing")
                    .isEqualTo(404);
        }
    }

    @Test
    void anotherAddressIsPublishedBeforeTheOldOneCloses() throws Exception {
        URI before = published.get(0);
        try (Client client = new Client()) {
            options.put("host", "127.0.0.2");
            change();
            assertThat(published).hasSize(1).first().isNotEqualTo(before);
        }
        try (Client client = new Client()) {
            assertThat(client.post("{\"title\":\"a\"}")).isEqualTo(201);
        }
    }

    @Test
    void eachRecordThatIsSavedWhileTheOutboxIsOnIsAnEvent() throws Exception {
        List<Event> events = new CopyOnWriteArrayList<>();
        OutboxService outboxes = TestOutboxes.service(
                new TestEventPoints().with("event.record-saved", (event, context) -> events.add(event)), Map.of());
        try (Client client = new Client()) {
            assertThat(client.post("{\"title\":\"before\"}")).isEqualTo(201);
            records.bindOutboxes(outboxes);
            assertThat(client.post("{\"title\":\"on\",\"fields\":{\"a\":\"b\"}}"))
                    .isEqualTo(201);
            await().atMost(Duration.ofMinutes(2)).until(() -> events.size() == 1);
            assertThat(new String(events.get(0).payload(), StandardCharsets.UTF_8))
                    .startsWith("{\"id\":2,\"title\":\"on\",\"fields\":{\"a\":\"b\"},\"createdAt\":\"");
            assertThat(events.get(0).key()).isEqualTo("2");
            options.put("dataDir", folder.resolve("second").toString());
            change();
            assertThat(client.post("{\"title\":\"elsewhere\"}")).isEqualTo(201);
            await().atMost(Duration.ofMinutes(2)).until(() -> events.size() == 2);
            records.unbindOutboxes(outboxes);
            assertThat(client.post("{\"title\":\"off\"}")).isEqualTo(201);
            assertThat(outboxes.lastStatuses()).isEmpty();
        }
        assertThat(events).hasSize(2);
    }

    private void change() {
        records.modify(config());
    }

    private RecordsConfig config() {
        return GivenOptions.as(RecordsConfig.class, Map.copyOf(options));
    }

    private Object ofContext(String method, Object[] arguments) {
        if (!method.equals("registerService") || !arguments[0].equals(Endpoint.class)) {
            return fake(ServiceRegistration.class, (name, none) -> "");
        }
        URI uri = ((Endpoint) arguments[1]).uri();
        published.add(uri);
        return fake(ServiceRegistration.class, (name, none) -> published.remove(uri));
    }

    private static <T> T fake(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                RecordsChangeTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Object given = answer.to(method.getName(), arguments == null ? new Object[0] : arguments);
                    return method.getReturnType().isInstance(given) ? given : null;
                }));
    }

    @FunctionalInterface
    private interface Answer {
        Object to(String method, Object[] arguments);
    }

    /** One connection to what is published. */
    private final class Client implements AutoCloseable {

        private final Socket socket;

        Client() throws IOException {
            URI uri = published.get(published.size() - 1);
            socket = new Socket(uri.getHost(), uri.getPort());
            socket.setSoTimeout(60_000);
        }

        int post(String body) throws IOException {
            return send("POST /records HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: "
                    + body.length() + "\r\n\r\n" + body);
        }

        int get(String path) throws IOException {
            return send("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
        }

        private int send(String request) throws IOException {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new IOException("the connection ended after: " + head);
                }
                head.append((char) next);
            }
            int at = head.toString().toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
            int end = head.indexOf("\r\n", at);
            in.readNBytes(Integer.parseInt(head.substring(at + "content-length: ".length(), end)));
            return Integer.parseInt(head.substring(9, 12));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
