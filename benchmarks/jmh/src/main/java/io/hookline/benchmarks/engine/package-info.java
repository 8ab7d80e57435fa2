/** Hookline's engine for the benchmarks: the core's classes without a framework. */
@NullMarked
package io.hookline.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
