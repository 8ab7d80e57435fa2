package io.hookline.isolation.wasm.internal.component;

import io.hookline.isolation.wasm.internal.module.Abi;
import io.hookline.isolation.wasm.internal.module.CheckedModule;
import io.hookline.isolation.wasm.internal.module.HostCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a plan says about a module: what it may use, and which of its callbacks are never called. */
final class Requirements {

    private static final List<String> NEVER = List.of(
            "proxy_on_request_body",
            "proxy_on_request_trailers",
            "proxy_on_response_body",
            "proxy_on_response_trailers",
            "proxy_on_new_connection",
            "proxy_on_downstream_data",
            "proxy_on_upstream_data",
            "proxy_on_grpc_receive");

    private Requirements() {}

    static List<String> of(CheckedModule module) {
        List<String> all = new ArrayList<>();
        all.add("the runner wasm: " + module.manifest().memoryMegabytes() + " MB and "
                + module.manifest().callTime().toMillis() + " ms a call, in at most "
                + module.manifest().instances() + " instances");
        List<String> grants = module.facts().imports().stream()
                .map(one -> HostCatalogue.find(module.abi(), one.label()))
                .filter(Objects::nonNull)
                .map(HostCatalogue.Offer::grant)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        if (!grants.isEmpty()) {
            all.add("the grants " + String.join(", ", grants));
        }
        List<String> never = NEVER.stream()
                .filter(name -> module.abi() == Abi.PROXY_WASM
                        && module.facts().functions().containsKey(name))
                .toList();
        if (!never.isEmpty()) {
            all.add("that the gateway never calls " + String.join(", ", never)
                    + ": bodies and trailers pass it unseen");
        }
        return all;
    }
}
