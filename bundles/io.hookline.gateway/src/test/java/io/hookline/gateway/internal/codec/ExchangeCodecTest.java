package io.hookline.gateway.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.hook.ContextKey;
import io.hookline.api.hook.Hook;
import io.hookline.api.hook.HookContext;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.gateway.hook.ClientCertificate;
import io.hookline.gateway.hook.CompletedHook;
import io.hookline.gateway.hook.Completion;
import io.hookline.gateway.hook.ErrorHook;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.Failure;
import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.PostProcessHook;
import io.hookline.gateway.hook.PreRequestHook;
import io.hookline.gateway.hook.PreUpstreamHook;
import io.hookline.gateway.hook.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ExchangeCodecTest {

    private static final ContextKey<String> TIER = ContextKey.of("tier", String.class);
    private static final ContextKey<Long> COUNT = ContextKey.of("count", Long.class);
    private static final ContextKey<Thread> OWN = ContextKey.of("own", Thread.class);

    private final ExchangeCodec codec = new ExchangeCodec();
    private final ContractMethod preRequest =
            Contract.of(PreRequestHook.class).methods().get(0);
    private final FakeExchange exchange = new FakeExchange("GET", "/a").with("X-A", "1");

    private Exchange copy() {
        return copies(preRequest, exchange);
    }

    private Exchange copies(ContractMethod method, Object... arguments) {
        Object[] decoded = codec.decodeArguments(method, codec.encodeArguments(method, arguments));
        return (Exchange) Objects.requireNonNull(decoded[0]);
    }

    private void apply(Exchange copy) {
        Object changes = codec.encodeChanges(preRequest, new Object[] {copy});
        if (changes != null) {
            codec.applyChanges(preRequest, changes, new Object[] {exchange});
        }
    }

    @Test
    void eachContractOfTheGatewayHasACodecThatOthersCanCreate() throws Exception {
        GatewayCodecs codecs = new GatewayCodecs();
        for (Class<?> contract : List.of(
                PreRequestHook.class,
                PreUpstreamHook.class,
                PostProcessHook.class,
                ErrorHook.class,
                CompletedHook.class)) {
            assertThat(codecs.codecFor(Contract.of(contract))
                            .orElseThrow()
                            .getClass()
                            .getConstructor()
                            .newInstance())
                    .isInstanceOf(ExchangeCodec.class);
        }
        assertThat(codecs.codecFor(Contract.of(Hook.class))).isEmpty();
    }

    @Test
    void aHookElsewhereSeesTheExchange() {
        exchange.withQuery("q=1").from("192.0.2.9").with(new ClientCertificate("CN=a", "CN=b", List.of("DNS:c"), "ff"));
        exchange.setPrincipal("tester");
        exchange.context().put(TIER, "gold");
        exchange.context().put(OWN, Thread.currentThread());
        Exchange copy = copy();
        assertThat(copy.method() + copy.path() + copy.query()).isEqualTo("GET/aq=1");
        assertThat(copy.client().getAddress().getHostAddress()).isEqualTo("192.0.2.9");
        assertThat(copy.clientCertificate()).isEqualTo(exchange.clientCertificate());
        assertThat(copy.requestHeaders().first("x-a")).isEqualTo("1");
        assertThat(copy.principal()).isEqualTo("tester");
        assertThat(copy.context().callId()).isEqualTo(exchange.context().callId());
        assertThat(copy.context().get(TIER)).isEqualTo("gold");
        assertThat(copy.context().get(OWN)).as("it cannot leave the process").isNull();
        assertThat(copy.status()).isZero();
        assertThat(copy.route()).isNull();
    }

    @Test
    void whatAHookElsewhereDoesIsDoneToTheExchange() {
        exchange.context().put(TIER, "gold");
        Exchange copy = copy();
        exchange.context().put(COUNT, 7L);
        copy.requestHeaders().set("X-A", "2");
        copy.requestHeaders().add("X-A", "3");
        copy.responseHeaders().set("X-B", "4");
        copy.setPrincipal("tester");
        copy.limitRequestBody(9);
        copy.chooseUpstream("blue");
        copy.context().remove(TIER);
        apply(copy);
        assertThat(exchange.requestHeaders().all("X-A")).containsExactly("2", "3");
        assertThat(exchange.responseHeaders().first("X-B")).isEqualTo("4");
        assertThat(exchange.principal()).isEqualTo("tester");
        assertThat(exchange.requestLimit()).isEqualTo(9);
        assertThat(exchange.chosenUpstream()).isEqualTo("blue");
        assertThat(exchange.context().get(TIER)).isNull();
        assertThat(exchange.context().get(COUNT))
                .as("set by another hook meanwhile")
                .isEqualTo(7L);
        apply(copy);
        assertThat(exchange.requestHeaders().all("X-A"))
                .as("no step is done twice")
                .containsExactly("2", "3");
    }

    @Test
    void answersPass() {
        Response response = new Response(403, List.of(Map.entry("X-A", "1")), "no".getBytes(StandardCharsets.UTF_8));
        Response back = (Response) Objects.requireNonNull(
                codec.decodeResult(preRequest, codec.encodeResult(preRequest, response), new Object[] {exchange}));
        assertThat(back.status()).isEqualTo(403);
        assertThat(back.headers()).isEqualTo(response.headers());
        assertThat(new String(back.body(), StandardCharsets.UTF_8)).isEqualTo("no");
        assertThat(codec.encodeResult(preRequest, null)).isNull();
    }

    @Test
    void theSameIsRefusedElsewhereAsInTheGateway() {
        Exchange copy = copy();
        assertThatThrownBy(() -> copy.requestHeaders().set("Content-Length", "1"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> copy.requestHeaders().set("X-A", "1\r\nX-B: 2"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> copy.setStatus(200)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> copy.transformResponseBody(null))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("inline, watched and pool");
        apply(copy);
        assertThat(exchange.requestHeaders().first("Content-Length")).isNull();
        Object forged = Map.of("steps", List.of(List.of("shutdown")));
        assertThatThrownBy(() -> codec.applyChanges(preRequest, forged, new Object[] {exchange}))
                .hasMessageContaining("no step");
    }

    @Test
    void responsesAreChangedAndReplacedElsewhere() {
        ContractMethod postProcess =
                Contract.of(PostProcessHook.class).methods().get(0);
        exchange.answered(200, 5, "X-C", "1");
        Exchange copy = copies(postProcess, exchange);
        assertThat(copy.status()).isEqualTo(200);
        assertThat(copy.responseLength()).isEqualTo(5);
        copy.setStatus(503);
        apply(copy);
        assertThat(exchange.status()).isEqualTo(503);
        Exchange second = copies(postProcess, exchange);
        second.replaceResponse(Response.text(404, "gone"));
        assertThat(second.status()).isEqualTo(404);
        apply(second);
        assertThat(Objects.requireNonNull(exchange.replacement()).status()).isEqualTo(404);
    }

    @Test
    void failuresAndCompletionsPass() {
        ContractMethod onError = Contract.of(ErrorHook.class).methods().get(0);
        Failure failure = new Failure(502, "down", new IOException("refused"));
        Object[] error =
                codec.decodeArguments(onError, codec.encodeArguments(onError, new Object[] {exchange, failure}));
        assertThat((Failure) error[1])
                .extracting(Failure::status, Failure::message)
                .containsExactly(502, "down");
        assertThat(((Failure) error[1]).cause()).hasMessage("java.io.IOException: refused");
        ContractMethod onCompleted = Contract.of(CompletedHook.class).methods().get(0);
        Completion completion = new Completion(Completion.Ending.CLIENT_GONE, null);
        Object[] ended = codec.decodeArguments(
                onCompleted, codec.encodeArguments(onCompleted, new Object[] {exchange, completion}));
        assertThat(ended[1]).isEqualTo(completion);
    }

    @Test
    void deadlinesPass() {
        HookContext context = codec.context(preRequest, new Object[] {exchange});
        assertThat(context).isSameAs(exchange.context());
        assertThat(copy().context().remaining().isPresent())
                .isEqualTo(exchange.context().remaining().isPresent());
    }
}
