package io.hookline.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.isolation.wasm.internal.build.Code;
import io.hookline.isolation.wasm.internal.build.Filter;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** WebAssembly modules as plugins of the product as users run it. */
class WasmIT extends ProcessTest {

    private static final String SET = "proxy_replace_header_map_value(i32,i32,i32,i32,i32)->i32";
    private static final String SET_BUFFER = "proxy_set_buffer_bytes(i32,i32,i32,i32,i32)->i32";
    private static final String DEFINE = "proxy_define_metric(i32,i32,i32,i32)->i32";
    private static final String COUNT = "proxy_increment_metric(i32,i64)->i32";
    private static final String HEADERS = "(i32,i32,i32)->i32";
    private static final String[] MANIFEST = {"name = test.filter", "points = http.post-process"};

    /** A filter that marks responses as the jars of the tests do. */
    private Path marking(String version) throws IOException {
        Filter filter = new Filter(SET);
        filter.module()
                .export(
                        "proxy_on_response_headers",
                        HEADERS,
                        0,
                        filter.setHeader(new Code(), 2, "test.filter", version).i32(0));
        return write(filter, version, 1000);
    }

    private Path spinning(String version) throws IOException {
        Filter filter = new Filter();
        filter.module()
                .export(
                        "proxy_on_response_headers",
                        HEADERS,
                        0,
                        new Code().spin().i32(0));
        return write(filter, version, 50);
    }

    private Path write(Filter filter, String version, int millis) throws IOException {
        byte[] module = filter.build(MANIFEST[0], MANIFEST[1], "version = " + version, "time = " + millis);
        return Files.write(folder.resolve("filter-" + version + ".wasm"), module);
    }

    private static void awaitMarks(HooklineProcess process, Map<String, String> marks) {
        Awaitility.await().untilAsserted(() -> assertThat(process.marks()).isEqualTo(marks));
    }

    @Test
    void aModuleIsSwappedRolledBackAndRestartedWithoutALostCall() throws Exception {
        HooklineProcess process = start();
        try (CallingClients clients = CallingClients.of(process, 4)) {
            assertThat(process.command("hook:plan " + quoted(marking("1.0.0")))).contains("test.filter");
            process.command("hook:deploy " + quoted(marking("1.0.0")));
            awaitMarks(process, Map.of("test.filter", "1.0.0"));
            process.command("hook:deploy " + quoted(marking("1.1.0")));
            awaitMarks(process, Map.of("test.filter", "1.1.0"));
            assertRuns(process);
            process.command("hook:rollback");
            awaitMarks(process, Map.of("test.filter", "1.0.0"));
            clients.awaitMoreCalls(20);
            assertThat(clients.failures()).isEmpty();
        }
        assertThat(process.command("hook:wasm list")).contains("test.filter");
        process.exit();
        HooklineProcess next = start();
        awaitMarks(next, Map.of("test.filter", "1.0.0"));
        assertRuns(next);
        Files.copy(marking("1.2.0"), data.resolve("drop").resolve("filter.wasm"));
        awaitMarks(next, Map.of("test.filter", "1.2.0"));
    }

    /** A filter that marks responses, appends its version to their bodies, and counts them. */
    private Path appending(String version) throws IOException {
        Filter filter = new Filter(SET, SET_BUFFER, DEFINE, COUNT);
        Code count = filter.setHeader(new Code(), 2, "test.filter", version);
        count = filter.setHeader(count, 2, "x-cut", "1\r\nx-injected: 1");
        count = filter.setHeader(count, 2, "x-cut: 1\r\nx-injected", "1");
        count = filter.call(filter.text(count.i32(0), "responses " + version).i32(16), "proxy_define_metric");
        filter.module()
                .export(
                        "proxy_on_response_headers",
                        HEADERS,
                        0,
                        filter.call(count.i32(16).load().i64(1), "proxy_increment_metric")
                                .i32(0));
        Code append = filter.call(filter.text(new Code().i32s(1, -1, 0), version), "proxy_set_buffer_bytes");
        filter.module()
                .export(
                        "proxy_on_response_body",
                        HEADERS,
                        0,
                        new Code().get(2).then(append).get(2).isZero());
        return write(filter, version, 1000);
    }

    @Test
    void aModuleAsACanaryTakesItsShareOfTheCallsWithTheirBodiesAndIsCounted() throws Exception {
        HooklineProcess process = start();
        process.command("hook:deploy " + quoted(appending("1.0.0")));
        awaitMarks(process, Map.of("test.filter", "1.0.0"));
        process.command("hook:canary --manual --weight 50 " + quoted(appending("1.1.0")));
        Map<String, Long> calls = new TreeMap<>();
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> {
            HttpResponse<String> response = process.call();
            String version = response.headers().firstValue("test.filter").orElse("none");
            assertThat(response.headers().map()).doesNotContainKeys("x-injected", "x-cut");
            assertThat(response.body()).as("the same release at head and body").isEqualTo("{\"records\":[]}" + version);
            calls.merge(version, 1L, Long::sum);
            return calls.getOrDefault("1.0.0", 0L) > 2 && calls.getOrDefault("1.1.0", 0L) > 2;
        });
        assertThat(calls).containsOnlyKeys("1.0.0", "1.1.0");
        assertThat(process.command("hook:canaries")).contains("candidate", "1.1.0");
        process.command("hook:promote test.filter");
        awaitMarks(process, Map.of("test.filter", "1.1.0"));
        assertThat(process.call().body()).endsWith("1.1.0");
        assertThat(metrics(process, ""))
                .containsPattern("module_counter_total\\{metric=\"responses 1.0.0\",plugin=\"test.filter\"} [1-9]")
                .containsPattern("module_counter_total\\{metric=\"responses 1.1.0\",plugin=\"test.filter\"} [1-9]");
    }

    @Test
    void aModuleThatSpinsHarmsNeitherTheGatewayNorItsNeighbours() throws Exception {
        HooklineProcess process = start();
        process.command("hook:deploy " + quoted(marking("test.a", "1.0.0")) + " " + quoted(spinning("1.0.0")));
        for (int i = 0; i < 5; i++) {
            assertThat(process.call().statusCode()).isEqualTo(200);
            assertThat(process.marks()).isEqualTo(Map.of("test.a", "1.0.0"));
        }
        assertThat(process.command("hook:guard --json")).containsIgnoringCase("\"wasm\"");
        assertThat(process.command("hook:wasm list --json")).contains("took longer than 50 ms");
        process.command("hook:deploy " + quoted(marking("1.0.1")));
        awaitMarks(process, Map.of("test.a", "1.0.0", "test.filter", "1.0.1"));
    }
}
