/** Plugins that behave badly, beside one that does not, before and after each guard. */
@NullMarked
package io.hookline.benchmarks.noisy;

import org.jspecify.annotations.NullMarked;
