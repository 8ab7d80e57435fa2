package io.hookline.gateway.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Heads of requests: what is accepted, and the status of what is refused. Lines are separated by {@code |}. */
final class RequestParserTest {

    @Test
    void readsAHead() throws Exception {
        RequestHead head = parse("POST /a?b HTTP/1.1|Host: h|Content-Length: 5|X-A:  one \t|Expect: 100-continue");
        assertThat(head.method()).isEqualTo("POST");
        assertThat(head.target().line("")).isEqualTo("/a?b");
        assertThat(head.framing()).isEqualTo(Framing.ofLength(5));
        assertThat(head.fields().first("x-a")).isEqualTo("one");
        assertThat(head.persistent()).isTrue();
        assertThat(head.expectsContinue()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "GET / HTTP/1.1 # 400",
                "GET / HTTP/1.1|Host: a|Host: a # 400",
                "GET / HTTP/1.1|Host: a b # 400",
                "GET / HTTP/1.1|Host: a:99999 # 400",
                "GET / HTTP/1.1|Host: u@h # 400",
                "GET / HTTP/1.1|Host: # 400",
                "GET / HTTP/1.1|Host : h # 400",
                "GET / HTTP/1.1|Host: h| folded # 400",
                "GET / HTTP/1.1|Host: h|NoColon # 400",
                "GET / HTTP/1.1|Host: h|: x # 400",
                "GET  / HTTP/1.1|Host: h # 400",
                "GET / # 400",
                "GET / HTTP/1.1 |Host: h # 400",
                "GET / http/1.1|Host: h # 400",
                "GET / HTTP/2.0|Host: h # 505",
                "GET / HTTP/1.2|Host: h # 505",
                "G@T / HTTP/1.1|Host: h # 400",
                "TRACE / HTTP/1.1|Host: h # 405",
                "CONNECT h:1 HTTP/1.1|Host: h # 405",
                "POST / HTTP/1.1|Host: h|Content-Length: 18446744073709551617 # 400",
                "POST / HTTP/1.1|Host: h|Content-Length: +1 # 400",
                "POST / HTTP/1.1|Host: h|Content-Length: 1|Content-Length: 2 # 400",
                "POST / HTTP/1.1|Host: h|Content-Length: 1, 1 # 400",
                "POST / HTTP/1.1|Host: h|Content-Length: 1|Transfer-Encoding: chunked # 400",
                "POST / HTTP/1.0|Host: h|Transfer-Encoding: chunked # 400",
                "POST / HTTP/1.1|Host: h|Transfer-Encoding: xchunked # 400",
                "POST / HTTP/1.1|Host: h|Transfer-Encoding: chunked;q=1 # 400",
                "POST / HTTP/1.1|Host: h|Transfer-Encoding: chunked, identity # 400",
                "POST / HTTP/1.1|Host: h|Transfer-Encoding: chunked, chunked # 400",
                "POST / HTTP/1.1|Host: h|Transfer-Encoding: gzip, chunked # 501",
                "GET / HTTP/1.1|Host: h|Connection: a b # 400",
                "GET / HTTP/1.1|Host: h|Expect: tea # 417"
            })
    void refuses(String lines, int status) {
        BadMessage refused = catchThrowableOfType(BadMessage.class, () -> parse(lines));
        assertThat(refused).as(lines).isNotNull();
        assertThat(refused.status()).as(lines + ": " + refused.reason()).isEqualTo(status);
    }

    @Test
    void refusesAControlCharacterInAValue() {
        for (String value : new String[] {"a\u0000b", "a\rb", "a\u001bb", "a\u007fb"}) {
            assertThat(catchThrowableOfType(BadMessage.class, () -> parse("GET / HTTP/1.1|Host: h|X: " + value)))
                    .isNotNull();
        }
    }

    @Test
    void findsTheEndOfAHeadThatArrivesByteByByte() throws Exception {
        HeadScanner scanner = new HeadScanner(100, 1000, true);
        ByteBuf in = Unpooled.buffer();
        byte[] text = "\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\nrest".getBytes(StandardCharsets.ISO_8859_1);
        byte[] head = null;
        for (byte b : text) {
            in.writeByte(b);
            if (head == null) {
                head = scanner.take(in);
            }
        }
        assertThat(head).isNotNull();
        assertThat(new String(head, StandardCharsets.ISO_8859_1)).isEqualTo("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        assertThat(in.toString(StandardCharsets.ISO_8859_1)).isEqualTo("rest");
    }

    @ParameterizedTest
    @CsvSource({"a%nb%n%n, 400", "'a%r%nb%rc%r%n%r%n', 0", "%r%n%r%n, 400", "%rGET, 400"})
    void endsLinesByCrLfOnly(String text, int status) {
        String bytes = text.replace("%r", "\r").replace("%n", "\n");
        BadMessage refused = catchThrowableOfType(BadMessage.class, () -> new HeadScanner(100, 1000, true)
                .take(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1)));
        assertThat(refused == null ? 0 : refused.status()).isEqualTo(status);
    }

    @Test
    void limitsTheRequestLineAndTheHead() {
        assertThat(limit("G".repeat(101))).isEqualTo(414);
        assertThat(limit("G\r\n" + "x".repeat(1000))).isEqualTo(431);
    }

    private static int limit(String text) {
        BadMessage refused = catchThrowableOfType(BadMessage.class, () -> new HeadScanner(100, 1000, true)
                .take(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1)));
        return refused == null ? 0 : refused.status();
    }

    private static RequestHead parse(String lines) throws BadMessage {
        byte[] head = (lines.replace("|", "\r\n") + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        return new RequestParser(head, 10).parse();
    }
}
