/**
 * A route on its way from an old upstream to a new one: what its calls show, copies of them, and what differs. Knows
 * nothing of configurations; data flows from the call to the counters.
 */
@NullMarked
package io.hookline.gateway.internal.strangle;

import org.jspecify.annotations.NullMarked;
