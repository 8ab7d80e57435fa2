/** The gateway itself: a reverse proxy on Netty that calls the hook points. */
@NullMarked
package io.hookline.gateway.internal;

import org.jspecify.annotations.NullMarked;
