/** Measures what audit records cost a call, and how many pass the pipeline to each output. */
@NullMarked
package io.hookline.benchmarks.audit;

import org.jspecify.annotations.NullMarked;
