package io.hookline.common.httpoutput;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.audit.output.AuditEntry;
import io.hookline.audit.output.Delivery;
import io.hookline.common.config.GivenOptions;
import io.hookline.common.httpoutput.StubReceiver.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a receiver answers, records wait, credentials stay with it, and the delivery ends. */
@Timeout(120)
class HostileReceiverTest {

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRedirectionGetsNeitherCredentialsNorRecords(int status) throws Exception {
        StubReceiver thief = new StubReceiver(request -> Reply.text(200, ""));
        open.add(thief);
        StubReceiver receiver =
                new StubReceiver(request -> Reply.text(status, "").with("Location", thief.url() + "/push"));
        open.add(receiver);
        assertThat(deliver(receiver.url(), Map.of("user", "ann", "password", "secret")))
                .first()
                .isInstanceOfSatisfying(Delivery.Retry.class, again -> assertThat(again.reason())
                        .contains("redirections are not followed")
                        .doesNotContain("secret"));
        assertThat(receiver.requests()).hasSize(1);
        assertThat(thief.requests()).isEmpty();
    }

    /** The head of an answer without end, its body without end, a byte now and then, and no HTTP at all. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\n|X: y\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n|1\r\nx\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n|x",
                "HTTP/1.1 100 Continue\r\n\r\n|HTTP/1.1 100 Continue\r\n\r\n",
            })
    void anAnswerThatNeverEndsIsGivenUpAtTheDeadline(String answer) throws Exception {
        assertThat(deliver(raw(answer), Map.of("timeoutMillis", 300))).first().isInstanceOf(Delivery.Retry.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000\u0001\u0002\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n",
            })
    void anAnswerThatIsNoHttpIsNoFaultOfTheRecords(String answer) throws Exception {
        assertThat(deliver(raw(answer), Map.of("timeoutMillis", 2_000))).first().isInstanceOf(Delivery.Retry.class);
    }

    @Test
    void whatAReceiverSaysIsShownShortAndWithoutControlCharacters() throws Exception {
        StubReceiver receiver =
                new StubReceiver(request -> Reply.text(503, "\u001b[2J\r\nfake line " + "x".repeat(1_000_000)));
        open.add(receiver);
        assertThat(deliver(receiver.url(), Map.of())).first().isInstanceOfSatisfying(Delivery.Retry.class, again -> {
            assertThat(again.reason().chars()).noneMatch(c -> c < ' ');
            assertThat(again.reason()).hasSizeLessThan(2_000);
        });
    }

    private List<Delivery> deliver(String url, Map<String, Object> options) throws Exception {
        Map<String, Object> all = new HashMap<>(options);
        HttpSettings settings = HttpSettings.of(
                url,
                GivenOptions.as(HttpOptions.class, all),
                GivenOptions.as(HttpCredentials.class, all),
                reference -> reference);
        try (HttpOutput output = new HttpOutput(settings, new Anything())) {
            return output.deliver(TestEntries.range(1, 1));
        }
    }

    /** A server that says the first part once, and the second one, if there is any, again and again. */
    private String raw(String answer) throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        open.add(server);
        int bar = answer.indexOf('|');
        String first = bar < 0 ? answer : answer.substring(0, bar);
        String again = bar < 0 ? "" : answer.substring(bar + 1);
        Thread thread = new Thread(() -> serve(server, first, again), "hostile-receiver");
        thread.setDaemon(true);
        thread.start();
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private static void serve(ServerSocket server, String first, String again) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                OutputStream out = socket.getOutputStream();
                out.write(first.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                while (!again.isEmpty()) {
                    out.write(again.getBytes(StandardCharsets.ISO_8859_1));
                    out.flush();
                    Thread.sleep(10);
                }
            } catch (IOException e) {
                // The client has given up, or the test is over.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Takes every success for one of all records. */
    private static final class Anything implements HttpProtocol {

        @Override
        public HttpCall call(List<AuditEntry> entries) {
            return HttpCall.post("/push", "text/plain", "records".getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public List<Delivery> results(Answer answer, List<AuditEntry> entries) {
            return Collections.nCopies(entries.size(), Delivery.DONE);
        }
    }
}
