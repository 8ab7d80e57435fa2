package io.hookline.faults.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.hookline.faults.ledger.CallVerdict;
import io.hookline.faults.ledger.Ledger;
import io.hookline.faults.ledger.Violation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The judge of the gateway, in front of servers that behave like a gateway that is open, closed, or away. */
final class GatewayTest {

    private final Ledger ledger = new Ledger();

    @TempDir
    Path folder;

    private Path key;

    @BeforeEach
    void key() throws IOException {
        key = Files.writeString(folder.resolve("api-key"), "a-valid-key\n");
        ledger.begin("test");
    }

    @Test
    void anOpenGatewayIsSeenByTheClientAndByTheUpstream() throws IOException {
        try (Upstream upstream = new Upstream(path -> ledger.violation(Violation.Kind.OPEN, path))) {
            Gateway open = new Gateway(ledger, URI.create(upstream.url()).getPort(), key);
            assertThat(open.callWithKey()).isEqualTo(CallVerdict.RIGHT);
            assertThat(ledger.violations()).isEmpty();
            assertThat(open.callWithoutKey()).isEqualTo(CallVerdict.OPEN);
            assertThat(ledger.violations()).hasSize(2);
            assertThat(open.callWithWrongKey()).isEqualTo(CallVerdict.OPEN);
        }
    }

    @Test
    void anAnswerToAnotherRequestIsWrong() throws IOException {
        HttpServer server = answering(200, "campaign upstream /call/4711");
        Gateway mixedUp = new Gateway(ledger, server.getAddress().getPort(), key);
        assertThat(mixedUp.callWithKey()).isEqualTo(CallVerdict.WRONG_ANSWER);
        server.stop(0);
    }

    @Test
    void aClosedGatewayIsNoViolation() throws IOException {
        HttpServer server = answering(503, "closed");
        Gateway closed = new Gateway(ledger, server.getAddress().getPort(), key);
        closed.expectAnswers();
        assertThat(closed.callWithKey()).isEqualTo(CallVerdict.CLOSED);
        assertThat(closed.callWithoutKey()).isEqualTo(CallVerdict.CLOSED);
        server.stop(0);
        assertThat(ledger.violations()).isEmpty();
    }

    @Test
    void aGatewayThatIsAwayMustHaveBeenExpectedToBe() throws IOException {
        HttpServer server = answering(200, "");
        server.stop(0);
        Gateway away = new Gateway(ledger, server.getAddress().getPort(), key);
        assertThat(away.callWithKey()).isEqualTo(CallVerdict.DOWN);
        away.expectAnswers();
        away.expectAnswers();
        assertThat(away.callWithKey()).isEqualTo(CallVerdict.NO_ANSWER);
        away.expectGaps();
        assertThat(away.callWithoutKey()).isEqualTo(CallVerdict.DOWN);
    }

    @Test
    void theLastKeyIsUsedWhileItsFileIsDamaged() throws IOException {
        try (Upstream upstream = new Upstream(path -> {})) {
            Gateway gateway = new Gateway(ledger, URI.create(upstream.url()).getPort(), key);
            assertThat(gateway.callWithKey()).isEqualTo(CallVerdict.RIGHT);
            Files.writeString(key, "");
            assertThat(gateway.callWithKey()).isEqualTo(CallVerdict.RIGHT);
        }
    }

    private static HttpServer answering(int status, String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        return server;
    }
}
