package io.hookline.admin.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.admin.internal.http.Limits;
import io.hookline.api.runtime.Cause;
import io.hookline.api.runtime.RuntimeEvent.ReleaseStateChanged;
import io.hookline.shell.command.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live streams: resumed where they broke off, filtered, limited, and never waited for. */
final class StreamsTest {

    private static final int MOST = 50;

    @TempDir
    private Path folder;

    private AdminHarness admin;

    @BeforeEach
    void listen() throws IOException {
        admin = new AdminHarness(folder, new Limits(1 << 16, 1 << 20, 60, 60, 128, 32), MOST);
    }

    @AfterEach
    void close() {
        admin.close();
    }

    private void happens(String plugin) {
        admin.events.onEvent(
                new ReleaseStateChanged(Instant.EPOCH, Cause.ofRuntime("test"), plugin, "1.0.0", "LOADED", "RUNNING"));
    }

    private Stream open(String path, String head) throws IOException {
        Socket connection = admin.connect();
        connection
                .getOutputStream()
                .write(admin.request("GET", path, head + "Accept: text/event-stream\r\n", "")
                        .getBytes(StandardCharsets.UTF_8));
        return new Stream(
                connection,
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8)));
    }

    @Test
    void eventsComeLiveAndGoOnWhereTheyBrokeOff() throws Exception {
        happens("before");
        try (Stream stream = open("/v1/events", admin.as(Role.VIEWER))) {
            stream.until(": begin");
            happens("first");
            assertThat(stream.until("data: ")).contains("\"subject\":\"first");
        }
        happens("second");
        try (Stream stream = open("/v1/events", admin.as(Role.VIEWER) + "Last-Event-ID: 1002\r\n")) {
            assertThat(stream.until("id: ")).isEqualTo("id: 1003");
            assertThat(stream.until("data: ")).contains("second");
        }
        try (Stream stream = open("/v1/events?latest=2&filter=subject=first", admin.as(Role.VIEWER))) {
            assertThat(stream.until("data: ")).contains("first");
        }
        assertThat(admin.get("/v1/events?filter=bad%3Dx", admin.as(Role.VIEWER)).status())
                .isEqualTo(400);
    }

    @Test
    void thoseWhoComeBackTooLateAreToldHowManyEventsTheyMissed() throws Exception {
        for (int i = 0; i < MOST + 10; i++) {
            happens("p" + i);
        }
        try (Stream stream = open("/v1/events", admin.as(Role.VIEWER) + "Last-Event-ID: 1000\r\n")) {
            assertThat(stream.until("event: ")).isEqualTo("event: missed");
            assertThat(stream.until("data: ")).isEqualTo("data: {\"count\":10}");
            assertThat(stream.until("id: ")).isEqualTo("id: 1011");
        }
    }

    @Test
    void aReaderThatTakesNothingDelaysNoOne() throws Exception {
        try (Stream slow = open("/v1/events", admin.as(Role.VIEWER))) {
            slow.until(": begin");
            // More than any buffer between them holds.
            String large = "x".repeat(10_000);
            for (int i = 0; i < 5_000; i++) {
                happens(large + i);
            }
            assertThat(admin.get("/v1/events?latest=1", admin.as(Role.VIEWER)).text())
                    .contains("x4999");
            // It has lost some, is told so, and then gets the latest.
            assertThat(slow.until("event: missed")).isNotNull();
        }
    }

    @Test
    void streamsOfOneActorAreLimited() throws Exception {
        List<Stream> open = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                Stream stream = open("/v1/events", admin.as(Role.VIEWER));
                open.add(stream);
                stream.until(": begin");
            }
            HttpAnswer refused = admin.get("/v1/events", admin.as(Role.VIEWER) + "Accept: text/event-stream\r\n");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("retry-after")).isNotEmpty();
            try (Stream other = open("/v1/events", admin.as(Role.OPERATOR))) {
                other.until(": begin");
            }
        } finally {
            for (Stream stream : open) {
                stream.close();
            }
        }
        // Those that left have made room.
        HttpAnswer answer;
        long end = System.nanoTime() + 120_000_000_000L;
        do {
            try (Stream again = open("/v1/events", admin.as(Role.VIEWER))) {
                answer = new HttpAnswer(Integer.parseInt(again.until("HTTP/1.1").substring(9, 12)), Map.of(), "");
            }
        } while (answer.status() != 200 && System.nanoTime() < end);
        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void theLogIsForOperators() throws Exception {
        assertThat(admin.get("/v1/logs", admin.as(Role.VIEWER)).status()).isEqualTo(403);
        assertThat(admin.get("/v1/logs", admin.as(Role.OPERATOR)).text()).contains("\"text\" : \"started\"");
        try (Stream stream = open("/v1/logs", admin.as(Role.OPERATOR))) {
            assertThat(stream.until("data: ")).contains("\"text\":\"started\"");
        }
    }

    /** A stream that is read line by line. */
    private record Stream(Socket connection, BufferedReader reader) implements AutoCloseable {

        /** The next line that begins so. */
        String until(String begin) throws IOException {
            String line = reader.readLine();
            while (line != null && !line.startsWith(begin)) {
                line = reader.readLine();
            }
            if (line == null) {
                throw new IOException("the stream has ended before " + begin);
            }
            return line;
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }
}
