/** The instances of a module: a bounded pool, the time limit of calls, and what happens when an instance ends. */
@NullMarked
package io.hookline.isolation.wasm.internal.pool;

import org.jspecify.annotations.NullMarked;
