/** One request on its way through the gateway, stage by stage. */
@NullMarked
package io.hookline.gateway.internal.call;

import org.jspecify.annotations.NullMarked;
