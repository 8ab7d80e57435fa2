package io.hookline.isolation.wasm.internal.module;

/** How host and module talk to each other. */
public enum Abi {

    /** proxy-wasm 0.2.1, or 0.2.0, which it includes: filters at the points of the gateway. */
    PROXY_WASM,

    /** Arguments and results as JSON in the module's memory: hooks of any contract of plain types. */
    VALUES
}
