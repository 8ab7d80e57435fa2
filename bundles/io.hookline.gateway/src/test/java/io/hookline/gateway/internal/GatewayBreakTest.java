package io.hookline.gateway.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.gateway.hook.CompletedHook;
import io.hookline.gateway.hook.ErrorHook;
import io.hookline.gateway.hook.Failure;
import io.hookline.gateway.hook.PostProcessHook;
import io.hookline.gateway.hook.PreRequestHook;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors that no guard catches, such as a lack of memory in a hook: the client gets an answer all the same. */
final class GatewayBreakTest extends GatewayFixture {

    private final ConcurrentLinkedQueue<String> ends = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @CsvSource({
        "http.pre-request, true",
        "http.pre-request, false",
        "http.post-process, true",
        "http.post-process, false",
        "http.error, true",
        "http.error, false"
    })
    void aClientGetsAnAnswerWhenAHookRunsOutOfMemory(String point, boolean nonBlocking) throws Exception {
        points.nonBlocking = nonBlocking;
        CompletedHook completed = (exchange, completion) -> {
            Failure failure = completion.failure();
            ends.add(exchange.status() + " " + completion.ending() + " " + (failure == null ? "-" : failure.status()));
        };
        points.add(CompletedHook.POINT, completed);
        breakAt(point, new OutOfMemoryError("test"));
        startBefore(http -> respond(http, 200, "secret"));
        if (point.equals(ErrorHook.POINT)) {
            withoutUpstream();
        }

        for (int i = 0; i < 2; i++) {
            HttpResponse<String> response = get("/");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(response.headers().firstValue("X-Call-Id")).isPresent();
            assertThat(response.body()).doesNotContain("secret").doesNotContain("OutOfMemory");
        }
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(ends).containsExactly("503 COMPLETE 503", "503 COMPLETE 503"));
    }

    @ParameterizedTest
    @CsvSource({"http.pre-request, true", "http.post-process, false"})
    void otherErrorsGiveServerError(String point, boolean nonBlocking) throws Exception {
        points.nonBlocking = nonBlocking;
        breakAt(point, new AssertionError("test"));
        startBefore(http -> respond(http, 200, "secret"));

        HttpResponse<String> response = get("/");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("secret");
    }

    private void withoutUpstream() {
        stop();
        draft.upstream = null;
        start();
    }

    private void breakAt(String point, Error error) {
        switch (point) {
            case PreRequestHook.POINT ->
                preRequest(exchange -> {
                    throw error;
                });
            case PostProcessHook.POINT ->
                postProcess(exchange -> {
                    throw error;
                });
            default ->
                onError((exchange, failure) -> {
                    throw error;
                });
        }
    }
}
