package io.hookline.plugin.auditsyslog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.AuditRecord.Level;
import io.hookline.audit.AuditRecord.Outcome;
import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.Delivery;
import io.hookline.common.config.GivenOptions;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The output against servers in this process. */
@Timeout(300)
class AuditSyslogTest {

    @TempDir
    static Path folder;

    private static TestCertificate server;
    private static TestCertificate client;

    private AuditSyslog output;

    @BeforeAll
    static void certificates() throws Exception {
        server = TestCertificate.make(folder, "server");
        client = TestCertificate.make(folder, "client");
    }

    @AfterEach
    void close() {
        if (output != null) {
            output.deactivate();
        }
    }

    @Test
    void recordsArriveByTheLetterOverTlsWithAnOwnAuthorityAndAClientCertificate() throws Exception {
        try (StrictReceiver receiver = StrictReceiver.encrypted(server, client)) {
            open(Map.of(
                    "port",
                    receiver.port(),
                    "caFile",
                    server.certificate().toString(),
                    "certificateFile",
                    client.certificate().toString(),
                    "keyFile",
                    client.key().toString(),
                    "hostname",
                    "node-1"));
            assertThat(output.deliver(List.of(hostile(7), entry(8)))).containsOnly(Delivery.DONE);
            StrictMessage first = receiver.messages().take();
            assertThat(first.priority()).isEqualTo(13 * 8 + 4);
            assertThat(first.hostname()).isEqualTo("node-1");
            assertThat(first.app()).isEqualTo("hookline");
            assertThat(first.id()).isEqualTo("my_source");
            assertThat(first.data())
                    .containsEntry("sequence", "7")
                    .containsEntry("actor", "a\"b\\c]d")
                    .containsEntry("resource", "/\u00e4\ufffd<1>1 -\ufffd[2J")
                    .containsEntry("outcome", "refused")
                    .containsEntry("label.a_b_c", "x")
                    .doesNotContainKey("traceId");
            assertThat(first.text()).isEqualTo("{\"text\":\"\\u00e4\\u007f\"}");
            assertThat(receiver.messages().take().data()).containsEntry("sequence", "8");
            assertThat(receiver.problems()).isEmpty();
        }
    }

    @Test
    void aServerThatTheAuthorityHasNotSignedGetsNothing() throws Exception {
        try (StrictReceiver receiver = StrictReceiver.encrypted(server, null)) {
            open(Map.of("port", receiver.port(), "caFile", client.certificate().toString()));
            assertThatThrownBy(() -> output.deliver(List.of(entry(1)))).isInstanceOf(SSLException.class);
            assertThat(receiver.messages()).isEmpty();
        }
    }

    /** With TLS 1.3 the refusal comes late; until then records count as delivered, and are sent again. */
    @Test
    void aClientWithoutTheCertificateThatTheServerWantsIsToldAndLosesNothing() throws Exception {
        try (StrictReceiver receiver = StrictReceiver.encrypted(server, client)) {
            Map<String, Object> options = Map.of(
                    "port", receiver.port(), "caFile", server.certificate().toString());
            open(options);
            await().atMost(Duration.ofSeconds(100)).until(() -> {
                try {
                    output.deliver(List.of(entry(1)));
                    return false;
                } catch (IOException e) {
                    return true;
                }
            });
            assertThat(receiver.messages()).isEmpty();
        }
    }

    @Test
    void whatABrokenConnectionMayHaveLostIsSentAgain() throws Exception {
        int port;
        try (StrictReceiver first = StrictReceiver.plain(0)) {
            port = first.port();
            open(Map.of("port", port, "transport", "tcp"));
            output.deliver(entries(1, 6));
            await().atMost(Duration.ofSeconds(100)).until(() -> first.messages().size() == 5);
        }
        assertThatThrownBy(() -> {
                    while (true) {
                        output.deliver(List.of(entry(6)));
                    }
                })
                .isInstanceOf(IOException.class);
        try (StrictReceiver again = StrictReceiver.plain(port)) {
            output.deliver(entries(6, 9));
            await().atMost(Duration.ofSeconds(100)).untilAsserted(() -> assertThat(sequences(again))
                    .containsExactlyElementsOf(
                            IntStream.range(1, 9).mapToObj(String::valueOf).toList()));
            assertThat(again.problems()).isEmpty();
        }
    }

    @Test
    void aServerThatDoesNotReadIsGivenUpAfterItsTime() throws Exception {
        try (StrictReceiver receiver = StrictReceiver.plain(0)) {
            receiver.stall();
            open(Map.of("port", receiver.port(), "transport", "tcp", "timeoutMillis", 300, "maxBytes", 1 << 20));
            List<AuditEntry> much = Collections.nCopies(30, longEntry(1, 900_000));
            assertThatThrownBy(() -> output.deliver(much))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("300 ms");
        }
    }

    @Test
    void datagramsAreSentWhereThatWasChosenAndWhatIsTooLongIsRejectedAlone() throws Exception {
        try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            receiver.setSoTimeout(100_000);
            open(Map.of("port", receiver.getLocalPort(), "transport", "udp", "maxBytes", 1_000));
            List<Delivery> results = output.deliver(List.of(longEntry(1, 2_000), entry(2)));
            assertThat(results.get(0)).isInstanceOfSatisfying(Delivery.Rejected.class, one -> assertThat(one.reason())
                    .contains("maxBytes is 1000"));
            assertThat(results.get(1)).isEqualTo(Delivery.DONE);
            DatagramPacket packet = new DatagramPacket(new byte[10_000], 10_000);
            receiver.receive(packet);
            StrictMessage message = StrictMessage.of(Arrays.copyOf(packet.getData(), packet.getLength()));
            assertThat(message.data()).containsEntry("sequence", "2");
        }
    }

    @Test
    void optionsThatContradictEachOtherAreRefused() {
        assertThat(new SyslogCheck().problems(Map.of("host", "h", "certificateFile", "/c.pem")))
                .singleElement()
                .asString()
                .contains("keyFile");
        assertThat(new SyslogCheck().problems(Map.of("host", "h", "transport", "udp", "caFile", "/ca.pem")))
                .singleElement()
                .asString()
                .contains("transport = tls");
        assertThat(new SyslogCheck().problems(Map.of("host", "h"))).isEmpty();
    }

    private void open(Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>(options);
        all.put("host", "localhost");
        output = new AuditSyslog(GivenOptions.as(AuditSyslogConfig.class, all));
    }

    private static Set<String> sequences(StrictReceiver receiver) {
        Set<String> sequences = new TreeSet<>();
        receiver.messages().forEach(message -> sequences.add(message.data().get("sequence")));
        return sequences;
    }

    private static List<AuditEntry> entries(int from, int to) {
        return IntStream.range(from, to).mapToObj(AuditSyslogTest::entry).toList();
    }

    private static AuditEntry entry(long sequence) {
        return entry(sequence, AuditRecord.builder(Instant.EPOCH, "http", "GET").build(), Map.of(), "{}");
    }

    private static AuditEntry longEntry(long sequence, int length) {
        AuditRecord record = AuditRecord.builder(Instant.EPOCH, "http", "GET").build();
        return entry(sequence, record, Map.of(), "{\"text\":\"" + "x".repeat(length) + "\"}");
    }

    private static AuditEntry hostile(long sequence) {
        AuditRecord record = AuditRecord.builder(Instant.parse("2026-11-28T00:00:00.123456789Z"), "my source", "GET")
                .level(Level.WARN)
                .actor("a\"b\\c]d")
                .resource("/\u00e4\n<1>1 -\u001b[2J")
                .outcome(Outcome.REFUSED, "no")
                .build();
        return entry(sequence, record, Map.of("a=b c", "x"), "{\"text\":\"\u00e4\u007f\"}");
    }

    private static AuditEntry entry(long sequence, AuditRecord record, Map<String, String> labels, String json) {
        return new AuditEntry(sequence, record, labels, json);
    }
}
