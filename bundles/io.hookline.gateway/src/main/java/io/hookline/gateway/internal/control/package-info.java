/** Decides when a route moves on or back, and writes that into the configurations. */
@NullMarked
package io.hookline.gateway.internal.control;

import org.jspecify.annotations.NullMarked;
