/** The hooks that every contender calls, and what they are called with. */
@NullMarked
package io.hookline.benchmarks.hook;

import org.jspecify.annotations.NullMarked;
