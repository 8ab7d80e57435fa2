/** Hookline's engine as the benchmarks drive it: its public API, without a framework around them. */
@NullMarked
package io.hookline.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
