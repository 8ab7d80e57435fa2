/** The hooks that every contender calls, and their argument. */
@NullMarked
package io.hookline.benchmarks.hook;

import org.jspecify.annotations.NullMarked;
