/** Hookline's engine for the benchmarks: its public API, without a framework. */
@NullMarked
package io.hookline.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
