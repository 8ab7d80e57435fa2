/** The counts of requests. */
@NullMarked
package io.hookline.gateway.internal.traffic;

import org.jspecify.annotations.NullMarked;
