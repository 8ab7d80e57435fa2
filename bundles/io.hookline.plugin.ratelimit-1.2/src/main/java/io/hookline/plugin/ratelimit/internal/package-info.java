/** Limits by client, address, tier and route, on one node or shared by several. */
@NullMarked
package io.hookline.plugin.ratelimit.internal;

import org.jspecify.annotations.NullMarked;
