/** Puts the hooks of a point into a total order that can be explained. */
@NullMarked
package io.hookline.engine.internal.order;

import org.jspecify.annotations.NullMarked;
