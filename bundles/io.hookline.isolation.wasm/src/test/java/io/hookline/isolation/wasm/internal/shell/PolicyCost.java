package io.hookline.isolation.wasm.internal.shell;

import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.hook.PreRequestHook;
import io.hookline.isolation.wasm.internal.build.Code;
import io.hookline.isolation.wasm.internal.build.Filter;
import io.hookline.isolation.wasm.internal.build.ModuleBuilder;
import io.hookline.isolation.wasm.internal.build.Running;
import io.hookline.isolation.wasm.internal.engine.CompiledModule;
import io.hookline.isolation.wasm.internal.engine.EndiveEngine;
import io.hookline.isolation.wasm.internal.engine.GuestFunction;
import io.hookline.isolation.wasm.internal.module.ModuleCheck;
import io.hookline.isolation.wasm.internal.plugin.Background;
import io.hookline.isolation.wasm.internal.pool.CallWatch;
import io.hookline.isolation.wasm.internal.proxy.ProxyPlugin;
import io.hookline.isolation.wasm.internal.proxy.SharedState;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** What a call of a header policy costs, and how much of it is the engine's; for {@code benchmarks/sandbox/run}. */
final class PolicyCost {

    private static final int CALLS = 200_000;
    private static final int ROUNDS = 9;
    private static final String HEADERS = "(i32,i32,i32)->i32";
    private static final String SET = "proxy_replace_header_map_value(i32,i32,i32,i32,i32)->i32";

    private PolicyCost() {}

    /** Prints the medians of several rounds. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        try (CallWatch watch = new CallWatch();
                Background background = new Background()) {
            double engine = median(engine());
            double empty = median(policy(new Code().i32(0), new Filter(), watch, background));
            Filter filter = new Filter(SET);
            Code set = filter.setHeader(new Code(), 0, "x-tenant", "blue").i32(0);
            double header = median(policy(set, filter, watch, background));
            out.printf("a call of the engine alone: %.0f ns%n", engine);
            out.printf("a policy that looks at nothing: %.0f ns%n", empty);
            out.printf(
                    "a policy that sets a header field: %.0f ns, %.0f ns beyond the engine%n", header, header - engine);
        }
    }

    private static Round engine() throws Exception {
        byte[] module = new ModuleBuilder()
                .memory(1, 1)
                .export("f", HEADERS, 0, new Code().i32(0))
                .build();
        CompiledModule code = new EndiveEngine(null).compile(module);
        GuestFunction function =
                Objects.requireNonNull(code.instantiate(List.of(), 1, 10).function("f"));
        return () -> function.call(1, 2, 3);
    }

    private static Round policy(Code body, Filter filter, CallWatch watch, Background background) throws Exception {
        filter.module().export("proxy_on_request_headers", HEADERS, 0, body);
        byte[] module = filter.build("name = policy", "version = 1.0.0", "points = http.pre-request", "time = 20000");
        EndiveEngine engine = new EndiveEngine(null);
        ProxyPlugin plugin = new ProxyPlugin(
                new ModuleCheck(engine, Running.SETTINGS).check(module),
                engine.compile(module),
                Running.SETTINGS,
                watch,
                background,
                new SharedState());
        PreRequestHook hook =
                (PreRequestHook) plugin.attach(new Running().request(PreRequestHook.class, PreRequestHook.POINT))
                        .target();
        FakeExchange exchange = new FakeExchange("GET", "/").with("host", "a").with("accept", "*/*");
        return () -> hook.onRequest(exchange);
    }

    /** The median time of a call, in nanoseconds; the first rounds warm up and do not count. */
    private static double median(Round round) throws Exception {
        double[] nanos = new double[ROUNDS];
        for (int i = -2; i < ROUNDS; i++) {
            long begin = System.nanoTime();
            for (int call = 0; call < CALLS; call++) {
                round.call();
            }
            if (i >= 0) {
                nanos[i] = (double) (System.nanoTime() - begin) / CALLS;
            }
        }
        Arrays.sort(nanos);
        return nanos[ROUNDS / 2];
    }

    /** What is measured. */
    @FunctionalInterface
    private interface Round {

        void call() throws Exception;
    }
}
