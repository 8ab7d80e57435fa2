/** Traces of requests. */
@NullMarked
package io.hookline.plugin.otel.internal;

import org.jspecify.annotations.NullMarked;
