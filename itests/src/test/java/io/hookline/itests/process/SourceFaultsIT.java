package io.hookline.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.hookline.itests.fixture.BundleJar;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Files and addresses that cannot be read: the refusal names the cause, nothing changes, and it comes within the
 * configured time.
 */
class SourceFaultsIT extends ProcessTest {

    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService handlers = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        byte[] jar = BundleJar.marking("test.a", "1.0.0").bytes();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(handlers);
        handle("/whole.jar", exchange -> {
            exchange.sendResponseHeaders(200, jar.length);
            exchange.getResponseBody().write(jar);
        });
        handle("/missing.jar", exchange -> exchange.sendResponseHeaders(404, -1));
        handle("/silent.jar", exchange -> awaitEnd());
        handle("/stalling.jar", exchange -> {
            exchange.sendResponseHeaders(200, jar.length);
            exchange.getResponseBody().write(jar, 0, 1);
            exchange.getResponseBody().flush();
            awaitEnd();
        });
        handle("/cut.jar", exchange -> {
            exchange.sendResponseHeaders(200, jar.length);
            exchange.getResponseBody().write(jar, 0, jar.length / 2);
        });
        handle("/endless.jar", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] some = new byte[1 << 16];
            OutputStream body = exchange.getResponseBody();
            while (over.getCount() > 0) {
                body.write(some);
            }
        });
        server.start();
    }

    /** A handler that always closes its exchange. */
    private void handle(String path, HttpHandler handler) {
        server.createContext(path, exchange -> {
            try (HttpExchange closed = exchange) {
                handler.handle(closed);
            }
        });
    }

    private void awaitEnd() throws IOException {
        try {
            over.await(120, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @AfterEach
    void stopServing() {
        over.countDown();
        server.stop(0);
        handlers.shutdownNow();
    }

    @Test
    void unreadableSourcesAreRefusedWithTheCauseInTime() throws Exception {
        configure("deploy", "provenAfterMillis = 1", "downloadTimeoutMillis = 1500");
        HooklineProcess process = start();
        Map<String, String> before = process.desired();
        assertThat(process.command("hook:deploy '" + folder.resolve("no such.jar") + "'"))
                .contains("Refused (UNREADABLE)")
                .contains("there is no such file");
        assertThat(deploy(process, "/missing.jar"))
                .contains("Refused (UNREADABLE)")
                .contains("status 404");
        assertThat(deploy(process, "/silent.jar"))
                .contains("Refused (UNREADABLE)")
                .contains("within 1500 ms");
        assertThat(deploy(process, "/stalling.jar"))
                .contains("Refused (UNREADABLE)")
                .contains("within 1500 ms");
        assertThat(deploy(process, "/cut.jar")).contains("Refused (UNREADABLE)").contains("cannot be read to its end");
        assertThat(deploy(process, "/endless.jar"))
                .containsPattern("Refused \\((UNREADABLE|TOO_LARGE)\\)")
                .containsPattern("within 1500 ms|more than \\d+ bytes");
        assertThat(process.desired()).isEqualTo(before);
        try (Stream<?> left = Files.list(data.resolve("deploy").resolve("incoming"))) {
            assertThat(left).isEmpty();
        }
        assertRuns(process);
    }

    @Test
    void aJarCanBeDeployedFromAnAddress() throws Exception {
        HooklineProcess process = start();
        assertThat(deploy(process, "/whole.jar")).contains("running test.a 1.0.0");
        assertRuns(process);
    }

    private String deploy(HooklineProcess process, String path) {
        return process.command(
                "hook:deploy 'http://127.0.0.1:" + server.getAddress().getPort() + path + "'");
    }
}
