package io.hookline.plugin.auditjdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.Delivery;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.h2.tools.Server;
import org.h2.util.OsgiDataSourceFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.osgi.PGDataSourceFactory;

/** The table in a PostgreSQL server and in H2. */
@Timeout(300)
class AuditTableTest {

    private static final Instant NOW = Instant.parse("2026-11-28T00:00:00Z");
    private static EmbeddedPostgres postgres;
    private static int tables;

    @TempDir
    Path folder;

    private final String name = "audit_" + tables++;
    private AuditTable table;

    @BeforeAll
    static void start() throws IOException {
        // Its assertions fail where its code without them reports a closed connection.
        ClassLoader.getSystemClassLoader().setPackageAssertionStatus("org.postgresql", false);
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @AfterEach
    void close() {
        if (table != null) {
            table.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBatchThatComesAgainDoublesNothing(Kind kind) throws SQLException {
        open(kind, 0);
        assertThat(table.deliver(entries(1, 5))).containsOnly(Delivery.DONE);
        // After a crash the latest batch comes again, with records that came since.
        assertThat(table.deliver(entries(3, 8))).hasSize(5).containsOnly(Delivery.DONE);
        assertThat(table.deliver(entries(1, 8))).hasSize(7).containsOnly(Delivery.DONE);
        assertThat(sequences(kind)).isEqualTo("1,2,3,4,5,6,7");
    }

    @ParameterizedTest
    @EnumSource
    void aRecordThatTheTableRefusesIsRejectedAlone(Kind kind) throws SQLException {
        open(kind, 0);
        table.deliver(entries(1, 2));
        run(kind, "ALTER TABLE " + name + " ADD CONSTRAINT short_" + name + " CHECK (CHAR_LENGTH(resource) < 20)");
        List<AuditEntry> batch = List.of(
                entry(2, "/records/2"),
                entry(3, "/records/" + "7".repeat(100)),
                entry(4, "/records/4"),
                entry(5, "/records/" + "8".repeat(100)),
                entry(6, "/records/6"));
        List<Delivery> results = table.deliver(batch);
        assertThat(results.get(1))
                .isInstanceOfSatisfying(Delivery.Rejected.class, rejected -> assertThat(rejected.reason())
                        .containsIgnoringCase("short_" + name)
                        .contains("SQL state 23")
                        .doesNotContain("777"));
        assertThat(results.get(3)).isInstanceOf(Delivery.Rejected.class);
        assertThat(List.of(results.get(0), results.get(2), results.get(4))).containsOnly(Delivery.DONE);
        assertThat(sequences(kind)).isEqualTo("1,2,4,6");
    }

    @ParameterizedTest
    @EnumSource
    void anotherRecordWithTheSameKeyIsRejectedAndNotTakenForDelivered(Kind kind) throws SQLException {
        open(kind, 0);
        table.deliver(entries(1, 3));
        List<Delivery> results = table.deliver(List.of(entry(2, "/other"), entry(3, "/records/3")));
        assertThat(results.get(0))
                .isInstanceOfSatisfying(Delivery.Rejected.class, rejected -> assertThat(rejected.reason())
                        .contains("(node-1, 2)", "set instance"));
        assertThat(results.get(1)).isEqualTo(Delivery.DONE);
    }

    @ParameterizedTest
    @EnumSource
    void whatNoDatabaseTakesIsReplaced(Kind kind) throws SQLException {
        open(kind, 0);
        assertThat(table.deliver(List.of(entry(1, "/a\u0000b\ud800c\ud83d\ude00"))))
                .containsOnly(Delivery.DONE);
        assertThat(text(kind, "SELECT resource FROM " + name)).isEqualTo("/a\ufffdb\ufffdc\ud83d\ude00");
        assertThat(table.deliver(List.of(entry(1, "/a\u0000b\ud800c\ud83d\ude00"))))
                .containsOnly(Delivery.DONE);
    }

    @ParameterizedTest
    @EnumSource
    void recordsThatAreTooOldGoInSteps(Kind kind) throws SQLException {
        open(kind, 30);
        AuditEntry old = entry(1, "/old", NOW.minus(Duration.ofDays(31)));
        AuditEntry young = entry(2, "/young", NOW.minus(Duration.ofDays(29)));
        table.deliver(List.of(old, young));
        assertThat(sequences(kind)).isEqualTo("2");
        table.deliver(List.of(entry(3, "/late", NOW.minus(Duration.ofDays(40)))));
        table.deliver(entries(4, 5));
        assertThat(sequences(kind)).isEqualTo("2,4");
        // Once there was nothing to delete, it looks again an hour later.
        table.deliver(List.of(entry(5, "/late", NOW.minus(Duration.ofDays(40)))));
        assertThat(sequences(kind)).isEqualTo("2,4,5");
    }

    @ParameterizedTest
    @EnumSource
    void aTableThatIsNotThereIsNamedWithTheCure(Kind kind) {
        table = new AuditTable(settings(url(kind), kind, false, 0), kind.driver(), Clock.systemUTC());
        assertThatThrownBy(() -> table.deliver(entries(1, 2)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("there is no table " + name)
                .hasMessageContaining("createTable");
    }

    @Test
    void aDatabaseThatGoesAndComesBackGetsWhatItMissed() throws Exception {
        Server server = h2Server(0);
        String url = "jdbc:h2:" + server.getURL() + "/gone";
        table = new AuditTable(settings(url, Kind.H2, true, 0), Kind.H2.driver(), Clock.systemUTC());
        assertThat(table.deliver(entries(1, 3))).containsOnly(Delivery.DONE);
        server.stop();
        assertThatThrownBy(() -> table.deliver(entries(3, 5))).isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> table.deliver(entries(3, 5))).isInstanceOf(SQLException.class);
        Server again = h2Server(server.getPort());
        try {
            assertThat(table.deliver(entries(3, 5))).containsOnly(Delivery.DONE);
            assertThat(count(url)).isEqualTo("4");
        } finally {
            again.stop();
        }
    }

    @Test
    void aConnectionThatTheServerEndsIsReplaced() throws SQLException {
        open(Kind.POSTGRESQL, 0);
        table.deliver(entries(1, 3));
        run(
                Kind.POSTGRESQL,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname ="
                        + " 'postgres'");
        assertThatThrownBy(() -> table.deliver(entries(3, 5))).isInstanceOf(SQLException.class);
        assertThat(table.deliver(entries(3, 5))).containsOnly(Delivery.DONE);
        assertThat(sequences(Kind.POSTGRESQL)).isEqualTo("1,2,3,4");
    }

    private Server h2Server(int port) throws SQLException {
        return Server.createTcpServer("-tcpPort", String.valueOf(port), "-ifNotExists", "-baseDir", folder.toString())
                .start();
    }

    private void open(Kind kind, int retentionDays) {
        table = new AuditTable(
                settings(url(kind), kind, true, retentionDays), kind.driver(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private TableSettings settings(String url, Kind kind, boolean create, int retentionDays) {
        return new TableSettings(url, kind.user, "", "", name, create, "node-1", 60_000, retentionDays);
    }

    private String url(Kind kind) {
        return kind == Kind.H2
                ? "jdbc:h2:" + folder.resolve("audit").toAbsolutePath()
                : postgres.getJdbcUrl("postgres", "postgres");
    }

    private String sequences(Kind kind) throws SQLException {
        return text(kind, "SELECT sequence FROM " + name + " ORDER BY sequence");
    }

    private String text(Kind kind, String query) throws SQLException {
        table.close();
        try (Connection connection = DriverManager.getConnection(url(kind), kind.user, "")) {
            return text(connection, query);
        }
    }

    private String count(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, Kind.H2.user, "")) {
            return text(connection, "SELECT COUNT(*) FROM " + name);
        }
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            StringBuilder all = new StringBuilder();
            while (rows.next()) {
                all.append(all.isEmpty() ? "" : ",").append(rows.getString(1));
            }
            return all.toString();
        }
    }

    private void run(Kind kind, String statement) throws SQLException {
        if (kind == Kind.H2) {
            table.close();
        }
        try (Connection connection = DriverManager.getConnection(url(kind), kind.user, "");
                Statement one = connection.createStatement()) {
            one.execute(statement);
        }
    }

    private static List<AuditEntry> entries(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> entry(i, "/records/" + i))
                .collect(Collectors.toList());
    }

    private static AuditEntry entry(long sequence, String resource) {
        return entry(sequence, resource, NOW.plusNanos(1_234_567));
    }

    private static AuditEntry entry(long sequence, String resource, Instant time) {
        AuditRecord record =
                AuditRecord.builder(time, "http", "GET").resource(resource).build();
        return new AuditEntry(sequence, record, Map.of(), "{\"sequence\":" + sequence + "}");
    }

    /** A database. */
    enum Kind {
        H2("sa"),
        POSTGRESQL("postgres");

        private final String user;

        Kind(String user) {
            this.user = user;
        }

        org.osgi.service.jdbc.DataSourceFactory driver() {
            return this == H2 ? new OsgiDataSourceFactory(new org.h2.Driver()) : new PGDataSourceFactory();
        }
    }
}
