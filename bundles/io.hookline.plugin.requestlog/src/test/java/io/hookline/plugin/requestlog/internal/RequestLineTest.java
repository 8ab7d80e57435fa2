package io.hookline.plugin.requestlog.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.gateway.hook.Completion;
import io.hookline.gateway.hook.FakeExchange;
import org.junit.jupiter.api.Test;

class RequestLineTest {

    private static final Completion COMPLETE = new Completion(Completion.Ending.COMPLETE, null);

    @Test
    void showsMethodPathStatusTimeCallAndClient() {
        FakeExchange request = new FakeExchange("GET", "/records/7");
        request.setStatus(200);
        request.setPrincipal("alice");
        assertThat(RequestLine.of(request, COMPLETE))
                .isEqualTo("GET /records/7 status=200 ms=12.0 call="
                        + request.context().callId() + " client=alice from=127.0.0.1 in=0 out=0 end=complete");
    }

    @Test
    void showsTheRouteUnlessItIsTheDefaultOne() {
        FakeExchange request = new FakeExchange("GET", "/").routed("green cart", "http://10.0.0.5:9000");
        assertThat(RequestLine.of(request, COMPLETE))
                .endsWith(" end=complete route=green\\u0020cart target=http://10.0.0.5:9000");
        assertThat(RequestLine.of(request.routed("default", "http://10.0.0.5:9000"), COMPLETE))
                .endsWith(" end=complete");
    }

    @Test
    void lineBreaksAndEscapeSequencesAreEscaped() {
        FakeExchange request = new FakeExchange("GET", "/x\r\nGET /forged status=200\u001b[2J");
        request.setPrincipal("a b\\n");
        String line = RequestLine.of(request, COMPLETE);
        assertThat(line)
                .doesNotContain("\r", "\n", "\u001b")
                .contains("/x\\u000d\\u000aGET\\u0020/forged\\u0020status=200\\u001b[2J")
                .contains("client=a\\u0020b\\u005cn");
    }
}
