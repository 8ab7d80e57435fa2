package io.hookline.isolation.wasm.internal.module;

import io.hookline.isolation.wasm.internal.engine.ModuleFacts;

/**
 * A module that has passed the check.
 *
 * @param manifest its manifest
 * @param facts what it states about itself
 * @param abi how it talks to its host
 */
public record CheckedModule(Manifest manifest, ModuleFacts facts, Abi abi) {

    private static final int PAGES_OF_A_MEGABYTE = 16;

    /** How many pages an instance's memory may grow to. */
    public int pages() {
        return manifest.memoryMegabytes() * PAGES_OF_A_MEGABYTE;
    }
}
