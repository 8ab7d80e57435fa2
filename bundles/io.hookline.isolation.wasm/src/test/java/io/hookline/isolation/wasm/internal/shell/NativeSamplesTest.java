package io.hookline.isolation.wasm.internal.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.gateway.hook.BodyTransform;
import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.PostProcessHook;
import io.hookline.gateway.hook.PreRequestHook;
import io.hookline.gateway.hook.Response;
import io.hookline.isolation.wasm.internal.build.Running;
import io.hookline.isolation.wasm.internal.engine.EndiveEngine;
import io.hookline.isolation.wasm.internal.module.CheckedModule;
import io.hookline.isolation.wasm.internal.module.ModuleCheck;
import io.hookline.isolation.wasm.internal.plugin.Background;
import io.hookline.isolation.wasm.internal.plugin.ModuleFailedException;
import io.hookline.isolation.wasm.internal.pool.CallWatch;
import io.hookline.isolation.wasm.internal.proxy.ProxyPlugin;
import io.hookline.isolation.wasm.internal.proxy.SharedState;
import io.hookline.isolation.wasm.internal.value.ValuePlugin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples, compiled from their sources: by AssemblyScript from npm, and by clang with lld. */
@Tag("native")
class NativeSamplesTest {

    private static final Path SAMPLES = Path.of("..", "..", "docs", "samples", "wasm");

    @TempDir
    private static Path folder;

    private final CallWatch watch = new CallWatch();
    private final Background background = new Background();

    /** A record that is saved. */
    public record Draft(String title) {}

    /** A contract of plain types. */
    public interface SaveHook {

        /** Refuses or changes. */
        @Compose(Composition.WATERFALL)
        Draft beforeSave(Draft draft);
    }

    @BeforeAll
    static void copySamplesAndFetchTheCompiler() throws Exception {
        try (Stream<Path> samples = Files.list(SAMPLES)) {
            for (Path sample : (Iterable<Path>) samples::iterator) {
                Files.copy(sample, folder.resolve(sample.getFileName()));
            }
        }
        run("npm", "install", "--silent", "--no-fund", "--no-audit", "assemblyscript@0.27.31");
    }

    @AfterEach
    void close() {
        watch.close();
        background.close();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", command) + "\n" + output)
                .isZero();
    }

    private static byte[] compiled(String source, String manifest) throws Exception {
        if (source.endsWith(".ts")) {
            run("npx", "asc", source, "-O3", "-o", "raw.wasm");
        } else {
            run(
                    "clang",
                    "--target=wasm32",
                    "-O2",
                    "-nostdlib",
                    "-fno-builtin",
                    "-Wall",
                    "-Werror",
                    "-Wno-unused-function",
                    "-Wl,--no-entry",
                    "-o",
                    "raw.wasm",
                    source);
        }
        String text = Files.readString(folder.resolve(manifest)).replaceAll("time = .*", "");
        return ManifestSection.append(Files.readAllBytes(folder.resolve("raw.wasm")), text + "\ntime = 20000\n");
    }

    private ProxyPlugin filter(byte[] module) throws Exception {
        EndiveEngine engine = new EndiveEngine(null);
        return new ProxyPlugin(
                check(engine, module), engine.compile(module), Running.SETTINGS, watch, background, new SharedState());
    }

    private static CheckedModule check(EndiveEngine engine, byte[] module) throws Exception {
        return new ModuleCheck(engine, Running.SETTINGS).check(module);
    }

    @Test
    void theTenantPolicyIsTheSameInBothLanguages() throws Exception {
        for (String source : List.of("tenant.ts", "tenant.c")) {
            ProxyPlugin plugin = filter(compiled(source, "tenant.properties"));
            PreRequestHook before =
                    (PreRequestHook) plugin.attach(new Running().request(PreRequestHook.class, PreRequestHook.POINT))
                            .target();
            PostProcessHook after =
                    (PostProcessHook) plugin.attach(new Running().request(PostProcessHook.class, PostProcessHook.POINT))
                            .target();
            for (int i = 0; i < 2_000; i++) {
                Response refused = before.onRequest(new FakeExchange("GET", "/").with("x-tenant", "re"));
                assertThat(refused).as(source).isNotNull();
                assertThat(refused.status()).isEqualTo(403);
                FakeExchange exchange =
                        new FakeExchange("GET", "/").with("X-Tenant", "blue").answered(200, 0);
                assertThat(before.onRequest(exchange)).as(source + " " + i).isNull();
                after.onResponse(exchange);
                assertThat(exchange.responseHeaders().first("x-policy")).isEqualTo("tenant 1.0.0");
            }
            assertThat(plugin.pool().restarts())
                    .as("it does not run out of memory")
                    .isZero();
        }
    }

    @Test
    void theHookOfPlainValuesIsTheSameInBothLanguages() throws Exception {
        for (String source : List.of("titles.ts", "titles.c")) {
            EndiveEngine engine = new EndiveEngine(null);
            byte[] module = compiled(source, "titles.properties");
            ValuePlugin plugin =
                    new ValuePlugin(check(engine, module), engine.compile(module), Running.SETTINGS, watch);
            SaveHook hook = (SaveHook) plugin.attach(new Running().request(SaveHook.class, "db.pre-save"))
                    .target();
            assertThat(hook.beforeSave(new Draft("plan"))).as(source).isNull();
            assertThatThrownBy(() -> hook.beforeSave(new Draft("secret plan")))
                    .as(source)
                    .isInstanceOf(ModuleFailedException.class)
                    .hasMessageContaining("titles do not begin with secret");
        }
    }

    @Test
    void theFilterOfBodiesSeesThemWhole() throws Exception {
        ProxyPlugin plugin = filter(compiled("redact.ts", "redact.properties"));
        FakeExchange exchange = new FakeExchange("GET", "/").answered(200, -1);
        ((PostProcessHook) plugin.attach(new Running().request(PostProcessHook.class, PostProcessHook.POINT))
                        .target())
                .onResponse(exchange);
        BodyTransform transform = exchange.transforms().get(0);
        ByteBuffer out = ByteBuffer.allocate(100);
        transform.transform(ByteBuffer.wrap("a sec".getBytes(StandardCharsets.UTF_8)), out);
        transform.transform(ByteBuffer.wrap("ret plan".getBytes(StandardCharsets.UTF_8)), out);
        assertThat(out.position()).isZero();
        transform.end(out);
        assertThat(new String(out.array(), 0, out.position(), StandardCharsets.UTF_8))
                .isEqualTo("a ****** plan");
        transform.close();
    }
}
