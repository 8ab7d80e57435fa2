package io.hookline.httpcorpus.cases;

import io.hookline.httpcorpus.Cases;
import io.hookline.httpcorpus.Expectation.Upstream;
import io.hookline.httpcorpus.Family;
import java.util.Locale;

/** Upgrade: WebSocket passes, everything else does not. */
public final class Upgrade implements Family {

    private static final String UPGRADE = "RFC 9110 §7.8";
    private static final String[] HANDSHAKE = {
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    };
    private static final String SWITCH = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n"
            + "Upgrade: websocket\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

    @Override
    public void addTo(Cases cases) {
        cases.add("websocket-passes", "RFC 6455 §4")
                .policy()
                .get(HANDSHAKE)
                .awaitResponse()
                .send("PING /{id}/tunnel HTTP/1.1\r\n\r\n")
                .answer(SWITCH + "HELLO")
                .answer("WORLD")
                .status(101)
                .request(
                        "asks for the upgrade",
                        r -> r.method().equals("PING")
                                || r.values("Upgrade")
                                        .toString()
                                        .toLowerCase(Locale.ROOT)
                                        .equals("[websocket]"));
        cases.add("websocket-tunnel-carries-both-ways", "RFC 6455 §4")
                .policy()
                .get(HANDSHAKE)
                .awaitResponse()
                .send("PING /{id}/tunnel HTTP/1.1\r\n\r\n")
                .answer(SWITCH)
                .answer("WORLD")
                .status(101)
                .awaitText("WORLD")
                .check("WORLD came back", seen -> seen.received().endsWith("WORLD"));
        cases.add("websocket-refused-by-the-upstream", "RFC 6455 §4")
                .get(HANDSHAKE)
                .answer("HTTP/1.1 426 Upgrade Required\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nContent-Length: 0\r\n\r\n")
                .status(426)
                .inSync();
        cases.add("websocket-refused-opens-no-tunnel", "RFC 6455 §4")
                .critical()
                .get(HANDSHAKE)
                .awaitResponse()
                .send(
                        "GET /{id}/../{id}/second HTTP/1.1\r\nHost: example.test\r\nConnection: X-Foo\r\nX-Foo: 1\r\n\r\n")
                .answer("HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n")
                .answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                .status(426)
                .status(200)
                .request("treated as a request", r -> !r.has("X-Foo"));
        cases.add("upgrade-h2c-is-not-passed-on", "RFC 9113 §3.1")
                .critical()
                .get("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA")
                .answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
                .refusedOrForwarded()
                .request("no h2c", r -> !r.values("Upgrade").toString().contains("h2c") && !r.has("HTTP2-Settings"));
        cases.add("upgrade-h2c-opens-no-tunnel", "RFC 9113 §3.1")
                .critical()
                .get("Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA")
                .answer("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n")
                .status(400, 502)
                .upstreamSees(Upstream.ANY, 0);
        cases.add("upgrade-without-connection", UPGRADE)
                .get("Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
                .forwarded()
                .request("no Upgrade", r -> !r.has("Upgrade"));
        cases.add("upgrade-to-something-unknown", UPGRADE)
                .policy()
                .get("Connection: Upgrade", "Upgrade: foo/2")
                .refusedOrForwarded()
                .request("no Upgrade", r -> !r.has("Upgrade"));
        cases.add("upgrade-in-http-1.0", UPGRADE)
                .head("GET /{id} HTTP/1.0", "Host: example.test", "Connection: Upgrade", "Upgrade: websocket")
                .status(200, 400)
                .closed()
                .request("no Upgrade", r -> !r.has("Upgrade"));
        cases.add("upgrade-unrequested-101", "RFC 9110 §15.2.2")
                .critical()
                .get()
                .answer(SWITCH)
                .badGateway();
        cases.add("upgrade-answered-with-another-protocol", UPGRADE)
                .critical()
                .get(HANDSHAKE)
                .answer("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: foo/2\r\n\r\n")
                .policy()
                .badGateway();
    }
}
