/** The cost of a change for concurrent calls. */
@NullMarked
package io.hookline.benchmarks.change;

import org.jspecify.annotations.NullMarked;
