/** Faulty plugins beside a healthy one, without and with each guard. */
@NullMarked
package io.hookline.benchmarks.noisy;

import org.jspecify.annotations.NullMarked;
