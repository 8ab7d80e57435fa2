package io.hookline.isolation.wasm.internal.proxy;

import io.hookline.isolation.wasm.internal.engine.BadAddressException;
import io.hookline.isolation.wasm.internal.engine.HostFunction;
import io.hookline.isolation.wasm.internal.module.Abi;
import io.hookline.isolation.wasm.internal.module.HostCatalogue;
import java.util.ArrayList;
import java.util.List;

/** The host functions of one instance, each with the signature that the catalogue states. */
final class FunctionTable {

    private static final int WASI_FAULT = 21;

    private final List<HostFunction> functions = new ArrayList<>();

    /** Adds a function of the module {@code env}, which answers with a status. */
    void env(String name, HostFunction.Body body) {
        add("env", name, body, Status.INVALID_MEMORY_ACCESS);
    }

    /** Adds a function of WASI, which answers with an error number. */
    void wasi(String name, HostFunction.Body body) {
        add("wasi_snapshot_preview1", name, body, WASI_FAULT);
    }

    private void add(String module, String name, HostFunction.Body body, int badAddress) {
        HostCatalogue.Offer offer = HostCatalogue.find(Abi.PROXY_WASM, module + "." + name);
        if (offer == null) {
            throw new IllegalStateException(module + "." + name + " is not in the catalogue");
        }
        functions.add(new HostFunction(module, name, offer.signature(), arguments -> {
            try {
                return body.call(arguments);
            } catch (BadAddressException e) {
                return badAddress;
            }
        }));
    }

    List<HostFunction> functions() {
        return functions;
    }
}
