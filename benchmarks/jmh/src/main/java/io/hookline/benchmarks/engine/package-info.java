/** Hookline's engine as the benchmarks drive it: the core's own classes, without a framework around them. */
@NullMarked
package io.hookline.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
