/** Calls the hooks of one point as one object of its contract. */
@NullMarked
package io.hookline.engine.internal.chain;

import org.jspecify.annotations.NullMarked;
