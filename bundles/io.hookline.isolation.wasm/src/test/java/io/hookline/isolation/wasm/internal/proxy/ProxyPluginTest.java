package io.hookline.isolation.wasm.internal.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.hookline.api.HookTimeoutException;
import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.PostProcessHook;
import io.hookline.gateway.hook.PreRequestHook;
import io.hookline.gateway.hook.Response;
import io.hookline.isolation.wasm.internal.build.Code;
import io.hookline.isolation.wasm.internal.build.Filter;
import io.hookline.isolation.wasm.internal.build.Running;
import io.hookline.isolation.wasm.internal.engine.EndiveEngine;
import io.hookline.isolation.wasm.internal.engine.GuestTrapException;
import io.hookline.isolation.wasm.internal.module.ModuleCheck;
import io.hookline.isolation.wasm.internal.module.WasmSettings;
import io.hookline.isolation.wasm.internal.plugin.Background;
import io.hookline.isolation.wasm.internal.plugin.ModuleFailedException;
import io.hookline.isolation.wasm.internal.pool.CallWatch;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProxyPluginTest {

    private static final String SET = "proxy_replace_header_map_value(i32,i32,i32,i32,i32)->i32";
    private static final String GET = "proxy_get_header_map_value(i32,i32,i32,i32,i32)->i32";
    private static final String ANSWER = "proxy_send_local_response(i32,i32,i32,i32,i32,i32,i32,i32)->i32";
    private static final String HEADERS = "(i32,i32,i32)->i32";
    private static final String[] MANIFEST = {
        "name = filter",
        "version = 1.0.0",
        "points = http.pre-request, http.post-process",
        "time = 2000",
        "instances = 1",
        "configuration = on"
    };

    private final CallWatch watch = new CallWatch();
    private final Background background = new Background();
    private final SharedState shared = new SharedState();
    private final Running running = new Running();

    private ProxyPlugin plugin(byte[] module) throws Exception {
        return plugin(module, Running.SETTINGS);
    }

    private ProxyPlugin plugin(byte[] module, WasmSettings settings) throws Exception {
        EndiveEngine engine = new EndiveEngine(null);
        return new ProxyPlugin(
                new ModuleCheck(engine, settings).check(module),
                engine.compile(module),
                settings,
                watch,
                background,
                shared);
    }

    private PreRequestHook before(ProxyPlugin plugin) throws Exception {
        return (PreRequestHook) plugin.attach(running.request(PreRequestHook.class, PreRequestHook.POINT))
                .target();
    }

    private PostProcessHook after(ProxyPlugin plugin) throws Exception {
        return (PostProcessHook) plugin.attach(running.request(PostProcessHook.class, PostProcessHook.POINT))
                .target();
    }

    @AfterEach
    void close() {
        watch.close();
        background.close();
    }

    @Test
    void everyFunctionOfTheCatalogueIsThere() throws Exception {
        // A filter that imports each of them by the catalogue's signature can be instantiated.
        List<String> names = HostNames.env();
        Filter filter = new Filter(names.toArray(new String[0]));
        WasmSettings all = new WasmSettings(
                1 << 20,
                16,
                Duration.ofSeconds(30),
                8,
                100,
                3,
                Duration.ofSeconds(60),
                Set.of("clock", "http"),
                Map.of());
        plugin(filter.build(MANIFEST), all).pool().warm();
        assertThat(names).contains("proxy_log(i32,i32,i32)->i32");
    }

    @Test
    void aFilterSetsFieldsOfTheRequestAndOfTheResponse() throws Exception {
        Filter filter = new Filter(SET);
        filter.module()
                .export(
                        "proxy_on_request_headers",
                        HEADERS,
                        0,
                        filter.setHeader(new Code(), 0, "x-seen", "yes").i32(0));
        filter.module()
                .export(
                        "proxy_on_response_headers",
                        HEADERS,
                        0,
                        filter.setHeader(filter.setHeader(new Code(), 2, "x-by", "wasm"), 2, ":status", "203")
                                .i32(0));
        ProxyPlugin plugin = plugin(filter.build(MANIFEST));
        FakeExchange exchange = new FakeExchange("GET", "/a").answered(200, 5);
        assertThat(before(plugin).onRequest(exchange)).isNull();
        assertThat(exchange.requestHeaders().first("X-Seen")).isEqualTo("yes");
        after(plugin).onResponse(exchange);
        assertThat(exchange.responseHeaders().first("x-by")).isEqualTo("wasm");
        assertThat(exchange.status()).isEqualTo(203);
    }

    @Test
    void aFilterReadsAFieldAndAnswersByItself() throws Exception {
        Filter filter = new Filter(GET, ANSWER);
        Code lookup = filter.text(new Code().i32(0), "x-tenant")
                .i32s(16, 20)
                .call(filter.imported("proxy_get_header_map_value"));
        Code answer = filter.text(new Code().i32s(403, 0, 0), "no tenant").i32s(0, 0, -1);
        filter.module()
                .export(
                        "proxy_on_request_headers",
                        HEADERS,
                        0,
                        lookup.then(filter.call(answer, "proxy_send_local_response"))
                                .i32(0));
        ProxyPlugin plugin = plugin(filter.build(MANIFEST));
        Response refused = before(plugin).onRequest(new FakeExchange("GET", "/"));
        assertThat(refused).isNotNull();
        assertThat(refused.status()).isEqualTo(403);
        assertThat(new String(refused.body(), StandardCharsets.UTF_8)).isEqualTo("no tenant");
        assertThat(before(plugin).onRequest(new FakeExchange("GET", "/").with("X-Tenant", "a")))
                .isNull();
    }

    @Test
    void aTrapFailsTheCallAndTheNextOneIsServed() throws Exception {
        Filter filter = new Filter(GET);
        Code lookup = filter.text(new Code().i32(0), "x-trap")
                .i32s(16, 20)
                .call(filter.imported("proxy_get_header_map_value"));
        filter.module()
                .export(
                        "proxy_on_request_headers",
                        HEADERS,
                        0,
                        lookup.isZero().then(new Code().trap()).i32(0));
        ProxyPlugin plugin = plugin(filter.build(MANIFEST));
        PreRequestHook hook = before(plugin);
        assertThatThrownBy(() -> hook.onRequest(new FakeExchange("GET", "/").with("x-trap", "1")))
                .isInstanceOf(ModuleFailedException.class)
                .hasMessageContaining("unreachable");
        assertThat(hook.onRequest(new FakeExchange("GET", "/"))).isNull();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> hook.onRequest(new FakeExchange("GET", "/").with("x-trap", "1")));
        }
        assertThat(running.trips())
                .as("three restarts")
                .singleElement()
                .asString()
                .contains("again and again");
    }

    @Test
    void aSpinAndABottomlessRecursionEndTheCall() throws Exception {
        Filter spinning = new Filter();
        spinning.module()
                .export(
                        "proxy_on_request_headers",
                        HEADERS,
                        0,
                        new Code().spin().i32(0));
        PreRequestHook spin =
                before(plugin(spinning.build("name = s", "version = 1", "points = http.pre-request", "time = 20")));
        assertThatThrownBy(() -> spin.onRequest(new FakeExchange("GET", "/"))).isInstanceOf(HookTimeoutException.class);
        Filter recursing = new Filter();
        int self = 2;
        recursing
                .module()
                .export(
                        "proxy_on_request_headers",
                        HEADERS,
                        0,
                        new Code().get(0).get(1).get(2).call(self));
        PreRequestHook recursion = before(plugin(recursing.build(MANIFEST)));
        assertThatThrownBy(() -> recursion.onRequest(new FakeExchange("GET", "/")))
                .isInstanceOf(ModuleFailedException.class)
                .hasMessageContaining("call stack exhausted");
    }

    @Test
    void aFilterThatPausesForNothingFailsAndOneThatRefusesItsConfigurationDoesNotStart() throws Exception {
        Filter pausing = new Filter();
        pausing.module().export("proxy_on_request_headers", HEADERS, 0, new Code().i32(1));
        PreRequestHook pause = before(plugin(pausing.build(MANIFEST)));
        assertThatThrownBy(() -> pause.onRequest(new FakeExchange("GET", "/")))
                .isInstanceOf(ModuleFailedException.class)
                .hasMessageContaining("nothing makes it go on");
        Filter refusing = new Filter();
        refusing.module().export("proxy_on_configure", "(i32,i32)->i32", 0, new Code().i32(0));
        ProxyPlugin plugin = plugin(refusing.build(MANIFEST));
        assertThatThrownBy(() -> plugin.pool().warm())
                .isInstanceOf(GuestTrapException.class)
                .hasMessageContaining("proxy_on_configure has refused");
    }

    @Test
    void aWrongAddressIsAnsweredWithAStatusAndHarmsNothing() throws Exception {
        Filter filter = new Filter(GET, SET);
        Code lookup =
                filter.text(new Code().i32(0), "host").i32s(-4, 20).call(filter.imported("proxy_get_header_map_value"));
        Code note = filter.setHeader(new Code(), 0, "x-status", "6");
        filter.module()
                .export(
                        "proxy_on_request_headers",
                        HEADERS,
                        0,
                        lookup.i32(Status.INVALID_MEMORY_ACCESS)
                                .equal()
                                .then(note)
                                .i32(0));
        FakeExchange exchange = new FakeExchange("GET", "/").with("Host", "a");
        assertThat(before(plugin(filter.build(MANIFEST))).onRequest(exchange)).isNull();
        assertThat(exchange.requestHeaders().first("x-status")).isEqualTo("6");
    }

    @Test
    void metricsAreCountedAcrossInstancesAndReleases() throws Exception {
        Filter filter = new Filter("proxy_define_metric(i32,i32,i32,i32)->i32", "proxy_increment_metric(i32,i64)->i32");
        Code count = filter.call(filter.text(new Code().i32(0), "requests").i32(16), "proxy_define_metric")
                .i32(16)
                .load()
                .i64(1);
        filter.module()
                .export(
                        "proxy_on_request_headers",
                        HEADERS,
                        0,
                        filter.call(count, "proxy_increment_metric").i32(0));
        byte[] module = filter.build(MANIFEST);
        before(plugin(module)).onRequest(new FakeExchange("GET", "/"));
        ProxyPlugin next = plugin(module);
        before(next).onRequest(new FakeExchange("GET", "/"));
        assertThat(next.metrics()).containsEntry("requests", 2L);
    }

    @Test
    void ticksComeWhileNoCallDoes() throws Exception {
        Filter filter = new Filter(
                "proxy_set_tick_period_milliseconds(i32)->i32",
                "proxy_define_metric(i32,i32,i32,i32)->i32",
                "proxy_increment_metric(i32,i64)->i32");
        filter.module()
                .export(
                        "proxy_on_configure",
                        "(i32,i32)->i32",
                        0,
                        filter.call(new Code().i32(10), "proxy_set_tick_period_milliseconds")
                                .i32(1));
        Code count = filter.call(filter.text(new Code().i32(0), "ticks").i32(16), "proxy_define_metric")
                .i32(16)
                .load()
                .i64(1);
        filter.module().export("proxy_on_tick", "(i32)->", 0, filter.call(count, "proxy_increment_metric"));
        ProxyPlugin plugin = plugin(filter.build(MANIFEST));
        plugin.pool().warm();
        await().untilAsserted(() ->
                assertThat(plugin.metrics().getOrDefault("ticks", 0L)).isGreaterThan(1));
        plugin.close();
    }

    @Test
    void aFilterWaitsForTheAnswerOfANamedUpstream() throws Exception {
        HttpServer upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext("/", call -> {
            call.sendResponseHeaders(204, -1);
            call.close();
        });
        upstream.start();
        try {
            Filter filter = new Filter(
                    "proxy_http_call(i32,i32,i32,i32,i32,i32,i32,i32,i32,i32)->i32",
                    "proxy_set_effective_context(i32)->i32",
                    "proxy_continue_stream(i32)->i32",
                    SET);
            byte[] pairs = Pairs.encode(
                    List.of(Map.entry(":method", "GET"), Map.entry(":path", "/"), Map.entry(":authority", "a")));
            int stream = filter.module().global(0);
            Code call = filter.text(new Code().get(0).setGlobal(stream), "auth");
            call = filter.text(call, new String(pairs, StandardCharsets.ISO_8859_1))
                    .i32s(0, 0, 0, 0, 20_000, 16);
            filter.module()
                    .export(
                            "proxy_on_request_headers",
                            HEADERS,
                            0,
                            filter.call(call, "proxy_http_call").i32(1));
            Code goOn = filter.call(new Code().getGlobal(stream), "proxy_set_effective_context");
            goOn = filter.setHeader(goOn, 0, "x-asked", "yes");
            filter.module()
                    .export(
                            "proxy_on_http_call_response",
                            "(i32,i32,i32,i32,i32)->",
                            0,
                            filter.call(goOn.i32(0), "proxy_continue_stream"));
            WasmSettings settings = new WasmSettings(
                    1 << 20,
                    16,
                    Duration.ofSeconds(30),
                    8,
                    100,
                    3,
                    Duration.ofSeconds(60),
                    Set.of("http"),
                    Map.of("auth", "http://127.0.0.1:" + upstream.getAddress().getPort()));
            FakeExchange exchange = new FakeExchange("GET", "/");
            assertThat(before(plugin(filter.build(MANIFEST), settings)).onRequest(exchange))
                    .isNull();
            assertThat(exchange.requestHeaders().first("x-asked")).isEqualTo("yes");
        } finally {
            upstream.stop(0);
        }
    }
}
