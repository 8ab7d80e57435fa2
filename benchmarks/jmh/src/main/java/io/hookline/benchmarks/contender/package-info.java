/** The ways to call a chain of hooks that are compared, one class each. */
@NullMarked
package io.hookline.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
