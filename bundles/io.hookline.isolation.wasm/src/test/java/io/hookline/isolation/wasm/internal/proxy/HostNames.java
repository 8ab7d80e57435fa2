package io.hookline.isolation.wasm.internal.proxy;

import io.hookline.isolation.wasm.internal.module.Abi;
import io.hookline.isolation.wasm.internal.module.HostCatalogue;
import java.util.ArrayList;
import java.util.List;

/** The names of the host functions that the specification has, apart from those of WASI. */
final class HostNames {

    private static final List<String> NAMES = List.of(
            "proxy_done proxy_set_effective_context proxy_log proxy_get_log_level proxy_get_current_time_nanoseconds",
            "proxy_set_tick_period_milliseconds proxy_set_buffer_bytes proxy_get_buffer_bytes proxy_get_buffer_status",
            "proxy_get_header_map_size proxy_get_header_map_pairs proxy_set_header_map_pairs",
            "proxy_get_header_map_value proxy_add_header_map_value proxy_replace_header_map_value",
            "proxy_remove_header_map_value proxy_continue_stream proxy_close_stream proxy_get_status",
            "proxy_send_local_response proxy_http_call proxy_grpc_call proxy_grpc_stream proxy_grpc_send",
            "proxy_grpc_cancel proxy_grpc_close proxy_set_shared_data proxy_get_shared_data",
            "proxy_register_shared_queue proxy_resolve_shared_queue proxy_enqueue_shared_queue",
            "proxy_dequeue_shared_queue proxy_define_metric proxy_record_metric proxy_increment_metric",
            "proxy_get_metric proxy_get_property proxy_set_property proxy_call_foreign_function abort");

    private HostNames() {}

    /** Each with its signature. */
    static List<String> env() {
        List<String> all = new ArrayList<>();
        for (String name : String.join(" ", NAMES).split(" ", -1)) {
            HostCatalogue.Offer offer = HostCatalogue.find(Abi.PROXY_WASM, "env." + name);
            if (offer == null) {
                throw new AssertionError(name + " is not in the catalogue");
            }
            all.add(name + offer.signature());
        }
        return all;
    }
}
