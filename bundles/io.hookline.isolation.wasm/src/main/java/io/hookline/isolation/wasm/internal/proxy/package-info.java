/** The host of proxy-wasm 0.2.1: filters at the points of the gateway. */
@NullMarked
package io.hookline.isolation.wasm.internal.proxy;

import org.jspecify.annotations.NullMarked;
