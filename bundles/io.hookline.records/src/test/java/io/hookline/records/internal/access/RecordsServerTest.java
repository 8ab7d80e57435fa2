package io.hookline.records.internal.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.records.hook.RecordRefusedException;
import io.hookline.records.internal.business.RecordService;
import io.hookline.records.internal.data.RecordStore;
import io.hookline.sql.SqlDatabase;
import io.hookline.sql.hook.StatementRefusedException;
import io.hookline.sql.internal.TestDatabases;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.h2.tools.Server;
import org.h2.util.OsgiDataSourceFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole record service, from HTTP to the database file. */
final class RecordsServerTest {

    private static final int MAX_BYTES = 10_000;

    @TempDir
    Path folder = Path.of("unset");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper mapper = new ObjectMapper();
    private final FakePreSavePoint preSave = new FakePreSavePoint();
    private final OsgiDataSourceFactory driver = new OsgiDataSourceFactory(new org.h2.Driver());
    private final TestDatabases databases = TestDatabase.databases();
    private @Nullable SqlDatabase database;
    private @Nullable RecordsServer server;

    @BeforeEach
    void start() {
        start("jdbc:h2:file:" + folder.resolve("records") + ";DB_CLOSE_ON_EXIT=FALSE", true);
    }

    @AfterEach
    void stop() {
        RecordsServer running = server;
        if (running != null) {
            running.close();
        }
        SqlDatabase open = database;
        if (open != null) {
            open.close();
        }
    }

    @Test
    void storesARecord() throws Exception {
        HttpResponse<String> created = post("{\"title\":\"Grüße\",\"fields\":{\"b\":\"2\",\"a\":\"1\"}}");
        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Content-Type")).hasValue("application/json");
        String location = created.headers().firstValue("Location").orElseThrow();

        HttpResponse<String> found = get(location);
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.body()).isEqualTo(created.body());
        JsonNode record = mapper.readTree(found.body());
        assertThat(record.get("title").textValue()).isEqualTo("Grüße");
        assertThat(record.get("fields").toString()).isEqualTo("{\"b\":\"2\",\"a\":\"1\"}");
        assertThat(Instant.parse(record.get("createdAt").textValue()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(location).isEqualTo("/records/" + record.get("id").longValue());
    }

    @Test
    void removesARecord() throws Exception {
        String location =
                post("{\"title\":\"x\"}").headers().firstValue("Location").orElseThrow();

        HttpResponse<String> removed = send(request(location).DELETE());
        assertThat(removed.statusCode()).isEqualTo(204);
        assertThat(removed.body()).isEmpty();
        assertProblem(send(request(location).DELETE()), 404);
        assertProblem(get(location), 404);
    }

    @Test
    void listsRecordsInPages() throws Exception {
        for (int i = 1; i <= 5; i++) {
            post("{\"title\":\"r" + i + "\"}");
        }
        JsonNode first = mapper.readTree(get("/records?limit=2").body());
        assertThat(titles(first)).containsExactly("r1", "r2");
        JsonNode second = mapper.readTree(
                get("/records?limit=2&after=" + first.get("after").longValue()).body());
        assertThat(titles(second)).containsExactly("r3", "r4");
        JsonNode last = mapper.readTree(
                get("/records?limit=2&after=" + second.get("after").longValue()).body());
        assertThat(titles(last)).containsExactly("r5");
        assertThat(last.has("after")).isFalse();
        assertThat(titles(mapper.readTree(get("/records").body()))).hasSize(5);
    }

    @Test
    void answersHeadWithoutBody() throws Exception {
        HttpResponse<String> head = send(request("/records").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(14);
        assertThat(head.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"title\":\"x\",\"colour\":\"red\"}     | 422 | 'colour' is unknown",
                "{\"fields\":{}}                          | 422 | 'title' is missing",
                "{\"title\":7}                            | 422 | 'title' is not a text",
                "{\"title\":\"  \"}                       | 422 | title is empty",
                "{\"title\":\"a\\nb\"}                    | 422 | title has a line break",
                "{\"title\":\"x\",\"fields\":[]}          | 422 | 'fields' is not a JSON object",
                "{\"title\":\"x\",\"fields\":{\"n\":1}}   | 422 | field 'n' is not a text",
                "{\"title\":\"x\",\"fields\":{\"n\":\"\\u0000\"}} | 422 | field 'n' has a character",
                "[1]                                      | 422 | not a JSON object",
                "{\"title\":                              | 400 | not JSON",
                "{\"title\":\"x\"} {}                     | 400 | not JSON",
                "{\"title\":\"x\",\"title\":\"y\"}        | 400 | not JSON"
            })
    void refusesAnInvalidRecord(String body, int status, String reason) throws Exception {
        JsonNode problem = assertProblem(post(body), status);
        assertThat(problem.toString()).contains(reason);
        assertThat(titles(mapper.readTree(get("/records").body()))).isEmpty();
    }

    @Test
    void refusesInvalidRequests() throws Exception {
        assertProblem(get("/other"), 404);
        assertProblem(get("/records/0x1"), 404);
        assertProblem(get("/records?limit=0"), 400);
        assertProblem(get("/records?after=-1"), 400);
        HttpResponse<String> put = send(request("/records").PUT(BodyPublishers.ofString("{}")));
        assertProblem(put, 405);
        assertThat(put.headers().firstValue("Allow")).hasValue("GET, HEAD, POST");
        assertProblem(send(request("/records").POST(BodyPublishers.ofString("{}"))), 415);
        assertProblem(
                send(request("/records")
                        .header("Content-Type", "application/json; charset=latin1")
                        .POST(BodyPublishers.ofString("{}"))),
                415);
        assertProblem(post("{\"title\":\"" + "x".repeat(MAX_BYTES) + "\"}"), 413);
        assertProblem(
                send(request("/records")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofInputStream(
                                () -> new java.io.ByteArrayInputStream(new byte[MAX_BYTES + 1])))),
                413);
    }

    @Test
    void aHookChangesTheRecordAndSeesTheCallId() throws Exception {
        AtomicReference<String> callId = new AtomicReference<>();
        preSave.hooks.add((draft, context) -> {
            callId.set(context.callId());
            return draft.withField("stamp", "s");
        });
        preSave.hooks.add((draft, context) -> draft.withTitle(draft.title() + "!"));

        HttpResponse<String> created = send(request("/records")
                .header("Content-Type", "application/json")
                .header("X-Call-Id", "call-7")
                .POST(BodyPublishers.ofString("{\"title\":\"x\"}")));

        assertThat(created.body()).contains("\"title\":\"x!\"", "\"stamp\":\"s\"");
        assertThat(get(created.headers().firstValue("Location").orElseThrow()).body())
                .isEqualTo(created.body());
        assertThat(callId).hasValue("call-7");
        assertThat(created.headers().firstValue("X-Call-Id")).hasValue("call-7");
    }

    @Test
    void aHookRefusesWithReasons() throws Exception {
        preSave.hooks.add((draft, context) -> {
            throw new RecordRefusedException(List.of("too bold", "too late"));
        });
        JsonNode problem = assertProblem(post("{\"title\":\"x\"}"), 422);
        assertThat(problem.get("reasons").toString()).isEqualTo("[\"too bold\",\"too late\"]");
        assertThat(titles(mapper.readTree(get("/records").body()))).isEmpty();
    }

    @Test
    void aHookThatThrowsOrInvalidatesTheRecordSavesNothing() throws Exception {
        preSave.hooks.add((draft, context) -> {
            throw new IllegalStateException("secret");
        });
        assertThat(assertProblem(post("{\"title\":\"x\"}"), 500).toString()).doesNotContain("secret");
        preSave.hooks.set(0, (draft, context) -> draft.withTitle(""));
        assertProblem(post("{\"title\":\"x\"}"), 500);
        assertThat(titles(mapper.readTree(get("/records").body()))).isEmpty();
    }

    @Test
    void keepsRecordsOverARestart() throws Exception {
        HttpResponse<String> created = post("{\"title\":\"kept\"}");
        stop();
        start();
        assertThat(get(created.headers().firstValue("Location").orElseThrow()).body())
                .isEqualTo(created.body());
        assertThat(post("{\"title\":\"next\"}").statusCode()).isEqualTo(201);
        assertThat(titles(mapper.readTree(get("/records").body()))).containsExactly("kept", "next");
    }

    @Test
    void serves503WithoutADriverAndRecoversWithOne() throws Exception {
        stop();
        start("jdbc:h2:file:" + folder.resolve("records"), false);
        HttpResponse<String> refused = get("/records");
        assertProblem(refused, 503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        databases.withDriver("org.h2.Driver", "2.3", driver);
        assertThat(get("/records").statusCode()).isEqualTo(200);
        databases.withoutDriver(driver);
        assertProblem(get("/records"), 503);
    }

    @Test
    void serves503WhileTheDatabaseIsUnreachableAndRecoversByItself() throws Exception {
        stop();
        Server h2 = tcpServer(0);
        int port = h2.getPort();
        start("jdbc:h2:tcp://127.0.0.1:" + port + "/./gone", true);
        assertThat(post("{\"title\":\"before\"}").statusCode()).isEqualTo(201);
        h2.stop();
        assertProblem(get("/records"), 503);
        h2 = tcpServer(port);
        try {
            await().until(() -> get("/records").statusCode() == 200);
            assertThat(titles(mapper.readTree(get("/records").body()))).containsExactly("before");
        } finally {
            stop();
            h2.stop();
        }
    }

    @Test
    void namesCauseAndRemedyWhenThePortIsInUse() {
        RecordService service = bookOn(open());
        assertThatThrownBy(() -> new RecordsServer("127.0.0.1", uri("").getPort(), 2, MAX_BYTES, service))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("in use")
                .hasMessageContaining("port 0 takes any free one");
    }

    @Test
    void aStatementThatAHookRefusesGets403AndTheHookSeesTheTenant() throws Exception {
        databases.statements.hooks.add((call, context, next) -> {
            if (!"a".equals(context.get(SqlDatabase.TENANT))) {
                throw new StatementRefusedException("no tenant");
            }
            return next.proceed(call);
        });
        assertThat(assertProblem(get("/records"), 403).toString()).contains("no tenant");
        assertThat(send(request("/records").header("X-Tenant", "a")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void opensADatabaseOfAnEarlierRelease() throws Exception {
        stop();
        String url = "jdbc:h2:file:" + folder.resolve("earlier") + ";DB_CLOSE_ON_EXIT=FALSE";
        try (java.sql.Connection connection = new org.h2.Driver().connect(url, credentials());
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS records ("
                    + "id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, "
                    + "title VARCHAR(1000) NOT NULL, "
                    + "fields VARCHAR(1000000) NOT NULL, "
                    + "created_at TIMESTAMP(3) WITH TIME ZONE NOT NULL)");
            statement.execute("INSERT INTO records (title, fields, created_at)"
                    + " VALUES ('old', '{\"a\":\"1\"}', TIMESTAMP WITH TIME ZONE '2026-01-01 00:00:00+00')");
        }
        start(url, true);
        assertThat(get("/records/1").body()).contains("old", "2026-01-01T00:00:00Z");
        assertThat(post("{\"title\":\"new\"}").statusCode()).isEqualTo(201);
        assertThat(titles(mapper.readTree(get("/records").body()))).containsExactly("old", "new");
    }

    private static java.util.Properties credentials() {
        java.util.Properties credentials = new java.util.Properties();
        credentials.setProperty("user", "sa");
        credentials.setProperty("password", "");
        return credentials;
    }

    private Server tcpServer(int port) throws Exception {
        return Server.createTcpServer("-tcpPort", "" + port, "-ifNotExists", "-baseDir", folder.toString())
                .start();
    }

    private void start(String url, boolean withDriver) {
        databases.withoutDriver(driver);
        if (withDriver) {
            databases.withDriver("org.h2.Driver", "2.3", driver);
        }
        SqlDatabase opened = databases.open(TestDatabase.spec(url, "sa"));
        database = opened;
        server = new RecordsServer("127.0.0.1", 0, 8, MAX_BYTES, bookOn(opened));
    }

    private RecordService bookOn(SqlDatabase opened) {
        return new RecordService(new RecordStore(opened, preSave, Clock.systemUTC()));
    }

    private SqlDatabase open() {
        SqlDatabase current = database;
        if (current == null) {
            throw new IllegalStateException("not started");
        }
        return current;
    }

    private URI uri(String path) {
        RecordsServer running = server;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return URI.create(running.uri() + path);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpResponse<String> post(String json) throws Exception {
        return send(
                request("/records").header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode assertProblem(HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = mapper.readTree(response.body());
        assertThat(problem.get("status").intValue()).isEqualTo(status);
        assertThat(problem.get("detail").textValue()).isNotEmpty();
        return problem;
    }

    private static List<String> titles(JsonNode page) {
        return page.get("records").findValuesAsText("title");
    }
}
