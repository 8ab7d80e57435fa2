/** Modules as plugins: their manifests, their limits, and the check that each passes before anything of it runs. */
@NullMarked
package io.hookline.isolation.wasm.internal.module;

import org.jspecify.annotations.NullMarked;
