/** The gateway itself: an Undertow reverse proxy that calls the hook points. */
@NullMarked
package io.hookline.gateway.internal;

import org.jspecify.annotations.NullMarked;
