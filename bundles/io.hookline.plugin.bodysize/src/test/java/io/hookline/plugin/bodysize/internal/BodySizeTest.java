package io.hookline.plugin.bodysize.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.TestConfig;
import io.hookline.gateway.internal.RawSocket;
import io.hookline.gateway.internal.RawUpstream;
import io.hookline.gateway.internal.TestGateway;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodySizeTest {

    private static final String[] RULES = {"/api 1 KiB", "POST /api 2KiB", "/api/upload 3 MiB", "PUT / 7"};

    @ParameterizedTest
    @CsvSource({
        "GET, /, 100",
        "PUT, /other, 7",
        "GET, /api, 1024",
        "GET, /api/, 1024",
        "GET, /apis, 100",
        "GET, /API, 100",
        "PUT, /api/x, 1024",
        "POST, /api/x, 2048",
        "POST, /api/uploads, 2048",
        "POST, /api/upload, 3145728",
        "GET, /api/upload/a/b, 3145728",
        "GET, //api//x, 1024",
        "GET, /api;v=1/x, 1024",
        "GET, /;/api, 1024"
    })
    void theLongestPathAndThenTheMethodDecide(String method, String path, long expected) {
        assertThat(limit(config(100, RULES), method, path)).isEqualTo(expected);
    }

    @Test
    void withoutLimitsAllHaveTheSame() {
        assertThat(limit(TestConfig.of(BodySizeConfig.class, Map.of()), "POST", "/"))
                .isEqualTo(10_485_760);
    }

    @Test
    void malformedLimitsAreRefusedAndNamed() {
        for (String invalid : new String[] {
            "api 1",
            "/api",
            "/api x",
            "/api -1",
            "post /api 1",
            "/api 1 KB",
            "/api 1 MiB MiB",
            "/a b 1",
            "/api 999999999999999999 GiB"
        }) {
            assertThatThrownBy(() -> new BodySizeHook(config(1, invalid)))
                    .as(invalid)
                    .hasMessageContaining("'" + invalid + "'");
        }
        assertThatThrownBy(() -> new BodySizeHook(config(1, "/a/ 1", "/a 2"))).hasMessageContaining("same");
        assertThat(Pattern.matches(BodyLimit.FORM, "POST /a 1 MiB")).isTrue();
        assertThat(Pattern.matches(BodyLimit.FORM, "/a 1 KB")).isFalse();
    }

    @Test
    void anInvalidChangeLeavesTheOldLimits() {
        BodySizeHook hook = new BodySizeHook(config(5));
        hook.modified(config(6, "nonsense"));
        assertThat(limit(hook, "GET", "/")).isEqualTo(5);
        hook.modified(config(7));
        assertThat(limit(hook, "GET", "/")).isEqualTo(7);
    }

    @Test
    void theGatewayRefusesLongerBodiesAndTheUpstreamSeesNoneComplete() throws Exception {
        AtomicInteger complete = new AtomicInteger();
        try (RawUpstream upstream = new RawUpstream((socket, number) -> {
                    String head = socket.readHead();
                    if (head.contains("Content-Length")) {
                        socket.read(8);
                    } else {
                        readChunks(socket);
                    }
                    complete.incrementAndGet();
                    socket.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
                });
                TestGateway gateway = new TestGateway().with(new BodySizeHook(config(100, "POST /small 8")))) {
            gateway.before(upstream.uri());
            assertThat(answer(gateway, "/small", "Content-Length: 8\r\n\r\n12345678"))
                    .startsWith("HTTP/1.1 200");
            assertThat(answer(gateway, "/small", "Content-Length: 9\r\n\r\n")).startsWith("HTTP/1.1 413");
            String chunks = "Transfer-Encoding: chunked\r\n\r\n4\r\n1234\r\n";
            assertThat(answer(gateway, "/small", chunks + "4\r\n5678\r\n0\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
            assertThat(answer(gateway, "/small", chunks + "5\r\n56789\r\n0\r\n\r\n"))
                    .startsWith("HTTP/1.1 413");
            assertThat(answer(gateway, "/other", chunks + "5\r\n56789\r\n0\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
            assertThat(complete).hasValue(3);
        }
    }

    private static String answer(TestGateway gateway, String path, String rest) throws Exception {
        try (RawSocket client = RawSocket.to(gateway.uri())) {
            client.send("POST " + path + " HTTP/1.1\r\nHost: h\r\n" + rest);
            return client.readHead();
        }
    }

    private static void readChunks(RawSocket socket) throws Exception {
        StringBuilder body = new StringBuilder();
        while (!body.toString().endsWith("0\r\n\r\n")) {
            int next = socket.in.read();
            if (next < 0) {
                throw new IllegalStateException("cut off");
            }
            body.append((char) next);
        }
    }

    private static long limit(BodySizeConfig config, String method, String path) {
        return limit(new BodySizeHook(config), method, path);
    }

    private static long limit(BodySizeHook hook, String method, String path) {
        FakeExchange exchange = new FakeExchange(method, path);
        assertThat(hook.onRequest(exchange)).isNull();
        return exchange.requestLimit();
    }

    private static BodySizeConfig config(long maxBytes, String... limits) {
        return TestConfig.of(BodySizeConfig.class, Map.of("maxBytes", maxBytes, "limits", limits));
    }
}
