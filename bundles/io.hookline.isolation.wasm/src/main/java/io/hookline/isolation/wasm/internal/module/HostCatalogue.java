package io.hookline.isolation.wasm.internal.module;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions that a module can import: the allow-list. Each has a signature; some need a grant of the operator. A
 * function that is not here is refused by name before the module runs.
 */
public final class HostCatalogue {

    /** Grant of the functions that tell the time. */
    public static final String CLOCK = "clock";

    /** Grant of the functions that give random bytes. */
    public static final String RANDOM = "random";

    /** Grant of HTTP calls to upstreams that the operator has named. */
    public static final String HTTP = "http";

    /** All grants there are. */
    public static final List<String> GRANTS = List.of(CLOCK, RANDOM, HTTP);

    private static final String WASI = "wasi_snapshot_preview1.";
    private static final Map<String, Offer> PROXY_WASM = new HashMap<>();
    private static final Map<String, Offer> VALUES = new HashMap<>();

    static {
        proxy(1, "proxy_set_effective_context", "proxy_get_log_level", "proxy_set_tick_period_milliseconds");
        proxy(1, "proxy_continue_stream", "proxy_close_stream", "proxy_grpc_cancel", "proxy_grpc_close");
        proxy(0, "proxy_done");
        proxy(2, "proxy_get_header_map_size");
        proxy(3, "proxy_log", "proxy_get_buffer_status", "proxy_get_header_map_pairs", "proxy_set_header_map_pairs");
        proxy(3, "proxy_remove_header_map_value", "proxy_get_status", "proxy_register_shared_queue");
        proxy(3, "proxy_enqueue_shared_queue", "proxy_dequeue_shared_queue");
        proxy(4, "proxy_get_property", "proxy_set_property", "proxy_define_metric", "proxy_grpc_send");
        proxy(5, "proxy_set_buffer_bytes", "proxy_get_buffer_bytes", "proxy_get_header_map_value");
        proxy(5, "proxy_add_header_map_value", "proxy_replace_header_map_value", "proxy_set_shared_data");
        proxy(5, "proxy_get_shared_data", "proxy_resolve_shared_queue");
        proxy(6, "proxy_call_foreign_function");
        proxy(8, "proxy_send_local_response");
        proxy(9, "proxy_grpc_stream");
        proxy(12, "proxy_grpc_call");
        PROXY_WASM.put("env.proxy_record_metric", new Offer("(i32,i64)->i32", null));
        PROXY_WASM.put("env.proxy_increment_metric", new Offer("(i32,i64)->i32", null));
        PROXY_WASM.put("env.proxy_get_metric", new Offer("(i32,i32)->i32", null));
        PROXY_WASM.put("env.proxy_get_current_time_nanoseconds", new Offer("(i32)->i32", CLOCK));
        PROXY_WASM.put("env.proxy_http_call", new Offer(numbers(10), HTTP));
        PROXY_WASM.put(WASI + "fd_write", new Offer(numbers(4), null));
        PROXY_WASM.put(WASI + "environ_sizes_get", new Offer(numbers(2), null));
        PROXY_WASM.put(WASI + "environ_get", new Offer(numbers(2), null));
        PROXY_WASM.put(WASI + "args_sizes_get", new Offer(numbers(2), null));
        PROXY_WASM.put(WASI + "args_get", new Offer(numbers(2), null));
        PROXY_WASM.put(WASI + "proc_exit", new Offer("(i32)->", null));
        PROXY_WASM.put(WASI + "clock_time_get", new Offer("(i32,i64,i32)->i32", CLOCK));
        PROXY_WASM.put(WASI + "random_get", new Offer(numbers(2), RANDOM));
        VALUES.put("hookline.log", new Offer("(i32,i32,i32)->", null));
        VALUES.put("hookline.time", new Offer("()->i64", CLOCK));
        for (Map<String, Offer> abi : List.of(PROXY_WASM, VALUES)) {
            // AssemblyScript's way to end with a message.
            abi.put("env.abort", new Offer("(i32,i32,i32,i32)->", null));
        }
    }

    private HostCatalogue() {}

    /** The function of a label such as {@code env.proxy_log}; null if modules cannot import it. */
    public static @Nullable Offer find(Abi abi, String label) {
        return (abi == Abi.PROXY_WASM ? PROXY_WASM : VALUES).get(label);
    }

    private static void proxy(int parameters, String... names) {
        for (String name : names) {
            PROXY_WASM.put("env." + name, new Offer(numbers(parameters), null));
        }
    }

    private static String numbers(int count) {
        return "(" + String.join(",", Collections.nCopies(count, "i32")) + ")->i32";
    }

    /**
     * A function that can be imported.
     *
     * @param signature such as {@code (i32)->i32}
     * @param grant what the operator has to allow; null if nothing
     */
    public record Offer(String signature, @Nullable String grant) {}
}
