package io.hookline.isolation.wasm.internal.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.deploy.artifact.PluginMetric;
import io.hookline.isolation.wasm.internal.build.Code;
import io.hookline.isolation.wasm.internal.build.Filter;
import io.hookline.isolation.wasm.internal.build.ModuleBuilder;
import io.hookline.isolation.wasm.internal.engine.CompiledModule;
import io.hookline.isolation.wasm.internal.engine.EndiveEngine;
import io.hookline.isolation.wasm.internal.engine.GuestTrapException;
import io.hookline.isolation.wasm.internal.module.ModuleCheck;
import io.hookline.isolation.wasm.internal.module.WasmSettings;
import io.hookline.isolation.wasm.internal.plugin.Background;
import io.hookline.isolation.wasm.internal.pool.CallWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Modules written to harm their host. */
@Timeout(60)
class HostileModuleTest {

    private static final int[] WILD = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 65_533, 0};
    private static final String[] MANIFEST = {"name = filter", "version = 1.0.0", "points = http.pre-request"};
    private static final WasmSettings SETTINGS = new WasmSettings(
            1 << 20, 16, Duration.ofSeconds(30), 8, 100, 3, Duration.ofSeconds(60), Set.of("clock", "http"), Map.of());

    private final CallWatch watch = new CallWatch();
    private final Background background = new Background();

    private ProxyPlugin plugin(byte[] module) throws Exception {
        EndiveEngine engine = new EndiveEngine(null);
        return new ProxyPlugin(
                new ModuleCheck(engine, SETTINGS).check(module),
                engine.compile(module),
                SETTINGS,
                watch,
                background,
                new SharedState());
    }

    @AfterEach
    void close() {
        watch.close();
        background.close();
    }

    @Test
    void wildPointersInCallsOfTheHostEndInAStatusOrATrap() throws Exception {
        List<String> names = HostNames.env();
        Filter filter = new Filter(names.toArray(new String[0]));
        List<String> calls = new ArrayList<>();
        for (String one : names) {
            String name = one.substring(0, one.indexOf('('));
            String parameters = one.substring(one.indexOf('(') + 1, one.indexOf(')'));
            for (int wild : WILD) {
                Code code = new Code();
                for (String type : parameters.split(",", -1)) {
                    if (type.equals("i64")) {
                        code.i64(wild);
                    } else if (!type.isEmpty()) {
                        code.i32(wild);
                    }
                }
                code.call(filter.imported(name));
                if (!one.endsWith("->")) {
                    code.drop();
                }
                filter.module().export(name + wild, "()->", 0, code);
                calls.add(name + wild);
            }
        }
        ProxyPlugin plugin = plugin(filter.build(MANIFEST));
        for (String call : calls) {
            ProxyGuest guest = new ProxyGuest(plugin);
            try {
                guest.call(call);
            } catch (GuestTrapException e) {
                assertThat(e.getMessage()).as(call).isNotNull();
            } catch (RuntimeException | Error e) {
                throw new AssertionError(call, e);
            }
        }
    }

    @Test
    void whatAModuleLeavesInTheHostIsLimited() throws Exception {
        Filter filter = new Filter(
                "proxy_define_metric(i32,i32,i32,i32)->i32",
                "proxy_register_shared_queue(i32,i32,i32)->i32",
                "proxy_set_property(i32,i32,i32,i32)->i32");
        filter.module()
                .export(
                        "metric",
                        "()->i32",
                        0,
                        new Code().i32s(0, 0, 60_000, 8).call(filter.imported("proxy_define_metric")))
                .export(
                        "queue",
                        "()->i32",
                        0,
                        new Code().i32s(0, 60_000, 8).call(filter.imported("proxy_register_shared_queue")))
                .export(
                        "property",
                        "(i32)->i32",
                        0,
                        new Code().i32(0).get(0).i32s(0, 60_000).call(filter.imported("proxy_set_property")));
        ProxyPlugin plugin = plugin(filter.build(MANIFEST));
        ProxyGuest guest = new ProxyGuest(plugin);
        assertThat(guest.call("metric")).isEqualTo(Status.BAD_ARGUMENT);
        assertThat(guest.call("queue")).isEqualTo(Status.BAD_ARGUMENT);
        guest.open(null);
        assertThat(guest.call("property", 1)).isEqualTo(Status.OK);
        assertThat(guest.call("property", 1)).as("replaced").isEqualTo(Status.OK);
        assertThat(guest.call("property", 2)).as("a second one").isEqualTo(Status.INTERNAL_FAILURE);
    }

    /** A counter below zero would make every scrape of the process fail. */
    @Test
    void aMetricThatAModuleSetsBelowZeroIsRead() throws Exception {
        Filter filter = new Filter("proxy_define_metric(i32,i32,i32,i32)->i32", "proxy_record_metric(i32,i64)->i32");
        Code record = filter.call(filter.text(new Code().i32(0), "wild").i32(16), "proxy_define_metric")
                .i32(16)
                .load()
                .i64(-1);
        filter.module().export("wild", "()->", 0, filter.call(record, "proxy_record_metric"));
        ProxyPlugin plugin = plugin(filter.build(MANIFEST));
        new ProxyGuest(plugin).call("wild");
        assertThat(plugin.pluginMetrics())
                .containsExactly(new PluginMetric("filter", "wild", PluginMetric.Kind.COUNTER, 0x1p64, 0));
    }

    @Test
    void callsOfTheHostWithinCallsOfTheHostEndAsBottomlessRecursionDoes() throws Exception {
        Filter allocating = new Filter("proxy_get_buffer_bytes(i32,i32,i32,i32,i32)->i32", "proxy_done()->i32");
        Code read = new Code().i32s(7, 0, -1, 16, 20).call(allocating.imported("proxy_get_buffer_bytes"));
        // The host asks for memory in order to give the configuration, and is asked for the configuration in return.
        allocating.module().export("malloc", "(i32)->i32", 0, read);
        allocating
                .module()
                .export("proxy_on_done", "(i32)->i32", 0, new Code().i32(0))
                .export(
                        "proxy_on_log",
                        "(i32)->",
                        0,
                        new Code().call(allocating.imported("proxy_done")).drop());
        ProxyGuest guest = new ProxyGuest(plugin(allocating.build(MANIFEST)));
        StreamContext stream = guest.open(null);
        guest.close(stream);
        guest.makeEffective(stream.id());
        assertThatThrownBy(() -> guest.done()).isInstanceOfAny(GuestTrapException.class, StackOverflowError.class);
    }

    @Test
    void manySmallValuesCountWithWhatTheHostNeedsToKeepThem() {
        SharedData data = new SharedData();
        int kept = 0;
        while (data.set("k" + kept, new byte[0], 0) == Status.OK) {
            kept++;
        }
        assertThat(kept).isLessThan(20_000);
    }

    /** 64 pieces that are the same memory make a text of 4 MB out of 64 KB. */
    @Test
    void whatAModuleWritesIsNotMultiplied() throws Exception {
        ModuleBuilder module = new ModuleBuilder().memory(1, 1).data(0, "\0\0\0\0\0\0\1\0".repeat(64));
        int write = module.importFunction("wasi_snapshot_preview1", "fd_write", "(i32,i32,i32,i32)->i32");
        module.export("proxy_abi_version_0_2_1", "()->", 0, new Code())
                .export("malloc", "(i32)->i32", 0, new Code().i32(0))
                .export(
                        "write",
                        "()->i32",
                        0,
                        new Code()
                                .i32s(1, 0, 64, 4096)
                                .call(write)
                                .drop()
                                .i32(4096)
                                .load());
        ProxyGuest guest = new ProxyGuest(plugin(module.manifest(MANIFEST).build()));
        assertThat(guest.call("write")).isEqualTo(65_536);
    }

    @Test
    void aCallbackOfAnotherSignatureEndsInATrap() throws Exception {
        Filter filter = new Filter();
        filter.module()
                .export("proxy_on_request_headers", "(i64)->i64", 0, new Code().get(0))
                .export("proxy_on_tick", "(i32,i32,i32,i32,i32)->", 0, new Code());
        ProxyGuest guest = new ProxyGuest(plugin(filter.build(MANIFEST)));
        assertThatThrownBy(() -> guest.call("proxy_on_tick", 1)).isInstanceOf(GuestTrapException.class);
        assertThatThrownBy(() -> guest.call("proxy_on_request_headers", 1, 2, 3))
                .isInstanceOf(GuestTrapException.class);
    }

    @Test
    void aStartFunctionThatSpinsIsInterrupted() throws Exception {
        Filter filter = new Filter();
        filter.module().start(filter.module().function("()->", 0, new Code().spin()));
        CompiledModule code = new EndiveEngine(null).compile(filter.build(MANIFEST));
        CallWatch.Watched watched = watch.watch(Duration.ofMillis(50));
        watched.begin();
        try {
            assertThatThrownBy(() -> code.instantiate(List.of(), 2, 10)).isInstanceOf(GuestTrapException.class);
        } finally {
            assertThat(watched.end()).isTrue();
        }
    }

    @Test
    void dataOutsideOfTheMemoryEndsTheInstanceBeforeItBegins() throws Exception {
        for (int address : new int[] {65_534, -1, Integer.MIN_VALUE}) {
            Filter filter = new Filter();
            filter.module().data(address, "data");
            CompiledModule code = new EndiveEngine(null).compile(filter.build(MANIFEST));
            assertThatThrownBy(() -> code.instantiate(List.of(), 1, 10)).isInstanceOf(GuestTrapException.class);
        }
    }
}
