/** The numbered live set, the leases that calls hold on it, and the wait for them to end. */
@NullMarked
package io.hookline.engine.internal.generation;

import org.jspecify.annotations.NullMarked;
