/** The engine behind a thin interface: reads, compiles, caches and runs modules. */
@NullMarked
package io.hookline.isolation.wasm.internal.engine;

import org.jspecify.annotations.NullMarked;
