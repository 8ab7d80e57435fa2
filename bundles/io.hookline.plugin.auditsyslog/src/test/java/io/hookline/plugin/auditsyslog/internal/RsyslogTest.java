package io.hookline.plugin.auditsyslog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.Delivery;
import io.hookline.common.config.GivenOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against {@code rsyslogd} with TLS, as Debian's packages rsyslog and rsyslog-gnutls have it. */
@Tag("native")
@Timeout(300)
class RsyslogTest {

    private static final int RECORDS = 1_000;

    @TempDir
    Path folder;

    private Process server;

    @AfterEach
    void stop() throws InterruptedException {
        if (server != null) {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void rsyslogTakesEachRecordOverTlsAndReadsItsParts() throws Exception {
        TestCertificate own = TestCertificate.make(folder, "server");
        TestCertificate client = TestCertificate.make(folder, "client");
        int port = freePort();
        Path target = folder.resolve("messages");
        start(own, client, port, target);
        AuditSyslog output = new AuditSyslog(GivenOptions.as(
                AuditSyslogConfig.class,
                Map.of(
                        "host",
                        "localhost",
                        "port",
                        port,
                        "caFile",
                        own.certificate().toString(),
                        "certificateFile",
                        client.certificate().toString(),
                        "keyFile",
                        client.key().toString(),
                        "hostname",
                        "node-1")));
        try {
            await().atMost(Duration.ofSeconds(100)).ignoreExceptions().until(() -> output.deliver(List.of(entry(0)))
                    .equals(List.of(Delivery.DONE)));
            List<AuditEntry> batch = IntStream.rangeClosed(1, RECORDS)
                    .mapToObj(RsyslogTest::entry)
                    .toList();
            assertThat(output.deliver(batch)).containsOnly(Delivery.DONE);
            await().atMost(Duration.ofSeconds(100))
                    .until(() -> Files.readAllLines(target).size() > RECORDS);
            List<String> lines = Files.readAllLines(target);
            assertThat(lines.get(RECORDS))
                    .isEqualTo("13 6 node-1 hookline http [audit@32473 sequence=\"" + RECORDS
                            + "\" actor=\"a\\\"b\\]\" action=\"GET\" outcome=\"success\"] {\"sequence\":" + RECORDS
                            + "}");
        } finally {
            output.deactivate();
        }
    }

    private void start(TestCertificate own, TestCertificate client, int port, Path target) throws IOException {
        Path work = Files.createDirectory(folder.resolve("work"));
        Path configuration = Files.writeString(
                folder.resolve("rsyslog.conf"),
                """
                global(workDirectory="%s" defaultNetstreamDriver="gtls" defaultNetstreamDriverCAFile="%s"
                  defaultNetstreamDriverCertFile="%s" defaultNetstreamDriverKeyFile="%s" maxMessageSize="64k")
                module(load="imtcp" streamDriver.name="gtls" streamDriver.mode="1"
                  streamDriver.authMode="x509/certvalid")
                template(name="parts" type="string" string="%%syslogfacility%% %%syslogseverity%% %%hostname%% \
                %%app-name%% %%msgid%% %%structured-data%% %%msg%%\\n")
                input(type="imtcp" port="%d" address="127.0.0.1")
                action(type="omfile" file="%s" template="parts")
                """
                        .formatted(work, client.certificate(), own.certificate(), own.key(), port, target));
        server = new ProcessBuilder(
                        "rsyslogd", "-n", "-i", folder.resolve("pid").toString(), "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static AuditEntry entry(int sequence) {
        AuditRecord record =
                AuditRecord.builder(Instant.EPOCH, "http", "GET").actor("a\"b]").build();
        return new AuditEntry(sequence, record, Map.of(), "{\"sequence\":" + sequence + "}");
    }
}
