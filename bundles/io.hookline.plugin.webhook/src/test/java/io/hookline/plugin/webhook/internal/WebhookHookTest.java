package io.hookline.plugin.webhook.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hookline.api.hook.HookContext;
import io.hookline.common.config.GivenOptions;
import io.hookline.event.Event;
import io.hookline.event.EventRefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plugin with a server that answers as it is told. */
final class WebhookHookTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_614_265_330), ZoneOffset.UTC);

    private final List<Headers> headers = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final Map<String, Object> options = new HashMap<>();
    private volatile int status = 204;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/hook", this::answer);
        server.start();
        options.put("url", "http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        options.put("secret", SECRET);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        headers.add(exchange.getRequestHeaders());
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.getResponseHeaders().set("Location", "/elsewhere");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /** The example of the specification of Standard Webhooks. */
    @Test
    void theSignatureIsThatOfStandardWebhooks() {
        byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
        assertThat(new WebhookSignature(SECRET).of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void anEventIsPostedWithItsSignature() throws Exception {
        Event event = new Event(
                "id-1",
                "record-saved",
                "ü 7",
                Instant.EPOCH,
                Map.of("a b", "c=d"),
                "application/json",
                "{\"n\":1}".getBytes(StandardCharsets.UTF_8));
        hook().onEvent(event, HookContext.create());
        assertThat(bodies).containsExactly("{\"n\":1}");
        Headers sent = headers.get(0);
        assertThat(sent.getFirst("Content-Type")).isEqualTo("application/json");
        assertThat(sent.getFirst("Webhook-Id")).isEqualTo("id-1");
        assertThat(sent.getFirst("Webhook-Timestamp")).isEqualTo("1614265330");
        assertThat(sent.getFirst("Webhook-Signature"))
                .isEqualTo(new WebhookSignature(SECRET).of("id-1", 1_614_265_330, event.payload()));
        assertThat(sent.getFirst("Event-Type")).isEqualTo("record-saved");
        assertThat(sent.getFirst("Event-Time")).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(sent.getFirst("Event-Key")).isEqualTo("%C3%BC+7");
        assertThat(sent.getFirst("Event-Attribute")).isEqualTo("a+b=c%3Dd");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 410, 422})
    void whatTheReceiverRefusesIsNotRepeated(int answer) {
        status = answer;
        assertThatThrownBy(this::send)
                .isInstanceOf(EventRefusedException.class)
                .hasMessage("127.0.0.1 answered " + answer);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 408, 425, 429, 500, 503})
    void whatMayPassLaterIsRepeated(int answer) {
        status = answer;
        assertThatThrownBy(this::send).isInstanceOf(IOException.class).hasMessageContaining("answered " + answer);
        assertThat(bodies).as("no redirect is followed").hasSize(1);
    }

    @Test
    @Timeout(60)
    void anAnswerWithoutEndHoldsNoDelivery() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        server.createContext("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
            await(over);
            exchange.close();
        });
        options.put("url", "http://127.0.0.1:" + server.getAddress().getPort() + "/endless");
        try {
            send();
        } finally {
            over.countDown();
        }
    }

    private static void await(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aContentTypeThatNoFieldCanHoldIsNotRepeated() {
        Event event = Event.of("record-saved", "", "text/plain\r\nX-Admin: yes", new byte[0]);
        assertThatThrownBy(() -> hook().onEvent(event, HookContext.create())).isInstanceOf(EventRefusedException.class);
        assertThat(bodies).isEmpty();
    }

    @Test
    void aReceiverThatIsAwayIsTriedAgain() {
        server.stop(0);
        assertThatThrownBy(this::send).isInstanceOf(IOException.class);
    }

    @Test
    void onlyTheTypesThatAreChosenAreSent() throws Exception {
        options.put("types", new String[] {"order-placed"});
        WebhookHook hook = hook();
        hook.onEvent(Event.json("record-saved", "", "{}"), HookContext.create());
        hook.onEvent(Event.json("order-placed", "", "{}"), HookContext.create());
        assertThat(headers).hasSize(1);
        options.put("types", new String[0]);
        hook.modified(GivenOptions.as(WebhookConfig.class, Map.copyOf(options)));
        hook.onEvent(Event.json("record-saved", "", "{}"), HookContext.create());
        assertThat(headers).hasSize(2);
    }

    @Test
    void aWrongConfigurationSendsNothingAndSaysWhatToDo() {
        refuses("url", "", "has no url");
        refuses("url", "http://example.org/hook", "use https://, or set plainHttp=true");
        refuses("url", "http://127.0.0.1.example.org/hook", "use https://");
        refuses("url", "https://user:word@example.org/hook", "no user");
        refuses("secret", "too short", "16 or more");
        refuses("secret", "whsec_!", "not Base64 behind whsec_");
        options.put("plainHttp", true);
        options.put("url", "http://example.org/hook");
        assertThatCode(() -> WebhookSettings.of(config(), SECRET)).doesNotThrowAnyException();
    }

    @Test
    void noRequestBeginsBehindTheDeadline() {
        HookContext late = HookContext.builder().timeout(Duration.ZERO).build();
        assertThatThrownBy(() -> hook().onEvent(Event.json("record-saved", "", "{}"), late))
                .hasMessageContaining("no time is left");
        assertThat(bodies).isEmpty();
    }

    private void refuses(String option, String value, String problem) {
        Object before = options.put(option, value);
        assertThatThrownBy(this::send).hasMessageContaining(problem);
        assertThat(bodies).isEmpty();
        if (before != null) {
            options.put(option, before);
        }
    }

    private void send() throws Exception {
        hook().onEvent(Event.json("record-saved", "1", "{}"), HookContext.create());
    }

    private WebhookConfig config() {
        return GivenOptions.as(WebhookConfig.class, Map.copyOf(options));
    }

    private WebhookHook hook() {
        return new WebhookHook(config(), configured -> configured, CLOCK);
    }
}
