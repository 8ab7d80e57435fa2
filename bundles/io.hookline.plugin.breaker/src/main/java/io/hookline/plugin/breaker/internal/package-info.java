/** Circuit breakers of upstreams. */
@NullMarked
package io.hookline.plugin.breaker.internal;

import org.jspecify.annotations.NullMarked;
