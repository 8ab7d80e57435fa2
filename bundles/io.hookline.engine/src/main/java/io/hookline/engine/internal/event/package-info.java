/** Tells listeners what happens, in order and off the way of calls and changes. */
@NullMarked
package io.hookline.engine.internal.event;

import org.jspecify.annotations.NullMarked;
