/** Hooks of any contract of plain types: arguments and results as JSON in the module's memory. */
@NullMarked
package io.hookline.isolation.wasm.internal.value;

import org.jspecify.annotations.NullMarked;
