/** Measures the cost of a call through a chain and of a change: the rows, the runs and the tables. */
@NullMarked
package io.hookline.benchmarks;

import org.jspecify.annotations.NullMarked;
