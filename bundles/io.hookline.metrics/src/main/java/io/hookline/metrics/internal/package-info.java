/** Metrics for Prometheus, read from the runtime's services when they are asked for. */
@NullMarked
package io.hookline.metrics.internal;

import org.jspecify.annotations.NullMarked;
